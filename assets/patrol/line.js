// The queue in one line, always in sight, and what makes it go: opening, the network, a tap, patience.
import { count, heard } from "./store.js";
import { NotNow, patience, sync } from "./sync.js";

export default function line(bar) {
  const { person, ...words } = bar.dataset;
  const text = bar.querySelector("[data-text]");
  let trouble = "";
  let sending = false;
  let tries = 0;
  let timer = null;

  async function show() {
    const { waiting, asked, others } = await count(person);
    const parts = [];
    if (waiting) parts.push(words.waiting.replace("9", waiting));
    if (asked) parts.push(words.asked.replace("9", asked));
    if (waiting || asked) parts.push(state());
    else if (others) parts.push(words.others.replace("9", others));
    text.textContent = parts.filter(Boolean).join(" · ") || words.nothing;
    bar.classList.toggle("queue_waiting", waiting > 0);
    bar.classList.toggle("queue_asked", asked > 0 || trouble === "login");
    return waiting;
  }

  function state() {
    if (!navigator.onLine) return words.offline;
    if (sending) return words.sending;
    return trouble ? words[trouble] : "";
  }

  async function go() {
    clearTimeout(timer);
    if (sending || !person) return;
    const before = await show();
    if (!before || !navigator.onLine) return;
    sending = true;
    trouble = "";
    show();
    try {
      const { upload } = await import("./uploads.js");
      await sync(person, upload);
    } catch (problem) {
      trouble = problem instanceof NotNow ? problem.why : "server";
      if (!(problem instanceof NotNow)) console.warn(problem);
    }
    sending = false;
    const left = await show();
    tries = left < before ? 0 : tries + 1;
    if (left) timer = setTimeout(go, patience(tries));
  }

  heard((what) => (what === "go" || what === "kept" ? go() : show()));
  addEventListener("online", go);
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && go());
  show().then(go);
  return { go };
}
