// The desk works without this file; with it lists swap in place, keys move and maps appear.
import "@tabler/core/dist/css/tabler.min.css";
import "./desk.css";
import htmx from "htmx.org";
import { listenToKeys } from "./desk-keys.js";
import { narrowLists } from "./desk-narrow.js";

window.htmx = htmx;

async function showMaps(root) {
  const boxes = [...root.querySelectorAll("[data-map]:not([data-ready])")];
  if (!boxes.length) return;
  for (const box of boxes) box.dataset.ready = "1"; // asked for twice, shown once
  const { showMap } = await import("./desk-map.js");
  boxes.forEach(showMap);
}

// Two photographs laid on each other: the slider says how much of the upper one is seen.
function compare(root) {
  for (const slider of root.querySelectorAll("[data-compare]")) {
    const upper = document.getElementById(slider.dataset.compare);
    const cut = () => { upper.style.clipPath = `inset(0 ${100 - slider.value}% 0 0)`; };
    slider.addEventListener("input", cut);
    slider.closest("[hidden]")?.removeAttribute("hidden");
    cut();
  }
}

// On a phone a row is a card: each cell says then what it is, as the head of its column does.
function nameCells(root) {
  for (const table of root.querySelectorAll("table.rows")) {
    const heads = [...table.querySelectorAll("thead th")].map((head) =>
      head.querySelector(".visually-hidden") ? "" : head.textContent.trim(),
    );
    for (const row of table.querySelectorAll("tbody tr")) {
      const opens = row.querySelector("[data-open]");
      [...row.cells].forEach((cell, place) => {
        const speaks = cell.querySelector("[data-open], .state, input, button, details");
        if (speaks || cell.dataset.name !== undefined || (!place && !opens)) return;
        if (heads[place] && cell.textContent.trim()) cell.dataset.name = heads[place];
      });
    }
  }
}

// On a phone the rooms are one line that moves sideways: show where one is.
function showRoom() {
  const here = document.querySelector(".rooms [aria-current]");
  const line = here?.closest(".rooms");
  if (line) line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
}

function focusAfterSwap(event) {
  const target = event.detail.elt;
  const wanted = target.querySelector?.("[data-focus]");
  if (wanted) wanted.focus();
}

// An inspector's finding says where it is, if the device does and may.
function locate(event) {
  const form = event.target.open && event.target.querySelector("form[data-locate]");
  if (!form || !navigator.geolocation) return;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.lng.value = coords.longitude;
    form.elements.lat.value = coords.latitude;
  }, () => {});
}

function submitOnChange(event) {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
}

// A menu made of <details> closes on Escape and on a click elsewhere.
function closeMenus(event) {
  if (event.type === "keydown" && event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (event.type === "click" && menu.contains(event.target)) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

// One form at a time. Not by <details name>: while htmx swaps, the old one would shut the new one.
function openOne(event) {
  const box = event.target.closest(".moves");
  if (!box || !event.target.open) return;
  for (const other of box.querySelectorAll("details[open]")) {
    if (other !== event.target) other.open = false;
  }
}

// Every second press of a submit button is a mistake until the answer is there.
function pressOnce(event) {
  const button = event.submitter;
  if (!button || event.target.method === "get") return;
  if (button.getAttribute("aria-busy")) return event.preventDefault();
  button.setAttribute("aria-busy", "true");
  window.setTimeout(() => button.removeAttribute("aria-busy"), 4000);
}

// A suggestion fills in its field, and the position if it has one.
function choose(event) {
  const picked = event.target.closest("[data-choose]");
  const form = picked?.closest("form");
  if (!form) return;
  const { choose: name, value, lng, lat } = picked.dataset;
  const filled = { [name]: value, ...(lng ? { lng, lat } : {}) };
  for (const [field, text] of Object.entries(filled)) {
    form.elements[field].value = text;
    form.elements[field].dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// One that is sure is taken at once, unless somebody has chosen already.
function takeSure(event) {
  const sure = event.detail.elt.querySelector?.("[data-first]");
  const field = sure?.closest("form")?.elements[sure.dataset.choose];
  if (field && (!field.value || field.dataset.taken === field.value)) {
    field.value = field.dataset.taken = sure.dataset.value;
  }
}

document.addEventListener("click", choose);
document.addEventListener("htmx:afterSettle", takeSure);
document.addEventListener("change", submitOnChange);
document.addEventListener("toggle", locate, true); // it does not bubble
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("submit", pressOnce);
document.addEventListener("toggle", openOne, true); // toggle does not bubble
document.addEventListener("htmx:load", (event) => showMaps(event.detail.elt));
document.addEventListener("htmx:load", (event) => narrowLists(event.detail.elt));
document.addEventListener("htmx:load", (event) => nameCells(event.detail.elt.parentElement ?? document));
document.addEventListener("htmx:afterSettle", focusAfterSwap);
listenToKeys(document);
const call = document.querySelector("[data-call]");
if (call) import("./desk-call.js").then(({ listenToCall }) => listenToCall(call));
const notify = document.querySelector("[data-notify]");
if (notify) import("./notify.js").then((piece) => piece.default(notify));
showMaps(document);
compare(document);
nameCells(document);
narrowLists(document);
showRoom();
