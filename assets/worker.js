// The service worker: the face's own files for good, its pages as they were last seen, the queue when nobody looks.
import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { registerRoute, setCatchHandler } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";
import { sync, whoami } from "./patrol/sync.js";
import { tell } from "./patrol/store.js";
import { upload } from "./patrol/uploads.js";
import { receive } from "./worker/push.js";

const PATIENCE = 4; // seconds that a page waits for the network when there is an older one
const SHELL = "shell";
const PAGES = "pages";
const WHOSE = "/patrol/whose"; // in the cache of pages: whose they are
const DATA = new Set(["/patrol/boundaries/", "/patrol/categories.json"]); // what its pages ask for
const person = (answer) => answer.headers.get("Lingdang-Person");

// Pages of one person, never of two: whoever else comes, or signs out, empties them. Answers that come together
// take turns, or one would throw away what another has just put by.
let turn = Promise.resolve();

function belong(whose) {
  turn = turn.catch(() => {}).then(() => emptied(whose));
  return turn;
}

async function emptied(whose) {
  const cache = await caches.open(PAGES);
  if ((await (await cache.match(WHOSE))?.text()) === whose) return;
  await caches.delete(PAGES);
  await (await caches.open(PAGES)).put(WHOSE, new Response(whose));
}

const ownPages = {
  fetchDidSucceed: async ({ response }) => {
    if (person(response)) await belong(person(response));
    return response;
  },
  cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected && person(response) ? response : null),
};

export function start({ files, shell }) {
  precacheAndRoute(files.map((url) => ({ url, revision: null })));
  cleanupOutdatedCaches();
  receive(self);
  addEventListener("install", (event) => {
    skipWaiting();
    event.waitUntil(caches.open(SHELL).then((cache) => cache.add(new Request(shell, { cache: "reload" }))));
  });
  addEventListener("activate", (event) => event.waitUntil(renew()));
  addEventListener("sync", (event) => event.waitUntil(quietly(event)));
  addEventListener("fetch", leaving);

  // Pages that are older than this version name files that are gone from it: these stay beside it.
  registerRoute(({ url }) => url.pathname.startsWith("/static/"), new CacheFirst({ cacheName: "files" }));
  registerRoute(
    ofPatrol,
    new NetworkFirst({ cacheName: PAGES, networkTimeoutSeconds: PATIENCE, plugins: [ownPages], matchOptions: { ignoreVary: true } }),
  );
  registerRoute(({ request, url }) => request.mode === "navigate" && !url.pathname.startsWith("/desk/"), elsewhere);
  setCatchHandler(async ({ request }) => (request.mode === "navigate" ? ((await caches.match(shell)) ?? Response.error()) : Response.error()));
}

function ofPatrol({ request, url }) {
  const asked = request.mode === "navigate" || request.headers.has("X-Keep") || DATA.has(url.pathname);
  return url.pathname.startsWith("/patrol/") && asked;
}

// Not kept; but whoever is asked to sign in is nobody here.
async function elsewhere({ request, url }) {
  const answer = await fetch(request);
  if (url.pathname === "/accounts/login/" && answer.status === 200) await caches.delete(PAGES);
  return answer;
}

function leaving(event) {
  const { method, url } = event.request;
  if (method === "POST" && /^\/(accounts\/logout|demo\/enter)/.test(new URL(url).pathname)) event.waitUntil(caches.delete(PAGES));
}

async function renew() {
  await clients.claim();
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    const answer = await fetch(request.url, { headers: { "X-Keep": "1" } }).catch(() => null);
    if (answer?.ok && !answer.redirected && person(answer)) await cache.put(request, answer);
  }
}

// The browser says that there is a network again. A page that is open does it itself.
async function quietly({ tag }) {
  if (tag !== "queue") return;
  const pages = await clients.matchAll({ type: "window" });
  if (pages.some(({ url }) => new URL(url).pathname.startsWith("/patrol/"))) return tell("go");
  const { person: signedIn } = await whoami();
  await sync(signedIn, upload);
}
