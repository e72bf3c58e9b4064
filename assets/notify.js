// Notifications on this device: asked for on a tap and never before; where the browser cannot, it says why.
export default async function notify(box) {
  const on = box.querySelector("[data-subscribe]");
  const off = box.querySelector("[data-here]");
  off?.addEventListener("submit", () => stop()); // the page goes on by itself
  const why = cannot();
  if (why) return say(why);
  const kept = await subscription();
  if (off && kept && Notification.permission === "granted") return;
  on.hidden = false;
  on.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });

  function cannot() {
    if (/MicroMessenger/i.test(navigator.userAgent)) return "wechat";
    if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
      return Notification.permission === "denied" ? "denied" : "";
    }
    return /iPhone|iPad/.test(navigator.userAgent) ? "home" : "cannot";
  }

  function say(reason) {
    const place = box.querySelector("[data-why]");
    place.textContent = box.dataset[reason];
    place.hidden = false;
  }

  async function subscription() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    return registration?.pushManager.getSubscription();
  }

  async function start() {
    const button = on.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      await navigator.serviceWorker.register(box.dataset.worker, { type: "module", scope: "/" });
      send(await fresh((await navigator.serviceWorker.ready).pushManager));
    } catch (problem) {
      console.warn(problem);
      say("failed");
    } finally {
      button.disabled = false;
    }
  }

  // One that was made with an older key of the server is good for nothing.
  async function fresh(manager) {
    const applicationServerKey = box.dataset.key;
    try {
      return await manager.subscribe({ userVisibleOnly: true, applicationServerKey });
    } catch (problem) {
      if (problem.name !== "InvalidStateError") throw problem;
      await (await manager.getSubscription())?.unsubscribe();
      return manager.subscribe({ userVisibleOnly: true, applicationServerKey });
    }
  }

  function send(made) {
    const { endpoint, keys } = made.toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) {
      if (on.elements[name]) on.elements[name].value = value;
    }
    on.submit();
  }

  async function stop() {
    await (await subscription())?.unsubscribe();
  }
}
