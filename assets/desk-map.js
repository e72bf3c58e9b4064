// Leaflet over the district's own boundaries; a tile layer only where one is configured.
import L from "leaflet";
import "leaflet/dist/leaflet.css";

const COLOURS = {
  grey: "#5b6675",
  blue: "#1560b5",
  amber: "#b45f00",
  red: "#c22323",
  green: "#1d7a37",
  purple: "#7a3fae",
};

const DRAWN = ["green", "grey", "blue", "purple", "amber", "red"];
const CROWD = 150;

function make(box) {
  const map = L.map(box, { preferCanvas: true, attributionControl: false, zoomSnap: 0.5 });
  if (box.dataset.credit) L.control.attribution({ prefix: false }).addTo(map);
  map.setView([35, 110], 4);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 19, attribution: box.dataset.credit }).addTo(map);
  }
  return map;
}

async function read(url, map) {
  const full = new URL(url, window.location.href);
  if (map) full.searchParams.set("bbox", map.getBounds().toBBoxString());
  const answer = await fetch(full, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${full.pathname}: ${answer.status}`);
  return answer.json();
}

// On the page of a place the place itself stands out; under the points of a list nothing does.
function outstanding(feature, box) {
  return !box.dataset.points && !("pick" in box.dataset) && String(feature.properties.id) === box.dataset.place;
}

function boundaries(data, box) {
  const picking = "pick" in box.dataset; // a click means the spot, not the place around it
  return L.geoJSON(data, {
    interactive: !picking,
    style: (feature) => ({
      color: "#4a6078",
      weight: String(feature.properties.id) === box.dataset.place ? 2 : 1,
      fillOpacity: outstanding(feature, box) ? 0.16 : 0.02,
    }),
    onEachFeature: (feature, layer) => {
      const name = document.createElement("span"); // an element: a name is never read as HTML
      name.textContent = feature.properties.name;
      layer.bindTooltip(name, { sticky: true });
      if (feature.properties.url && !picking) {
        layer.on("click", () => window.location.assign(feature.properties.url));
      }
    },
  });
}

// So many lie here that they are one heap: its size and number say how many; a press looks nearer.
function heap(feature, at) {
  const count = feature.properties.count;
  const size = 26 + Math.min(26, Math.log10(count) * 9);
  const icon = L.divIcon({ className: "heap", html: String(count), iconSize: [size, size] });
  return L.marker(at, { icon, alt: String(count) });
}

function dot(feature, at, small) {
  return L.circleMarker(at, {
    radius: small ? 4 : 6,
    weight: small ? 1 : 1.5,
    color: "#fff",
    fillColor: COLOURS[feature.properties.colour] || COLOURS.blue,
    fillOpacity: 0.95,
  });
}

function popup(feature) {
  const link = document.createElement("a");
  link.href = feature.properties.url;
  link.textContent = `${feature.properties.number} ${feature.properties.text}`;
  return link;
}

// What is in danger lies on top; a crowd is drawn small.
function points(data, map) {
  const urgent = (feature) => DRAWN.indexOf(feature.properties.colour);
  data.features.sort((a, b) => urgent(a) - urgent(b));
  const small = data.features.length > CROWD;
  return L.geoJSON(data, {
    pointToLayer: (feature, at) => (feature.properties.url ? dot(feature, at, small) : heap(feature, at)),
    onEachFeature: (feature, layer) => {
      if (feature.properties.url) layer.bindPopup(() => popup(feature));
      else layer.on("click", (event) => map.setView(event.latlng, map.getZoom() + 2));
    },
  });
}

// The query of the list as it stands now: the list swaps, the map stays.
function pointsUrl(box) {
  const query = document.querySelector("[data-query]")?.dataset.query || "";
  return box.dataset.points + (query ? `?${query}` : "");
}

function keepPoints(map, box) {
  let layer = null;
  let asked = 0;
  async function refresh() {
    const mine = (asked += 1);
    const data = await read(pointsUrl(box), map);
    if (mine !== asked) return;
    if (layer) layer.remove();
    layer = points(data, map).addTo(map);
  }
  map.on("moveend", refresh);
  document.addEventListener("htmx:afterSettle", refresh);
  refresh();
}

function pin(map, box) {
  const at = [Number(box.dataset.pinLat), Number(box.dataset.pinLng)];
  dot({ properties: { colour: box.dataset.pinColour || "red" } }, at).setRadius(9).addTo(map);
  map.setView(at, 15, { animate: false }); // it stands there from the first look
}

// A click on the map fills the two fields of the report.
function pick(map, box) {
  const lng = document.getElementById("id_lng");
  const lat = document.getElementById("id_lat");
  let mark = null;
  let outline = null;
  function put(at) {
    if (mark) mark.remove();
    mark = at ? dot({ properties: { colour: "red" } }, at).setRadius(9).addTo(map) : null;
  }
  map.on("click", (event) => {
    lng.value = event.latlng.lng.toFixed(6);
    lat.value = event.latlng.lat.toFixed(6);
    lat.dispatchEvent(new Event("input", { bubbles: true }));
    put(event.latlng);
  });
  // Somebody chose a spot by its name: show it, or the place that it is.
  box.addEventListener("spot", async ({ detail }) => {
    if (outline) outline.remove();
    put(detail.lng ? [Number(detail.lat), Number(detail.lng)] : null);
    if (detail.lng) return map.setView([Number(detail.lat), Number(detail.lng)], 16);
    const url = box.dataset.boundaries.replace(/place=\d+/, `place=${detail.place}`);
    const chosen = (await read(url)).features.filter((one) => String(one.properties.id) === detail.place);
    if (!chosen.length) return;
    outline = L.geoJSON(chosen, { interactive: false, style: { color: COLOURS.red, weight: 2, fillOpacity: 0.1 } });
    map.fitBounds(outline.addTo(map).getBounds(), { maxZoom: 17 });
  });
}

export async function showMap(box) {
  const map = make(box);
  if (box.dataset.boundaries) {
    const layer = boundaries(await read(box.dataset.boundaries), box).addTo(map);
    if (layer.getLayers().length) map.fitBounds(layer.getBounds(), { padding: [8, 8], animate: false });
  }
  if (box.dataset.pinLat) pin(map, box);
  if (box.dataset.points) keepPoints(map, box);
  if ("pick" in box.dataset) pick(map, box);
}
