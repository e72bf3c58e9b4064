// Any category by a few letters of its name, from the list that this phone keeps.
const MOST = 12;

export default async function find(box) {
  const input = box.querySelector("input");
  const found = box.querySelector("[data-found]");
  const told = box.querySelector("[data-told]");
  const tile = box.querySelector("template").content.firstElementChild;
  const all = await fetch(box.dataset.find).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!all) return; // the page has a link to all of them
  box.querySelector("[data-all]")?.setAttribute("hidden", "");
  box.querySelector(".field").hidden = false;
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());

  function show() {
    const words = input.value.trim().split(/\s+/).filter(Boolean);
    const kept = found.querySelector("input:checked")?.closest(".tile");
    const fits = words.length ? all.filter(({ name, group }) => words.every((word) => `${group} ${name}`.includes(word))) : [];
    const shown = fits.slice(0, MOST).filter(({ code }) => code !== kept?.querySelector("input").value);
    found.replaceChildren(...(kept ? [kept] : []), ...shown.map(made));
    told.textContent = words.length ? (fits.length > MOST ? box.dataset.more : box.dataset.some).replace("9", fits.length) : "";
  }

  function made({ code, name, group }) {
    const label = tile.cloneNode(true);
    const radio = label.querySelector("input");
    radio.value = code;
    radio.dataset.say = name;
    label.querySelector("span").textContent = name;
    label.title = group;
    return label;
  }
}
