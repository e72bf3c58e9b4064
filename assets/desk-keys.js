// j and k walk the rows of a list, Enter opens one, x ticks it, "/" goes to the search box.
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

function tick(row) {
  row?.querySelector("input[name=case]")?.click();
}

// How many are ticked, and the box above them all.
function countTicks(event) {
  const form = event.target.closest("form[data-many]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=case]")];
  if (event.target.matches("[data-all]")) {
    for (const box of boxes) box.checked = event.target.checked;
  }
  const count = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-chosen]").textContent = count ? `${count} ✓` : "";
}

export function listenToKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "x") tick(document.activeElement.closest("tr"));
    else if (event.key === "/") {
      event.preventDefault();
      document.querySelector("[data-search]")?.focus();
    }
  });
  root.addEventListener("change", countTicks);
  // A row is as wide as its link: a click anywhere on it opens it.
  root.addEventListener("click", (event) => {
    const row = event.target.closest("[data-rows] tr");
    if (!row || event.target.closest("a, button, input, label, summary, form")) return;
    if (String(window.getSelection())) return;
    row.querySelector("a[data-open]")?.click();
  });
}
