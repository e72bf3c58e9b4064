import { fill, whoServes } from "./position.js";

const PIN = '<svg class="pin" viewBox="0 0 24 29"><path d="M12 28S3 17 3 10.5a9 9 0 0 1 18 0C21 17 12 28 12 28z"/><circle cx="12" cy="10.5" r="3.5" fill="#fff"/></svg>';
const NEAR = 14; // from this zoom on grids can be told apart
const SIDES = ["west", "south", "east", "north"];

// A small map over the district's own boundaries. Inside a form the pin is its position; elsewhere a grid opens.
export default async function map(box) {
  const [{ default: L }] = await Promise.all([import("leaflet"), import("leaflet/dist/leaflet.css")]);
  box.hidden = false;
  const { tiles, credit, boundaries, where, system, cases } = box.dataset;
  const form = box.closest("form");
  let drawn = null;
  const shown = L.map(box, { attributionControl: Boolean(tiles), maxZoom: 19 });
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(shown);

  const areas = L.geoJSON(null, {
    style: { color: "#06753a", weight: 2, fillColor: "#06753a", fillOpacity: tiles ? 0.04 : 0.1 },
    onEachFeature: ({ properties }, layer) => {
      layer.bindTooltip(properties.name, { permanent: true, direction: "center", pane: "shadowPane", className: "areaname" });
      if (!form && !cases) layer.on("click", (event) => open(properties, event.latlng));
    },
  }).addTo(shown);
  const icon = L.divIcon({ className: "", html: PIN, iconSize: [0, 0] });
  const pin = L.marker([0, 0], { draggable: true, title: box.dataset.pin, alt: box.dataset.pin, icon });

  if (!form && box.dataset.lng) shown.setView([box.dataset.lat, box.dataset.lng], NEAR + 1);
  await redraw();
  if (cases && dots(document.querySelector(cases))) return shown.on("moveend", redraw);
  if (!form && box.dataset.lng) return shown.on("moveend", redraw);
  if (areas.getLayers().length) shown.fitBounds(areas.getBounds());
  else shown.setView([33.77, 113.3], 12);
  shown.on("moveend", redraw);
  if (!form) return;

  pin.on("dragend", () => put(pin.getLatLng()));
  shown.on("click", (event) => put(event.latlng));
  form.addEventListener("position", () => draw());
  if (form.elements.lng.value) draw();

  // Towns from far, the grids of what is in view from near: a large district stays light on a phone.
  async function redraw() {
    const sides = shown.getZoom() >= NEAR ? shown.getBounds().pad(0.5).toBBoxString().split(",") : [];
    const wanted = new URLSearchParams(sides.map((side, n) => [SIDES[n], Number(side).toFixed(2)]));
    if (wanted.toString() === drawn) return;
    drawn = wanted.toString();
    const data = await fetch(`${boundaries}?${wanted}`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (data && drawn === wanted.toString()) areas.clearLayers().addData(data);
  }

  // One dot for each matter of the list beside the map; pressed, it leads where the list does.
  function dots(list) {
    const drawnDots = L.featureGroup().addTo(shown);
    const add = () =>
      list.querySelectorAll("[data-point]:not([data-drawn])").forEach((row) => {
        row.dataset.drawn = "";
        const { lng, lat, colour } = row.dataset;
        if (!lng) return;
        const dot = L.circleMarker([lat, lng], { radius: 11, weight: 2, className: `dot dot_${colour}` }).addTo(drawnDots);
        const name = document.createElement("span");
        name.textContent = row.querySelector(".matter__words")?.textContent ?? "";
        if (row.href) dot.bindTooltip(name).on("click", () => location.assign(row.href));
      });
    add();
    list.addEventListener("htmx:afterSettle", add);
    if (!drawnDots.getLayers().length) return false;
    shown.fitBounds(drawnDots.getBounds().pad(0.1), { maxZoom: 15 });
    return true;
  }

  function open({ id, level }, point) {
    if (level === "town") shown.setView(point, NEAR);
    else location.search = new URLSearchParams({ place: id });
  }

  function put({ lng, lat }) {
    fill(form, { lng: lng.toFixed(6), lat: lat.toFixed(6), system });
    draw();
  }

  // The phone says WGS-84, the tiles may be drawn in another system: the server converts and says whose grid it is.
  async function draw() {
    const { lng, lat, system: said } = form.elements;
    const point = { lng: lng.value, lat: lat.value, system: said.value || "wgs84" };
    const answer = await whoServes(where, { ...point, as: system });
    const here = answer ? answer.point : { lng: Number(point.lng), lat: Number(point.lat) };
    pin.setLatLng(here).addTo(shown);
    shown.setView(here, Math.max(shown.getZoom(), 15));
    if (answer) form.querySelector("[data-place]").textContent = answer.label;
  }
}
