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
  const done = `putby ${location.pathname}`;
  if (!active || !navigator.onLine || Date.now() - Number(sessionStorage.getItem(done) ?? 0) < AGAIN) return;
  const first = [...new Set([...also, ...kept(document)])].slice(0, MOST);
  const ways = paths(document, "a[data-keep=way]");
  const further = new Set();
  const whole = (await putBy(first, ways, further)) && (await putBy([...further].filter((path) => !first.includes(path)).slice(0, MOST), [], further));
  if (whole) sessionStorage.setItem(done, Date.now()); // else the next page tries again
}

// Of many cases some may be too many to put by, but never the ways about.
function kept(page) {
  return [...paths(page, ".tab[data-keep], .queue[data-keep], .foot a[data-keep]"), ...paths(page, "a[data-keep]")];
}

function paths(page, links) {
  return [...page.querySelectorAll(links)].map((link) => new URL(link.getAttribute("href"), location.href).pathname);
}

async function putBy(wanted, ways, further) {
  let left = wanted;
  for (let tries = 0; left.length && tries < TRIES; tries += 1) {
    if (tries) await new Promise((done) => setTimeout(done, REST));
    left = await missing(left, ways, further);
  }
  return !left.length;
}

// A page that is only a way to others says which.
async function missing(wanted, ways, further) {
  const left = [];
  for (const address of wanted) {
    const answer = await fetch(address, { headers: { "X-Keep": "1" } }).catch(() => null);
    const text = await answer?.text().catch(() => "");
    if (!answer || answer.status >= 500) left.push(address);
    else if (ways.includes(address)) paths(new DOMParser().parseFromString(text, "text/html"), "a[data-keep]").forEach((path) => further.add(path));
  }
  return left;
}
