// Takes the queue to the server, in a page or in the service worker: one at a time on a phone, in order,
// each under its own key, so that asking again is always safe.
import { actionsOf, change, device, photosOf, tell, tidy } from "./store.js";

const AT_ONCE = 50;
const LONGEST = 30000; // milliseconds for an answer
const MOST_PATIENCE = 5 * 60 * 1000;
const TRY_AGAIN = new Set([0, 408, 409, 423, 425, 429]); // of an upload: it is being received, or the network failed

export class NotNow extends Error {
  constructor(why) {
    super(why);
    this.why = why; // "offline", "login" or "server"
  }
}

// Whoever is signed in, by the server's own word: a queue goes out under its own person's sign-in and no other.
export async function whoami() {
  const answer = await ask("/patrol/me.json", {});
  const { person, csrf } = await answer.json();
  if (!person) throw new NotNow("login");
  return { person, csrf };
}

export async function sync(wanted, upload) {
  if (!navigator.locks) return round(wanted, upload); // an old browser: the keys make twice once
  return navigator.locks.request("lingdang-queue", { ifAvailable: true }, (lock) => lock && round(wanted, upload));
}

async function round(wanted, upload) {
  const open = async (person) => (await actionsOf(person)).filter(({ state, chosen }) => state === "waiting" || chosen);
  if (wanted && !(await open(wanted)).length) return;
  tell("sending");
  const { person, csrf } = await whoami();
  if (wanted && wanted !== person) throw new NotNow("login");
  const looked = new Set(); // once each in a round: what the server puts off waits for the next
  for (;;) {
    const batch = (await open(person)).filter(({ key }) => !looked.has(key)).slice(0, AT_ONCE);
    if (!batch.length) break;
    batch.forEach(({ key }) => looked.add(key));
    await send(batch, csrf, upload);
  }
  await tidy();
}

async function send(batch, csrf, upload) {
  for (const action of batch.filter(({ chosen }) => chosen)) await choose(action, csrf);
  const fresh = batch.filter(({ chosen }) => !chosen);
  for (const action of fresh) await sendPhotos(action, csrf, upload);
  if (!fresh.length) return;
  const body = {
    device: await device(),
    phone_time: stamp(new Date()),
    actions: fresh.map(({ key, seq, kind, at, data }) => ({ key, seq, kind, at, data })),
  };
  const answer = await ask("/api/v1/fieldwork/sync", post(body, csrf));
  for (const told of (await answer.json()).actions) await settle(told);
}

async function choose({ key, chosen }, csrf) {
  const answer = await ask(`/api/v1/fieldwork/actions/${key}/choose`, post({ choice: chosen }, csrf), [404, 409, 422]);
  if (answer.ok) return settle(await answer.json());
  await change("actions", key, { chosen: undefined, detail: (await answer.json()).title });
}

async function settle({ key, state, code, title, detail, choices, result }) {
  const settled = state === "waiting" ? undefined : Date.now();
  await change("actions", key, { state, code, title, detail, choices, result, settled, chosen: undefined, asked: true });
}

async function sendPhotos(action, csrf, upload) {
  for (const photo of await photosOf(action.key)) {
    if (photo.state !== "waiting") continue;
    const mark = (changes) => change("photos", photo.key, changes);
    try {
      await upload(photo, csrf, { reached: (sent) => mark({ sent }), begun: (url) => mark({ url }) });
      await mark({ state: "sent", sent: photo.size });
    } catch (error) {
      if (error.status === 404 && photo.url) await mark({ url: null, sent: 0 }); // forgotten there: from the start next time
      else if (!retried(error.status ?? 0)) {
        await mark({ state: "refused", detail: read(error.body).title }); // the words go without it; the server says the rest
        continue;
      }
      throw new NotNow(await why(error.status ?? 0));
    }
  }
}

function retried(status) {
  return TRY_AGAIN.has(status) || status >= 500 || status === 401 || status === 403;
}

async function ask(url, options, also = []) {
  let answer;
  try {
    const signal = AbortSignal.timeout?.(LONGEST);
    answer = await fetch(url, { ...options, signal, cache: "no-store", headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new NotNow(await why(0));
  }
  if (answer.ok && !answer.redirected) return answer;
  if (also.includes(answer.status)) return answer;
  throw new NotNow(await why(answer.redirected ? 401 : answer.status));
}

async function why(status) {
  if (status === 401 || status === 403) return "login";
  return status === 0 ? "offline" : "server";
}

function post(body, csrf) {
  return { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } };
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export function patience(tries) {
  return Math.min(MOST_PATIENCE, 1000 * 2 ** tries) * (0.75 + Math.random() / 2);
}

// The moment with the phone's own offset: what its owner saw on its clock.
export function stamp(at) {
  const minutes = -at.getTimezoneOffset();
  const two = (number) => String(Math.abs(number)).padStart(2, "0");
  const local = new Date(at.getTime() + minutes * 60000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
