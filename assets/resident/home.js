import { fill, locate } from "./position.js";

// At home: the place comes from where the phone is, unless one was chosen.
export default function home(form) {
  const here = form.querySelector("[data-here]");
  if (!here) return;
  here.hidden = false;
  here.addEventListener("click", async () => {
    const said = form.querySelector("[data-place]");
    said.textContent = form.dataset.locating;
    const point = await locate();
    if (!point) return void (said.textContent = form.dataset.nowhere);
    fill(form, point);
    form.elements.place.value = "";
    said.textContent = form.dataset.found;
  });
}
