// Notifications: shown when they come, and opened when they are pressed. Whatever comes, something is shown:
// a browser takes the right away from who stays silent.
const USUAL = "/me/messages/";

export function receive(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, read(event.data))));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.url));
  });
}

function read(data) {
  try {
    const told = data.json();
    return told && typeof told === "object" ? told : {};
  } catch {
    return {};
  }
}

// A second copy has the same tag and takes the place of the first.
function show(worker, { id, title, text, url, urgent }) {
  return worker.registration.showNotification(String(title || "铃铛"), {
    body: String(text || ""),
    tag: String(id || "lingdang"),
    data: { url: address(worker, url) },
    requireInteraction: urgent === true,
    lang: "zh-Hans",
  });
}

// Nothing leads away from here.
function address(worker, url) {
  try {
    const there = new URL(url || USUAL, worker.location.origin);
    return there.origin === worker.location.origin ? there.href : new URL(USUAL, worker.location.origin).href;
  } catch {
    return new URL(USUAL, worker.location.origin).href;
  }
}

async function open(worker, url) {
  const there = address(worker, url);
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = pages.find((page) => page.url === there);
  return shown ? shown.focus() : worker.clients.openWindow(there);
}
