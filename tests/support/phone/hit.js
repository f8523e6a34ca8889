// Brings a thing to the middle of the screen, clear of the bars at its edges, and gives what a finger
// would meet there: the thing itself, or the input behind its label. Null if something lies over it.
// With `touches`, the finger comes down at once.
const [drawn, behind, touches] = arguments;
drawn.scrollIntoView({ block: "center", behavior: "instant" });
const box = drawn.getBoundingClientRect();
const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
const hit = drawn.contains(met) ? drawn : behind.contains(met) ? behind : null;
if (hit && touches) {
  hit.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  hit.focus();
  hit.click();
}
// Not the thing itself: the touch may have taken it off the page.
return touches ? (hit ? true : null) : hit;
