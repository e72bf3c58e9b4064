import "weui/dist/style/weui.min.css";
import "./resident.css";
import htmx from "htmx.org";

window.htmx = htmx;

const pieces = {
  "[data-bell]": () => import("./resident/bell.js"),
  "[data-report]": () => import("./resident/report.js"),
  "[data-near]": () => import("./resident/near.js"),
  "[data-home]": () => import("./resident/home.js"),
  "[data-scan]": () => import("./resident/scan.js"),
  "[data-notify]": () => import("./notify.js"),
  "[data-map]": () => import("./resident/map.js"),
};

for (const [selector, load] of Object.entries(pieces)) {
  const found = document.querySelector(selector);
  if (found) load().then((piece) => piece.default(found));
}

if (document.querySelector("meta[name=wechat]")) import("./wechat.js").then(({ share }) => share());

// A page brought back by the "back" button has an old key: a second ring would be taken for the first.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-bell], [data-report]")) location.reload();
});
