// Tells how far a briefing is while it is written, and then opens it. Without it the form is sent as it is.
import { STEPS, events } from "/static/common.js";

for (const form of document.querySelectorAll("form[data-order]")) {
  const status = form.querySelector("[data-status]");
  const refused = form.querySelector("[data-refused]");
  const button = form.querySelector("button");
  const refuse = (sentence) => { refused.textContent = sentence; refused.hidden = false; status.textContent = ""; button.disabled = false; };

  function call() {
    const lists = { pin: [], exclude: [] };
    const sent = {};
    for (const [name, value] of new FormData(form)) {
      if (name === "pick" && value) lists[value.split(":", 1)[0]].push(value.slice(value.indexOf(":") + 1));
      else if (name in lists) lists[name].push(...value.split("\n").map((line) => line.trim()).filter(Boolean));
      else if (name !== "pick" && name !== "csrf" && value.trim()) sent[name] = value.trim();
    }
    for (const [name, values] of Object.entries(lists)) if (values.length) sent[name] = values;
    return sent;
  }

  async function write() {
    const response = await fetch(form.dataset.order, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.csrf },
      body: JSON.stringify(call()),
    });
    if (!response.ok) return refuse((await response.json()).error.message);
    for await (const [name, value] of events(response)) {
      if (name === "progress") status.textContent = STEPS[value.step] || "Working …";
      if (name === "error") return refuse(value.message);
      if (name === "briefing") return location.assign(`/briefings/${value.id}`);
    }
    return refuse("It broke off. Send it once more.");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    refused.hidden = true;
    status.textContent = "Working …";
    write().catch(() => refuse("The connection broke off. Send it once more."));
  });
}
