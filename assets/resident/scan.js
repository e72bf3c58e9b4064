import { asked, wechat } from "../wechat.js";

// The plate at a door or a pole names a page of ours; anything else is looked for by its words.
export default async function scan(button) {
  const wx = await wechat();
  if (!wx && !("BarcodeDetector" in window)) return;
  button.hidden = false;
  const photo = document.createElement("input");
  Object.assign(photo, { type: "file", accept: "image/*", capture: "environment" });
  photo.addEventListener("change", async () => photo.files[0] && go(await read(photo.files[0])));
  button.addEventListener("click", async () => {
    if (!wx) return photo.click();
    const found = await asked(wx, "scanQRCode", { needResult: 1, scanType: ["qrCode", "barCode"] });
    go(found?.resultStr);
  });

  function go(text) {
    if (!text) return;
    if (URL.canParse(text) && new URL(text).origin === location.origin) return location.assign(text);
    button.form.elements.words.value = text.slice(0, 60);
    button.form.submit();
  }
}

async function read(file) {
  const found = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file)).catch(() => []);
  return found[0]?.rawValue;
}
