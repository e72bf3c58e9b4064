// A point of a round: what this phone recorded there counts as recorded, whether or not it has gone up.
import { fill, locate } from "../resident/position.js";
import { actionsOf, heard } from "./store.js";

const GONE = new Set(["dropped", "refused"]);

// On the page of a round: the points that this phone was at.
export function way(list) {
  heard(draw);
  draw();

  async function draw() {
    const at = new Set((await recorded(list.dataset.person)).map(({ data }) => data.point_id));
    for (const mark of list.querySelectorAll("[data-kept]")) mark.hidden = !at.has(Number(mark.closest("[data-point]").dataset.point));
  }
}

export default function spot(page) {
  const { person } = page.dataset;
  const here = Number(page.dataset.spot);
  const forms = [...page.querySelectorAll("details form[data-queue]")];
  for (const form of forms) form.addEventListener("change", () => asks(form));
  heard(draw);
  draw();
  locate().then((point) => point && forms.forEach((form) => fill(form, point)));

  async function draw() {
    const mine = (await recorded(person)).filter(({ data }) => data.point_id === here);
    const rest = mine.some(({ kind }) => kind === "rest");
    const items = new Set(mine.map(({ data }) => data.item_id));
    for (const form of forms) {
      const item = form.closest("[data-item]");
      const kept = rest || items.has(Number(item.dataset.item));
      form.hidden = kept;
      item.querySelector("[data-kept]").hidden = !kept;
    }
    left(page.querySelector("[data-rest]"), forms.filter((form) => !form.hidden).length);
  }
}

function left(form, count) {
  if (!form) return;
  form.hidden = !count;
  form.querySelector("[data-left]").textContent = count;
}

// What is met is not put right; what is wrong at some items wants a photograph.
function asks(form) {
  const bad = Boolean(form.querySelector("[data-bad]:checked"));
  form.elements.photos.required = bad && "proof" in form.dataset;
  form.querySelector("[data-solved]").hidden = !bad;
  for (const input of form.querySelectorAll("[data-solved] input")) input.disabled = !bad;
}

async function recorded(person) {
  return (await actionsOf(person)).filter(({ data, state }) => data.point_id && !GONE.has(state));
}
