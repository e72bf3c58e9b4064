// The form of the clerk at the telephone: by keys alone, its draft kept in this tab until it is sent.
const KEY = "lingdang.call";

function fields(form) {
  return [...form.elements].filter((one) => one.name && one.type !== "file" && one.type !== "submit");
}

function keep(form) {
  const told = { chosen: form.querySelector("#chosen").textContent };
  for (const one of fields(form)) {
    if (one.name !== "csrfmiddlewaretoken") told[one.name] = one.value;
  }
  sessionStorage.setItem(KEY, JSON.stringify(told)); // of this tab alone: names and phones are in it
}

function restore(form) {
  const told = JSON.parse(sessionStorage.getItem(KEY) || "null");
  if (!told || told.request_key === form.dataset.received || "bound" in form.dataset) return;
  for (const one of fields(form)) {
    if (one.name in told) one.value = told[one.name];
  }
  show(form, told.chosen);
  for (const name of ["contact_phone", "address"]) {
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function show(form, name) {
  form.querySelector("#chosen").textContent = name || "";
  form.querySelector(".chosen").hidden = !name;
}

function choose(form, spot) {
  const { lng, lat, place } = spot.dataset;
  form.elements.place_id.value = place || "";
  form.elements.lng.value = lng || "";
  form.elements.lat.value = lat || "";
  if (lng) form.elements.address.value = spot.dataset.spot;
  show(form, spot.dataset.spot);
  form.querySelector("[data-map]").dispatchEvent(new CustomEvent("spot", { detail: { lng, lat, place } }));
  form.elements.address.focus();
  keep(form);
}

// Down from the address into the list, up and down in it, Escape back out of it.
function walk(form, event) {
  const spots = [...form.querySelectorAll("[data-spot]")];
  const at = spots.indexOf(document.activeElement);
  const address = form.elements.address;
  if (event.key === "Escape" && at >= 0) address.focus();
  else if (event.key === "ArrowDown" && (at >= 0 || event.target === address)) {
    spots[Math.min(at + 1, spots.length - 1)]?.focus();
  } else if (event.key === "ArrowUp" && at >= 0) (spots[at - 1] || address).focus();
  else return;
  event.preventDefault();
}

export function listenToCall(form) {
  if (form.dataset.received) sessionStorage.removeItem(KEY);
  restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit(form.querySelector("[name=next]"));
    } else walk(form, event);
  });
  form.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (spot) choose(form, spot);
    else if (event.target.closest("[data-unspot]")) {
      form.elements.place_id.value = "";
      show(form, "");
      form.elements.address.focus();
      keep(form);
    }
  });
}
