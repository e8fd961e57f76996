// Tells how far a briefing is while it is written, and then opens it. Without it the form is sent as it is.
import { STEPS, events } from "/static/common.js";

for (const form of document.querySelectorAll("form[data-order]")) {
  const status = form.querySelector("[data-status]");
  const refused = form.querySelector("[data-refused]");
  const button = form.querySelector("button");
  const refuse = (sentence) => { refused.textContent = sentence; refused.hidden = false; status.textContent = ""; button.disabled = false; };

  async function write() {
    const call = {};
    for (const name of ["question", "profile", "since", "until", "as_of"]) {
      const value = form.elements[name].value.trim();
      if (value) call[name] = value;
    }
    const response = await fetch("/api/v1/briefings", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": form.dataset.csrf },
      body: JSON.stringify(call),
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
