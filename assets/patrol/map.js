// My grids and what is open in them, from what was put by on this phone; tiles only where there is a network.
import "leaflet/dist/leaflet.css";
import L from "leaflet";
import { allowed, locate } from "../resident/position.js";

export default async function map(box) {
  const { boundaries, tiles, credit } = box.dataset;
  const told = await fetch(boundaries).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!told) return;
  box.replaceChildren();
  const shown = L.map(box, { attributionControl: Boolean(tiles), maxZoom: 19 });
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(shown);
  const areas = L.geoJSON(told.outlines, {
    style: { color: "#06753a", weight: 2, fillColor: "#06753a", fillOpacity: tiles ? 0.04 : 0.1 },
    onEachFeature: ({ properties }, layer) => layer.bindTooltip(properties.name, { permanent: true, direction: "center", pane: "shadowPane", className: "areaname" }),
  }).addTo(shown);
  const points = told.cases.map(({ id, lng, lat, text }) =>
    L.circleMarker([lat, lng], { radius: 14, color: "#fff", weight: 2, fillColor: "#b3261e", fillOpacity: 0.9 })
      .bindTooltip(text)
      .on("click", () => location.assign(box.dataset.case.replace("/0/", `/${id}/`))),
  );
  const all = L.featureGroup([areas, ...points]).addTo(shown);
  if (all.getBounds().isValid()) shown.fitBounds(all.getBounds(), { padding: [12, 12] });
  const here = (await allowed()) && (await locate());
  if (here) L.marker([here.lat, here.lng], { title: box.dataset.you, alt: box.dataset.you, icon: L.divIcon({ className: "here", iconSize: [18, 18] }) }).addTo(shown);
}
