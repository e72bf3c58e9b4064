import { fill, whoServes } from "./position.js";

const NEAR = 14; // from this zoom on the grids' names can be told apart

// A small map over the district's own boundaries. Inside a form the pin is its position; elsewhere a grid opens.
export default async function map(box) {
  const [{ default: L }] = await Promise.all([import("leaflet"), import("leaflet/dist/leaflet.css")]);
  box.hidden = false;
  const { tiles, credit, boundaries, where, system } = box.dataset;
  const form = box.closest("form");
  const shown = L.map(box, { attributionControl: Boolean(tiles), maxZoom: 19 });
  shown.on("zoomend", () => box.classList.toggle("near", shown.getZoom() >= NEAR));
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(shown);

  const areas = L.geoJSON(null, {
    style: { color: "#06753a", weight: 2, fillColor: "#06753a", fillOpacity: tiles ? 0.04 : 0.1 },
    onEachFeature: ({ properties }, layer) => {
      layer.bindTooltip(properties.name, { permanent: true, direction: "center", className: "gridname" });
      if (!form) layer.on("click", () => (location.search = new URLSearchParams({ place: properties.id })));
    },
  }).addTo(shown);
  const icon = L.divIcon({ className: "", html: '<div class="pin"></div>', iconSize: [0, 0] });
  const pin = L.marker([0, 0], { draggable: true, title: box.dataset.pin, alt: box.dataset.pin, icon });

  const data = await fetch(boundaries).then((answer) => (answer.ok ? answer.json() : null));
  if (data) areas.addData(data);
  if (areas.getLayers().length) shown.fitBounds(areas.getBounds());
  else shown.setView([33.77, 113.3], 12);
  if (!form) return;

  pin.on("dragend", () => put(pin.getLatLng()));
  shown.on("click", (event) => put(event.latlng));
  form.addEventListener("position", () => draw());
  if (form.elements.lng.value) draw();

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
