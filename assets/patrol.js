import "weui/dist/style/weui.min.css";
import "./resident.css";
import "./patrol.css";
import line from "./patrol/line.js";
import { tell } from "./patrol/store.js";

const bar = document.querySelector("[data-line]");
const going = bar && line(bar);
const pieces = {
  "form[data-queue]": () => import("./patrol/form.js").then((piece) => piece.default(() => tell("kept"))),
  "[data-where]": (found) => import("./patrol/where.js").then((piece) => piece.default(found)),
  "[data-day]": (found) => import("./patrol/walk.js").then((piece) => piece.default(found)),
  "[data-reports]": (found) => import("./patrol/waiting.js").then((piece) => piece.reports(found)),
  "[data-waiting-page]": (found) => import("./patrol/waiting.js").then((piece) => piece.default(found)),
  "[data-way]": (found) => import("./patrol/spot.js").then((piece) => piece.way(found)),
  "[data-spot]": (found) => import("./patrol/spot.js").then((piece) => piece.default(found)),
  "[data-find]": (found) => import("./patrol/find.js").then((piece) => piece.default(found)),
  "[data-queue-page]": (found) => import("./patrol/queue.js").then((piece) => piece.default(found)),
  "[data-map]": (found) => import("./patrol/map.js").then((piece) => piece.default(found)),
};
for (const [selector, start] of Object.entries(pieces)) {
  const found = document.querySelector(selector);
  if (found) start(found);
}

const kept = sessionStorage.getItem("kept");
if (kept) {
  const note = document.createElement("p");
  note.className = "note note_success";
  note.textContent = kept;
  document.getElementById("message").append(note);
  sessionStorage.removeItem("kept");
}

const begin = () => import("./patrol/pages.js").then((piece) => piece.default(bar?.dataset.also.split(" ") ?? []));
addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(begin));
window.addEventListener("pagehide", () => going && tell("changed"));
