import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import { defineConfig } from "vite";

// Beside each script and sheet its gzipped copy, which whitenoise serves: compressed once, at the build.
const packed = {
  name: "packed",
  async writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
      await writeFile(`${dir}/${name}.gz`, gzipSync(await readFile(`${dir}/${name}`), { level: 9 }));
    }
  },
};

// Phones want icons as pictures: drawn at the build from our own drawings, never committed.
const drawn = "src/lingdang/faces/entrance/static/entrance";
const icons = {
  "bell-192": ["bell.svg", 192],
  "bell-512": ["bell.svg", 512],
  "maskable-192": ["app.svg", 192],
  "maskable-512": ["app.svg", 512],
  "touch-180": ["app.svg", 180],
};
const pictures = {
  name: "pictures",
  async generateBundle() {
    for (const [name, [source, width]] of Object.entries(icons)) {
      const svg = await readFile(`${drawn}/${source}`, "utf8");
      const picture = new Resvg(svg, { fitTo: { mode: "width", value: width } }).render();
      this.emitFile({ type: "asset", fileName: `icons/${name}.png`, source: picture.asPng() });
    }
  },
};

export default defineConfig({
  base: "/static/built/",
  plugins: [packed, pictures],
  build: {
    manifest: "manifest.json",
    outDir: "src/lingdang/static/built",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        resident: "assets/resident.js",
        patrol: "assets/patrol.js",
        desk: "assets/desk.js",
        worker: "assets/worker.js",
      },
      preserveEntrySignatures: "exports-only", // the worker is begun by the page at the root
    },
  },
});
