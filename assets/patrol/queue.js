// Everything this person did on this phone: what, when, how it stands; where something came in between, what to do.
import { actionsOf, change, heard, photosOf, tell } from "./store.js";
import { said, waits } from "./waiting.js";

export default function queue(page) {
  const { person } = page.dataset;
  const card = page.querySelector("[data-card]").content.firstElementChild;
  const words = page.querySelector("[data-words]").dataset;
  const lists = { open: page.querySelector("[data-open]"), settled: page.querySelector("[data-settled]") };
  heard(draw);
  page.querySelector("[data-now]").hidden = false;
  page.querySelector("[data-now]").addEventListener("click", () => tell("go"));
  draw();

  async function draw() {
    const actions = await actionsOf(person);
    const cards = await Promise.all(actions.reverse().map(async (action) => [action, await filled(action)]));
    const open = ({ state }) => state === "waiting" || state === "conflict";
    lists.open.replaceChildren(...cards.filter(([action]) => open(action)).map(([, made]) => made));
    lists.settled.replaceChildren(...cards.filter(([action]) => !open(action)).map(([, made]) => made));
    for (const list of Object.values(lists)) list.closest("section").hidden = !list.children.length;
    page.querySelector("[data-empty]").hidden = cards.length > 0;
  }

  async function filled(action) {
    const made = card.cloneNode(true);
    const put = (name, text) => (made.querySelector(`[data-${name}]`).textContent = text ?? "");
    put("what", action.what);
    put("when", action.at.slice(5, 16).replace("T", " "));
    put("place", action.where);
    put("state", words[action.chosen ? "waiting" : action.state]);
    made.querySelector("[data-state]").classList.add(`state_${action.state}`);
    put("words", said(action));
    put("detail", action.state === "done" ? "" : action.detail || "");
    put("photos", await progress(action));
    const link = made.querySelector("[data-link]");
    link.hidden = !action.result?.number && !waits(action);
    if (waits(action)) {
      link.textContent = words.goOn;
      link.href = `${words.keptAt}#${action.key}`;
    } else if (action.result?.number) {
      link.textContent = action.result.number;
      link.href = `${words.case}${action.result.case_id}/`;
    }
    const choices = action.chosen ? [] : action.choices ?? [];
    made.querySelector("[data-choices]").replaceChildren(...choices.map((choice) => button(action, choice)));
    return made;
  }

  async function progress(action) {
    const photos = await photosOf(action.key);
    if (!photos.length) return "";
    const sent = photos.filter(({ state }) => state === "sent").length;
    const bytes = photos.reduce((sum, photo) => sum + photo.sent, 0) / photos.reduce((sum, photo) => sum + photo.size, 1);
    const refused = photos.map(({ detail }) => detail).filter(Boolean);
    return [words.photos.replace("8", sent).replace("9", photos.length), `${Math.floor(100 * bytes)}%`, ...refused].join(" ");
  }

  function button(action, { choice, label }) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "weui-btn weui-btn_default";
    made.textContent = label;
    made.addEventListener("click", async () => {
      await change("actions", action.key, { chosen: choice });
      tell("go");
    });
    return made;
  }
}
