// The order in which one would walk: always on to the nearest that is left. The position stays on the phone.
import { allowed, locate } from "../resident/position.js";

const DEGREE = 111320; // metres

export function metres(one, other) {
  const up = (other.lat - one.lat) * DEGREE;
  const along = (other.lng - one.lng) * DEGREE * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(up, along);
}

export function walk(from, places) {
  const left = [...places];
  const way = [];
  for (let here = from; left.length; ) {
    const next = left.reduce((best, one) => (metres(here, one.at) < metres(here, best.at) ? one : best));
    left.splice(left.indexOf(next), 1);
    way.push({ ...next, away: metres(here, next.at) });
    here = next.at;
  }
  return way;
}

export default function sorted(list) {
  const button = document.querySelector("[data-walk]");
  if (!list.querySelector("[data-lng]")) return;
  button.hidden = false;
  button.addEventListener("click", go);
  allowed().then((yes) => yes && go());

  async function go() {
    button.textContent = button.dataset.locating;
    const from = await locate();
    button.textContent = from ? button.dataset.again : button.dataset.nowhere;
    if (!from) return;
    const cards = [...list.children].filter((card) => card.dataset.lng);
    for (const { card, away } of walk(from, cards.map((card) => ({ card, at: card.dataset })))) {
      list.append(card); // those without a position stay in front
      card.querySelector("[data-away]").textContent = away < 1000 ? `${Math.round(away / 10) * 10} m` : `${(away / 1000).toFixed(1)} km`;
    }
  }
}
