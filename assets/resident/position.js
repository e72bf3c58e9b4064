import { asked, wechat } from "../wechat.js";

// Where the phone is, in words the server takes; never rejects, answers null when it cannot be known.
export async function locate(timeout = 8000) {
  const wx = await wechat();
  const there = wx && (await asked(wx, "getLocation", { type: "gcj02" }));
  if (there) return { lng: there.longitude.toFixed(6), lat: there.latitude.toFixed(6), system: "gcj02" };
  return byBrowser(timeout);
}

function byBrowser(timeout) {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: coords.longitude.toFixed(6), lat: coords.latitude.toFixed(6), system: "wgs84" }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout, maximumAge: 60000 },
    );
  });
}

export async function allowed() {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false; // old WebViews cannot say; then wait until the person presses
  }
}

export async function whoServes(url, point) {
  try {
    const answer = await fetch(`${url}?${new URLSearchParams(point)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  } catch {
    return null; // no network: the position itself is kept
  }
}

export function fill(form, { lng, lat, system }) {
  Object.entries({ lng, lat, system }).forEach(([name, value]) => (form.elements[name].value = value));
}
