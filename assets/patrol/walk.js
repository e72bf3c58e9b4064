// The order in which one would walk: always on to the nearest that is left, then without crossing one's own way.
// From where the phone is, if it may say so, else from the middle of one's grid. The position stays on the phone.
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
  for (let here = from; left.length; here = way.at(-1).at) {
    const next = left.reduce((best, one) => (metres(here, one.at) < metres(here, best.at) ? one : best));
    way.push(...left.splice(left.indexOf(next), 1));
  }
  untangle(from, way);
  return way.map((one, number) => ({ ...one, away: metres(number ? way[number - 1].at : from, one.at) }));
}

// 2-opt of an open way: a stretch is walked the other way round as long as that is shorter.
function untangle(from, way) {
  for (let shorter = true; shorter; ) {
    shorter = false;
    for (let first = 0; first < way.length - 1; first++) {
      for (let last = first + 1; last < way.length; last++) {
        if (won(from, way, first, last) < 0.01) continue;
        way.splice(first, last - first + 1, ...way.slice(first, last + 1).reverse());
        shorter = true;
      }
    }
  }
}

function won(from, way, first, last) {
  const before = first ? way[first - 1].at : from;
  const after = way[last + 1]?.at;
  const [one, other] = [way[first].at, way[last].at];
  return metres(before, one) - metres(before, other) + (after ? metres(other, after) - metres(one, after) : 0);
}

export function distance(away) {
  return away < 1000 ? `${Math.round(away / 10) * 10} m` : `${(away / 1000).toFixed(1)} km`;
}

export default function sorted(day) {
  const button = day.querySelector("[data-walk]");
  const lists = [...day.querySelectorAll("[data-cards]")].filter((list) => list.querySelector("[data-lng]"));
  if (!lists.length) return;
  if (day.dataset.lat) lists.forEach((list) => order(list, day.dataset));
  button.hidden = false;
  button.addEventListener("click", go);
  allowed().then((yes) => yes && go());

  async function go() {
    button.textContent = button.dataset.locating;
    const from = await locate();
    button.textContent = from ? button.dataset.again : button.dataset.nowhere;
    if (from) lists.forEach((list) => order(list, from));
  }
}

function order(list, from) {
  const cards = [...list.children].filter((card) => card.dataset.lng);
  for (const { card, away } of walk(from, cards.map((card) => ({ card, at: card.dataset })))) {
    list.append(card); // those without a position stay in front
    card.querySelector("[data-away]").textContent = distance(away);
  }
}
