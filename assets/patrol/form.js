// A form that is kept on the phone when it is sent; the server's own page takes it where there is no script.
import { later } from "./pages.js";
import { hex, keep } from "./store.js";
import { stamp } from "./sync.js";

const OURS = new Set(["csrfmiddlewaretoken", "key", "kind", "next"]);
let key = hex(); // of this opening of the page: a second tap is the same action

export default function forms(go) {
  for (const form of document.querySelectorAll("form[data-queue]")) {
    form.addEventListener("submit", (event) => send(event, form, go));
    for (const input of form.querySelectorAll("input[type=file]")) input.addEventListener("change", () => shots(input));
  }
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

async function send(event, form, go) {
  event.preventDefault();
  if (!form.reportValidity() || form.dataset.sent) return;
  form.dataset.sent = "1";
  const at = stamp(new Date());
  const given = new FormData(form, event.submitter);
  const files = [];
  const data = {};
  for (const [name, value] of given.entries()) {
    if (OURS.has(name) || value === "" || value === "here") continue;
    if (value instanceof File) {
      if (!value.size) continue;
      const photo = { key: hex(), file: value };
      files.push(photo);
      (data[name] ??= []).push(photo.key);
    } else data[name] = form.querySelector(`[name="${name}"][data-number]`) ? Number(value) : value;
  }
  const tile = form.querySelector("[data-say]:checked")?.dataset.say;
  if (tile) data.description ??= tile; // the tile is words enough
  const action = { key, person: form.dataset.person, kind: given.get("kind"), at, data, what: [form.dataset.what, tile].filter(Boolean).join(": "), where: where(form) };
  try {
    await keep(action, files);
  } catch (problem) {
    console.warn(problem); // no room, or a browser that keeps nothing: then straight to the server
    return HTMLFormElement.prototype.submit.call(form);
  }
  key = hex();
  later();
  sessionStorage.setItem("kept", form.dataset.kept);
  go();
  location.assign(form.dataset.next);
}

function where(form) {
  const list = form.elements.place_id;
  return form.dataset.about || (list?.selectedOptions?.[0]?.value ? list.selectedOptions[0].text : form.querySelector("[data-place]")?.textContent) || "";
}

// What was just taken, in small; as many as may be sent.
function shots(input) {
  const list = input.closest("section").querySelector("[data-shots]");
  const most = Number(input.dataset.most);
  if (input.files.length > most) {
    const few = new DataTransfer();
    [...input.files].slice(0, most).forEach((file) => few.items.add(file));
    input.files = few.files;
  }
  list.replaceChildren(
    ...[...input.files].map((file) => {
      const shot = document.createElement("li");
      shot.className = "shot";
      const image = new Image();
      image.alt = file.name;
      image.onerror = () => image.replaceWith(file.name); // HEIC: the browser cannot show what the server can read
      image.src = URL.createObjectURL(file);
      shot.append(image);
      return shot;
    }),
  );
}
