import { allowed, fill, locate, whoServes } from "./position.js";

export default function bell(form) {
  const button = form.querySelector(".bell");
  const whom = form.querySelector("[data-whom]");
  const how = form.querySelector("[data-how]");
  const ask = form.querySelector("[data-ask]");
  const words = form.dataset;
  let point = null;

  async function show() {
    ask.hidden = true;
    how.textContent = words.locating;
    point = await locate();
    const answer = point && (await whoServes(words.where, point));
    how.textContent = answer ? answer.how : words.nowhere;
    if (answer) whom.textContent = answer.label;
  }

  ask.hidden = false;
  ask.addEventListener("click", show);
  allowed().then((yes) => yes && show());

  form.addEventListener("submit", async (event) => {
    if (button.getAttribute("aria-busy") === "true") return event.preventDefault();
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    how.textContent = words.locating;
    point ??= await locate();
    if (point) fill(form, point);
    how.textContent = words.ringing;
    form.submit();
  });
}
