import { fill, locate } from "./position.js";

// Around where the phone is: rounded to some 100 m, for the address of the page keeps it.
export default function near(form) {
  const here = form.querySelector("[data-here]");
  here.hidden = false;
  here.addEventListener("click", async () => {
    here.textContent = form.dataset.locating;
    const point = await locate();
    if (!point) return void (here.textContent = form.dataset.nowhere);
    fill(form, { ...point, lng: Number(point.lng).toFixed(3), lat: Number(point.lat).toFixed(3) });
    form.elements.place.value = "";
    form.submit();
  });
}
