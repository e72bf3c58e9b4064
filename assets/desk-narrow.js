// A long list is narrowed by the words that are typed above it. Without this file it is whole.
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

// What can be chosen, each with its text; what leads to no choice and what is chosen stays.
function choicesOf(list) {
  if (list.tagName === "SELECT") {
    return [...list.options].map((option) => ({
      box: option,
      text: `${option.value} ${option.text}`.toLowerCase(),
      stays: () => !option.value || option.selected,
    }));
  }
  return [...list.querySelectorAll("label")].map((label) => {
    const tick = label.querySelector("input");
    const text = `${tick.value} ${label.textContent}`.toLowerCase();
    return { box: label.parentElement === list ? label : label.parentElement, tick, text, stays: () => tick.checked };
  });
}

function take(list, first) {
  if (list.tagName !== "SELECT") return (first?.tick ?? list.querySelector("input"))?.focus();
  if (first) {
    list.value = first.box.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
  list.focus();
}

function narrow(box) {
  const list = document.getElementById(box.dataset.narrows);
  const [input, said] = [box.querySelector("input"), box.querySelector("[role=status]")];
  if (!list) return;
  const choices = choicesOf(list);
  let found = [];
  box.hidden = false;
  input.addEventListener("input", () => {
    const words = wordsOf(input.value);
    found = words.length ? choices.filter(({ text }) => words.every((word) => text.includes(word))) : [];
    for (const choice of choices) {
      choice.box.hidden = words.length > 0 && !found.includes(choice) && !choice.stays();
    }
    const told = found.length ? said.dataset.found.replace("#", found.length) : said.dataset.none;
    said.textContent = words.length ? told : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || !["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault(); // Enter sends no form from here
    take(list, event.key === "Enter" || list.tagName !== "SELECT" ? found[0] : undefined);
  });
  input.addEventListener("change", (event) => event.stopPropagation()); // it is no answer of the form
}

export function narrowLists(root) {
  root.querySelectorAll("[data-narrows][hidden]").forEach(narrow);
}
