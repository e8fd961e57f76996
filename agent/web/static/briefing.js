// Opens a cited passage beside the text, or below the sentence where there is no room beside it.
// Without this script a marker leads to its passage in the list of sources.
import { put } from "/static/common.js";

const panel = document.querySelector("[data-panel]");
const beside = window.matchMedia("(min-width: 64rem)");
let from = null;

function shut() {
  for (const one of document.querySelectorAll(".inplace")) one.remove();
  for (const one of document.querySelectorAll("blockquote.open, .mark.open")) one.classList.remove("open");
  for (const one of document.querySelectorAll(".mark[aria-expanded]")) one.removeAttribute("aria-expanded");
}

function showBeside(mark, passages) {
  for (const one of passages) one.classList.add("open");
  const first = passages[0].closest("li");
  panel.scrollTop += first.getBoundingClientRect().top - panel.getBoundingClientRect().top - 16;
  passages[0].focus({ preventScroll: true });
}

function showBelow(mark, passages) {
  const box = document.createElement("div");
  box.className = "inplace";
  const source = passages[0].closest("li").querySelector(".source");
  box.append(source.cloneNode(true));
  for (const one of passages) {
    const copy = one.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelector(".back").remove();
    box.append(copy);
  }
  const close = put(box, "button", "Close", { type: "button" });
  close.addEventListener("click", back);
  mark.closest("[data-holds]").append(box);
  mark.setAttribute("aria-expanded", "true");
  box.querySelector("blockquote").focus({ preventScroll: true });
}

function back() {
  shut();
  if (from) from.focus();
  from = null;
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-cites]");
  const up = event.target.closest("a.back");
  if (up && from) {
    event.preventDefault();
    from.scrollIntoView({ block: "center" });
    back();
  }
  if (!mark) return;
  const passages = mark.dataset.cites.split(" ").map((name) => document.getElementById(name)).filter(Boolean);
  if (!passages.length) return;
  event.preventDefault();
  const again = from === mark && mark.classList.contains("open");
  shut();
  from = mark;
  if (again) return;
  mark.classList.add("open");
  (beside.matches ? showBeside : showBelow)(mark, passages);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && from) back();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// An edit is checked without leaving the page; what is refused says why beside the sentence.
for (const form of document.querySelectorAll("form[data-edit]")) {
  const refused = form.querySelector("[data-refused]");
  const status = put(form, "p", "", { class: "status", role: "status" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.value === "delete" && !window.confirm("Delete this sentence?")) return;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    status.textContent = "Checking …";
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    refused.hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) {
        location.hash = `n${form.dataset.edit}`;
        location.reload();
        return;
      }
      const why = page.querySelector(`form[data-edit="${form.dataset.edit}"] [data-refused] ul`);
      const told = why ? [...why.children] : [page.querySelector("[role=alert]")];
      refused.querySelector("ul").replaceChildren();
      for (const one of told) put(refused.querySelector("ul"), "li", one ? one.textContent : "It could not be read.");
      refused.hidden = false;
      status.textContent = "";
    } catch {
      status.textContent = "The connection broke off. Nothing was saved that is not shown after loading the page again.";
    }
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  });
}
