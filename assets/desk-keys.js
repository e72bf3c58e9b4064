// j and k walk the rows of a list, Enter opens one, "/" goes to the search box.
const TYPING = "input, textarea, select, [contenteditable]";

function rows() {
  return [...document.querySelectorAll("[data-rows] a[data-open]")];
}

function walk(step) {
  const links = rows();
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  next.focus();
  next.closest("tr").scrollIntoView({ block: "nearest" });
}

export function listenToKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") {
      event.preventDefault();
      document.querySelector("[data-search]")?.focus();
    }
  });
  // A row is as wide as its link: a click anywhere on it opens it.
  root.addEventListener("click", (event) => {
    const row = event.target.closest("[data-rows] tr");
    if (!row || event.target.closest("a, button, input, label, summary, form")) return;
    if (String(window.getSelection())) return;
    row.querySelector("a[data-open]")?.click();
  });
}
