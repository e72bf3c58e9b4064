// Where the matter is: where one stands, unless the phone does not know or stands far from one's own places.
import { locate } from "../resident/position.js";
import { distance, metres } from "./walk.js";

const FAR = 500; // metres outside one's own places from which it is asked

// Far away "right here" is a choice like the others: nothing is guessed.
export default async function where(box) {
  const form = box.closest("form");
  const { lng, lat, system, place_id: list } = form.elements;
  const told = box.querySelector("[data-place]");
  const words = box.dataset;
  const own = [...list.options].filter((option) => option.dataset.lng);
  let point = null;

  list.addEventListener("change", () => use(!list.value || list.value === "here"));
  box.querySelector("[data-again]").addEventListener("click", find);
  box.querySelector("[data-again]").hidden = false;
  await find();

  async function find() {
    told.textContent = words.locating;
    point = await locate(6000);
    box.classList.toggle("where_asks", !point);
    if (!point) {
      list.value ||= own.length === 1 ? own[0].value : "";
      list.required = true;
      use(false);
      told.textContent = words.nowhere;
      return;
    }
    const near = nearest();
    if (near && near.away > FAR) {
      list.required = true;
      list.value = "";
      box.classList.add("where_asks");
      told.textContent = words.far.replace("9", distance(near.away)).replace("#", near.option.text);
      if (!list.querySelector("[value=here]")) list.add(new Option(words.righthere, "here"), 1);
      return use(false);
    }
    list.required = false;
    list.value = "";
    use(true);
    told.textContent = near ? words.here.replace("#", near.option.text) : words.found;
  }

  function use(position) {
    const at = position ? point : null;
    lng.value = at?.lng ?? "";
    lat.value = at?.lat ?? "";
    system.value = at ? "wgs84" : "";
  }

  function nearest() {
    const found = own.map((option) => ({ option, away: Math.max(0, metres(point, option.dataset) - Number(option.dataset.radius)) }));
    return found.sort((one, other) => one.away - other.away)[0];
  }
}
