// A report of one's own that has not gone up: opened like a case, and gone on with before it is one.
// What is done then names the report by its key; the server does both in their order.
import { actionsOf, heard, photosOf } from "./store.js";

const WORDS = ["description", "outcome", "reason", "note", "need", "text"];
const GOES_ON = new Set(["settle", "pass_up"]); // after these there is nothing more to do

export function waits({ kind, state }) {
  return kind === "report" && state === "waiting";
}

export function said({ data }) {
  return WORDS.map((name) => data[name]).filter(Boolean).join(" ");
}

// On the page of today: all of them, the newest first.
export function reports(section) {
  const { person, page } = section.dataset;
  const card = section.querySelector("template").content.firstElementChild;
  heard(draw);
  draw();

  async function draw() {
    const all = await actionsOf(person);
    const open = all.filter((action) => waits(action) && !goneOn(all, action.key)).reverse();
    section.hidden = !open.length;
    section.querySelector("[data-tally]").textContent = open.length;
    section.querySelector("ul").replaceChildren(...open.map(filled));
  }

  function filled(action) {
    const made = card.cloneNode(true);
    fill(made, action);
    made.querySelector("a").href = `${page}#${action.key}`;
    return made;
  }
}

// The page of one of them, named behind the # of its address.
export default function waiting(page) {
  const { person, case: address } = page.dataset;
  const part = (name) => page.querySelector(`[data-${name}]`);
  addEventListener("hashchange", () => location.reload());
  draw(true);
  heard(() => draw(false));

  async function draw(opening) {
    const key = location.hash.slice(1);
    const all = await actionsOf(person);
    const report = all.find((action) => action.key === key);
    const known = report?.result?.case_id;
    if (opening && known) return location.replace(`${address}${known}/`);
    part("none").hidden = Boolean(report);
    part("report").hidden = !report;
    part("steps").hidden = !report || goneOn(all, key) || !(waits(report) || known);
    part("after").hidden = !report || !goneOn(all, key);
    if (!report) return;
    fill(page, report);
    for (const form of page.querySelectorAll("form[data-queue]")) {
      form.elements.case_key.value = key;
      form.dataset.about = [report.what, report.where].filter(Boolean).join(" · ");
    }
    if (opening) part("shots").replaceChildren(...(await photosOf(key)).map(shot));
  }
}

function goneOn(all, key) {
  return all.some(({ kind, state, data }) => data.case_key === key && GOES_ON.has(kind) && state !== "dropped" && state !== "refused");
}

function fill(made, action) {
  const put = (name, text) => (made.querySelector(`[data-${name}]`).textContent = text);
  put("what", action.what);
  put("words", said(action));
  put("place", action.where);
  put("when", action.at.slice(5, 16).replace("T", " "));
}

function shot({ file }) {
  const made = document.createElement("li");
  made.className = "shot";
  const image = new Image();
  image.alt = file.name;
  image.onerror = () => image.replaceWith(file.name);
  image.src = URL.createObjectURL(file);
  made.append(image);
  return made;
}
