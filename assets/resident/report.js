import { allowed, fill, locate } from "./position.js";
import { uploader } from "./photos.js";

export default function report(form) {
  const send = form.querySelector("[data-send]");
  const waiting = form.querySelector("[data-waiting]");
  let wanted = false;
  const photos = uploader(form, (left, lost) => {
    waiting.textContent = left ? form.dataset.waiting.replace("9", left) : "";
    if (lost) wanted = send.disabled = false; // never send without what was meant to be in it
    else if (!left && wanted) submit();
  });

  function submit() {
    send.disabled = true;
    send.textContent = form.dataset.sending;
    form.submit();
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return; // "me too" goes elsewhere
    if (wanted && send.disabled) return event.preventDefault();
    event.preventDefault();
    wanted = true;
    send.disabled = true;
    if (!photos.left()) submit();
  });

  // A place found in the words: its position, and the map that shows it.
  form.addEventListener("click", (event) => {
    const named = event.target.closest("[data-lng]");
    if (!named) return;
    fill(form, named.dataset);
    form.dispatchEvent(new Event("position"));
  });

  const here = form.querySelector("[data-here]");
  here.hidden = false;
  here.addEventListener("click", async () => {
    here.textContent = form.dataset.locating;
    const point = await locate();
    here.textContent = point ? form.dataset.again : form.dataset.nowhere;
    if (!point) return;
    fill(form, point);
    form.dispatchEvent(new Event("position"));
  });
  allowed().then((yes) => yes && !form.elements.lng.value && here.click());
}
