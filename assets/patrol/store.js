// What was done on this phone and is not yet on the server: in order, each under its person, on the phone's disk.
import { openDB } from "idb";

const DAY = 24 * 60 * 60 * 1000;
const KEPT = { done: 3 * DAY, dropped: 3 * DAY, refused: 30 * DAY }; // what is settled stays readable that long
const STRICT = { durability: "strict" };
const news = new BroadcastChannel("lingdang-queue");
let opened = null;

function base() {
  opened ??= openDB("lingdang-patrol", 1, {
    upgrade(db) {
      db.createObjectStore("actions", { keyPath: "key" }).createIndex("person", ["person", "seq"]);
      db.createObjectStore("photos", { keyPath: "key" }).createIndex("action", "action");
      db.createObjectStore("words");
    },
    blocking: (_now, _next, event) => event.target.close(),
    terminated: () => (opened = null),
  });
  return opened;
}

export function hex() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function heard(listener) {
  new BroadcastChannel("lingdang-queue").addEventListener("message", ({ data }) => listener(data));
}

export function tell(state) {
  news.postMessage(state);
}

export async function device() {
  const words = (await base()).transaction("words", "readwrite").store;
  const known = await words.get("device");
  if (known) return known;
  const made = hex();
  await words.put(made, "device");
  return made;
}

// All or nothing: the action with its photographs is on disk when this resolves. The same key twice is one.
export async function keep(action, files) {
  const tx = (await base()).transaction(["actions", "photos"], "readwrite", STRICT);
  const actions = tx.objectStore("actions");
  if (await actions.get(action.key)) return false;
  const last = await actions.index("person").openCursor(within(action.person), "prev");
  await actions.add({ ...action, seq: (last?.value.seq ?? 0) + 1, state: "waiting", tries: 0 });
  for (const [number, { key, file }] of files.entries()) {
    await tx.objectStore("photos").add({ key, action: action.key, number, file, size: file.size, sent: 0, state: "waiting" });
  }
  await tx.done;
  tell("kept");
  return true;
}

export async function actionsOf(person) {
  return (await base()).getAllFromIndex("actions", "person", within(person));
}

export async function photosOf(action) {
  return (await base()).getAllFromIndex("photos", "action", action);
}

export async function count(person) {
  const all = await (await base()).getAll("actions");
  const open = all.filter(({ state }) => state === "waiting" || state === "conflict");
  const mine = open.filter((action) => action.person === person);
  return {
    waiting: mine.filter(({ state, chosen }) => state === "waiting" || chosen).length,
    asked: mine.filter(({ state, chosen }) => state === "conflict" && !chosen).length,
    others: open.length - mine.length,
  };
}

export async function change(store, key, changes) {
  const tx = (await base()).transaction(store, "readwrite", STRICT);
  const known = await tx.store.get(key);
  if (known) await tx.store.put({ ...known, ...changes });
  await tx.done;
  tell("changed");
}

// What is done needs its photographs no more; what is settled goes when it is old. Nothing unsent ever goes.
export async function tidy(now = Date.now()) {
  const tx = (await base()).transaction(["actions", "photos"], "readwrite");
  for (const action of await tx.objectStore("actions").getAll()) {
    const photos = tx.objectStore("photos");
    const old = KEPT[action.state] && now - action.settled > KEPT[action.state];
    if (action.state !== "done" && !old) continue;
    for (const key of await photos.index("action").getAllKeys(action.key)) await photos.delete(key);
    if (old) await tx.objectStore("actions").delete(action.key);
  }
  await tx.done;
}

function within(person) {
  return IDBKeyRange.bound([person, 0], [person, Infinity]);
}
