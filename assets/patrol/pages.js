// The service worker, and pages put by before they are needed: all that today's walk may ask for.
const MOST = 40;
const AGAIN = 5 * 60 * 1000;

export default async function pages(queued) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/worker.js", { type: "module", scope: "/" });
  } catch (problem) {
    return console.warn(problem); // an old browser: the queue works, pages need the network
  }
  const { active, sync } = await navigator.serviceWorker.ready;
  if (queued) sync?.register("queue").catch(() => {});
  if (!active || !navigator.onLine || Date.now() - Number(sessionStorage.getItem("putby") ?? 0) < AGAIN) return;
  const wanted = new Set([...document.querySelectorAll("a[data-keep]")].map((link) => new URL(link.href).pathname));
  for (const address of [...wanted].slice(0, MOST)) {
    await fetch(address, { headers: { "X-Keep": "1" } }).then((answer) => answer.text()).catch(() => {});
  }
  sessionStorage.setItem("putby", Date.now());
}
