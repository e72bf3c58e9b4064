// Inside WeChat a page of ours may ask the phone by WeChat's own script; anywhere else this answers null.
// It loads nothing unless the server named the script, and whatever goes wrong leaves the browser's own ways.
const ASKED = ["getLocation", "chooseImage", "getLocalImgData", "scanQRCode", "updateAppMessageShareData", "updateTimelineShareData"];
const PATIENCE = 5000;
let opened;

export function wechat() {
  return (opened ??= open().catch(() => null));
}

async function open() {
  const named = document.querySelector("meta[name=wechat]");
  if (!named || !/MicroMessenger/i.test(navigator.userAgent)) return null;
  const page = location.href.split("#")[0];
  const answer = await fetch(`${named.dataset.signature}?${new URLSearchParams({ url: page })}`);
  if (!answer.ok) return null;
  const [signed] = await Promise.all([answer.json(), load(named.content)]);
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE);
    window.wx.ready(() => resolve(window.wx));
    window.wx.error(() => resolve(null));
    window.wx.config({ debug: false, ...signed, jsApiList: ASKED });
  });
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

// WeChat's calls as promises; null when refused or cancelled.
export function asked(wx, name, options = {}) {
  return new Promise((resolve) => wx[name]({ ...options, success: resolve, fail: () => resolve(null), cancel: () => resolve(null) }));
}

// What a page looks like when it is sent on: as it says of itself to everybody else.
export async function share() {
  const said = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content ?? "";
  const wx = await wechat();
  if (!wx) return;
  const card = { title: said("title"), desc: said("description"), link: said("url") || location.href, imgUrl: said("image") };
  asked(wx, "updateAppMessageShareData", card);
  asked(wx, "updateTimelineShareData", card);
}
