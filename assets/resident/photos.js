import { asked, wechat } from "../wechat.js";

// Photographs go up one by one while the person still writes; each shows its own progress and its own trouble.
export function uploader(form, changed) {
  const list = form.querySelector("[data-shots]");
  const limit = Number(form.dataset.limit);
  const queue = [];
  let busy = false;
  let inside = null;
  wechat().then((wx) => (inside = wx));

  const left = () => queue.length + (busy ? 1 : 0);
  const count = () => list.querySelectorAll(".shot:not(.shot_failed)").length;

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("click", (event) => inside && pick(event, input));
    input.addEventListener("change", () => {
      for (const file of input.files) add(file);
      input.value = "";
      input.removeAttribute("aria-invalid");
    });
  }
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-off]")) event.target.closest(".shot").remove();
  });

  // WeChat's own album gives pictures that it has made smaller: less to send.
  async function pick(event, input) {
    event.preventDefault();
    const source = input.hasAttribute("capture") ? "camera" : "album";
    const chosen = await asked(inside, "chooseImage", { count: Math.max(1, limit - count()), sizeType: ["compressed"], sourceType: [source] });
    for (const localId of chosen?.localIds ?? []) {
      const data = await asked(inside, "getLocalImgData", { localId });
      if (data) add(await file(data.localData));
    }
  }

  function add(file) {
    if (count() >= limit) return say(form.dataset.toomany);
    const shot = form.querySelector("[data-shot]").content.firstElementChild.cloneNode(true);
    const image = shot.querySelector("img");
    image.onerror = () => image.remove(); // HEIC: the browser cannot show what the server can read
    image.src = URL.createObjectURL(file);
    list.append(shot);
    queue.push({ file, shot, key: name() });
    next();
  }

  async function next(lost = false) {
    changed(left(), lost);
    if (busy || !queue.length) return;
    const { file, shot, key } = queue.shift();
    if (!shot.isConnected) return next();
    busy = true;
    const state = shot.querySelector("[data-state]");
    const answer = await send(file, key, (percent) => (state.textContent = `${percent}%`));
    busy = false;
    if (answer.photo) {
      state.textContent = form.dataset.done;
      shot.querySelector("input").value = answer.photo;
    } else {
      shot.classList.add("shot_failed");
      state.textContent = form.dataset.failed;
      shot.querySelector("input").remove();
      say(answer.title || form.dataset.offline);
    }
    next(!answer.photo);
  }

  function send(file, key, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.upload);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.upload.onprogress = (event) => progress(Math.round((100 * event.loaded) / event.total));
      request.onload = () => resolve(read(request.responseText));
      request.onerror = () => resolve({});
      const body = new FormData();
      body.append("file", file);
      body.append("key", key);
      request.send(body);
    });
  }

  function read(text) {
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }

  function say(sentence) {
    form.querySelector("[data-trouble]").textContent = sentence;
  }

  return { left };
}

function name() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Android leaves out what comes before the comma, iPhones say "jgp".
async function file(data) {
  const bytes = atob(data.slice(data.indexOf(",") + 1).replace(/\s/g, ""));
  return new File([Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))], "wechat.jpg", { type: "image/jpeg" });
}
