// What a person finds on the page, or in the answers to a question: by role and by name, visible,
// and not behind an open dialog. A name fits when it is the one wanted, or begins with it as a whole
// word; the first kind wins.
const [role, wanted, question] = arguments;

const SELECTORS = {
  button: "button, summary, input[type=submit], input[type=button], [role=button]",
  link: "a[href], [role=link]",
  action: "button, summary, a[href], label:has(> input[type=file]), [role=button], [role=link]",
  option: "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox], [role=switch]",
  input: "input:not([type=radio], [type=checkbox], [type=file]), textarea, select",
  file: "input[type=file]",
  group: "fieldset, [role=group], [role=radiogroup]",
  heading: "h1, h2, h3, h4, [role=heading]",
  item: "li, [role=listitem]",
};

const tidy = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
const fits = (name, wanted) => name.startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(name.slice(wanted.length));

function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.matches("svg, style, script, select, [hidden]")) return "";
  if (node.matches("img")) return node.alt;
  const inner = [...node.childNodes].map(textOf).join("");
  return getComputedStyle(node).display.startsWith("inline") ? inner : ` ${inner} `;
}

function nameOf(element) {
  const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
  const labels = ids.map((id) => document.getElementById(id)).filter(Boolean);
  if (labels.length) return tidy(labels.map(textOf).join(" "));
  if (element.ariaLabel) return tidy(element.ariaLabel);
  if (element.labels && element.labels.length) return tidy([...element.labels].map(textOf).join(" "));
  if (element.matches("fieldset")) {
    const legend = element.querySelector(":scope > legend");
    return legend ? tidy(textOf(legend)) : "";
  }
  if (element.matches("input[type=submit], input[type=button]")) return tidy(element.value);
  return tidy(textOf(element));
}

// A radio, a checkbox or a file input may be drawn by its label alone.
const shownBy = (element) =>
  element.matches("input[type=radio], input[type=checkbox], input[type=file]") && element.labels.length
    ? element.labels[0]
    : element;

const isVisible = (element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;

const dialogs = [...document.querySelectorAll("dialog[open]")].filter((dialog) => dialog.matches(":modal"));
const page = dialogs.pop() || document;
const groups = [...page.querySelectorAll(SELECTORS.group)];
const root = question ? groups.find((group) => fits(nameOf(group), question)) : page;

function present() {
  // Not `:focus`: a window without the system's attention has none.
  if (role === "focused") return [document.activeElement].filter((element) => element !== document.body);
  const all = root ? [...root.querySelectorAll(SELECTORS[role])] : [];
  return all.filter((element) => isVisible(shownBy(element)) && !element.closest("[inert]"));
}

const named = present().map((element) => [element, nameOf(element)]);
const exact = named.filter(([, name]) => name === wanted);
const begun = named.filter(([, name]) => fits(name, wanted));
const found = (exact.length ? exact : begun).map(([element]) => element);
return {
  found: found.map((element) => (role === "file" ? element : shownBy(element))),
  behind: found,
  names: named.map(([, name]) => name),
};
