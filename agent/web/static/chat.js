// Lets answers come in sentence by sentence.
import { STEPS, events, put } from "/static/common.js";

function original(parent, url) {
  if (!url) return;
  parent.append(" ");
  put(parent, "a", "original", { href: url, rel: "noopener noreferrer nofollow" });
}

function sentence(prose, one, before) {
  if (one.heading && one.heading !== before) put(prose, "h3", one.heading);
  const line = put(prose, "p", "");
  if (one.kind) { put(line, "span", one.kind, { class: "badge" }); line.append(" "); }
  put(line, "bdi", one.text);
  one.sources.forEach((number, n) => {
    line.append(" ");
    put(line, "a", `[${number}]`, { class: "mark", href: one.links[n], "aria-label": `Source ${number}, its passage` });
  });
  if (one.behind) { line.append(" "); put(line, "span", one.behind, { class: "behind" }); }
}

function listed(parent, sources) {
  if (!sources.length) return;
  const list = put(parent, "ol", "", { class: "sources" });
  for (const one of sources) original(put(list, "li", one.line, one.number ? { value: one.number } : {}), one.url);
}

function rest(turn, told) {
  if (told.turn.said) {
    const said = document.createElement("p");
    said.className = "said";
    said.textContent = told.turn.said;
    turn.querySelector("h2").after(said);
  }
  if (told.rows.length) {
    const table = put(turn, "table", "");
    const head = put(put(table, "thead", ""), "tr", "");
    for (const name of ["Figure", "What it counts", "As of"]) put(head, "th", name, { scope: "col" });
    const body = put(table, "tbody", "");
    for (const row of told.rows) {
      const line = put(body, "tr", "");
      put(line, "th", row[0], { scope: "row" });
      put(line, "td", row[1]);
      put(line, "td", row[2], { class: "date" });
    }
  }
  for (const line of [...told.disputes, ...told.notes]) put(turn, "p", line, { class: "note" });
  for (const one of told.passages) {
    const figure = put(turn, "figure", "");
    put(figure, "blockquote", one.quote);
    original(put(figure, "figcaption", one.line), one.url);
  }
  const cited = new Set(told.sentences.flatMap((one) => one.sources));
  const first = told.sources.filter((one) => cited.has(one.number));
  const others = told.sources.filter((one) => !cited.has(one.number));
  listed(turn, first);
  if (others.length && (first.length || told.rows.length)) {
    const more = put(turn, "details", "");
    put(more, "summary", `${others.length}${first.length ? " more" : ""} that were compared`);
    listed(more, others);
  } else listed(turn, others);
  if (told.turn.briefing_id && (told.sentences.length || told.rows.length)) {
    put(put(turn, "p", ""), "a", "The whole briefing", { href: `/briefings/${told.turn.briefing_id}` });
  }
}

async function ask(form, words) {
  const status = form.querySelector("[data-status]");
  const turn = put(document.querySelector("[data-answers]"), "li", "", { class: "turn" });
  put(turn, "h2", words);
  const prose = put(turn, "div", "", { class: "prose" });
  let before = "";
  const response = await fetch(`/api/v1/conversations/${form.dataset.turns}/turns`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.csrf },
    body: JSON.stringify({ words }),
  });
  if (!response.ok) {
    const told = await response.json();
    put(turn, "p", told.error.message, { class: "note", role: "alert" });
    return false;
  }
  for await (const [name, value] of events(response)) {
    if (name === "progress") status.textContent = STEPS[value.step] || "Working …";
    if (name === "sentence") { sentence(prose, value, before); before = value.heading; }
    if (name === "error") put(turn, "p", value.message, { class: "note", role: "alert" });
    if (name === "turn") {
      rest(turn, value);
      form.dataset.turns = value.conversation;
      form.elements.conversation.value = value.conversation;
      history.replaceState(null, "", `/conversations/${value.conversation}`);
      return true;
    }
  }
  return false;
}

for (const form of document.querySelectorAll("form[data-turns]")) {
  const box = form.elements.words;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const status = form.querySelector("[data-status]");
    if (button.disabled || !box.value.trim()) return;
    button.disabled = true;
    status.textContent = "Working …";
    try {
      if (await ask(form, box.value.trim())) box.value = "";
      status.textContent = "";
    } catch {
      status.textContent = "The connection broke off. What was finished is kept; load the page again.";
    }
    button.disabled = false;
    box.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  });
}
