"use strict";
// Without this script a marker leads to its passage in the list of sources; with it, a click opens it in place.
const close = (but) => {
  for (const open of document.querySelectorAll(".cite.open")) if (open !== but) open.classList.remove("open");
};
// Near the lower edge of the window a passage opens above its line instead of out of sight.
const place = (event) => {
  const cite = event.target.closest(".cite");
  if (!cite || event.target.closest(".pop")) return;
  cite.classList.remove("above");
  const box = cite.querySelector(".pop").getBoundingClientRect();
  cite.classList.toggle("above", box.bottom > window.innerHeight && box.top > box.height + 48);
};
document.addEventListener("mouseover", place);
document.addEventListener("focusin", place);
document.addEventListener("click", (event) => {
  const cite = event.target.closest(".cite");
  close(cite);
  if (!event.target.closest(".mark")) return;
  event.preventDefault();
  cite.classList.remove("shut");
  cite.classList.toggle("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  close(null);
  for (const cite of document.querySelectorAll(".cite:hover, .cite:focus-within")) cite.classList.add("shut");
});
for (const name of ["mouseout", "focusout"]) {
  document.addEventListener(name, (event) => {
    const cite = event.target.closest(".cite");
    if (cite && !cite.contains(event.relatedTarget)) cite.classList.remove("shut");
  });
}
