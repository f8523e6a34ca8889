// Brings a thing to the middle of the screen, clear of the bars at its edges, and gives what a finger
// would meet there: the thing itself, or the input behind its label. Null if something lies over it.
const [drawn, behind] = arguments;
drawn.scrollIntoView({ block: "center", behavior: "instant" });
const box = drawn.getBoundingClientRect();
const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
if (drawn.contains(met)) return drawn;
return behind.contains(met) ? behind : null;
