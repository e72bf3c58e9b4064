// The service worker, and pages put by before they are needed: all that today's walk may ask for.
const MOST = 40;
const AGAIN = 5 * 60 * 1000;
const TRIES = 3;
const REST = 5 * 1000;

// Where the browser can, it wakes the worker when there is a network, with no page open; else a page that is
// opened sends what is kept.
export async function later() {
  const { sync } = (await navigator.serviceWorker?.ready) ?? {};
  await sync?.register("queue").catch(() => {});
}

// A worker that has just begun does not see what the page fetches until it has taken the page over.
function taken() {
  const { controller } = navigator.serviceWorker;
  return controller || new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
}

export default async function pages(also) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/worker.js", { type: "module", scope: "/" });
  } catch (problem) {
    return console.warn(problem); // an old browser: the queue works, pages need the network
  }
  const { active } = await navigator.serviceWorker.ready;
  later();
  await taken();
  if (!active || !navigator.onLine || Date.now() - Number(sessionStorage.getItem("putby") ?? 0) < AGAIN) return;
  const links = [...document.querySelectorAll("a[data-keep]")].sort((one, other) => far(one) - far(other)).map((link) => new URL(link.href).pathname);
  let wanted = [...new Set([...also, ...links])].slice(0, MOST);
  for (let tries = 0; wanted.length && tries < TRIES; tries += 1) {
    if (tries) await new Promise((done) => setTimeout(done, REST));
    wanted = await missing(wanted);
  }
  if (!wanted.length) sessionStorage.setItem("putby", Date.now()); // else the next page tries again
}

// Of many cases some may be too many to put by, but never the ways about.
const far = (link) => (link.matches(".tab, .queue, .foot a") ? 0 : 1);

async function missing(wanted) {
  const left = [];
  for (const address of wanted) {
    const answer = await fetch(address, { headers: { "X-Keep": "1" } }).catch(() => null);
    await answer?.text().catch(() => {});
    if (!answer || answer.status >= 500) left.push(address);
  }
  return left;
}
