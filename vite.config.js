import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
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

export default defineConfig({
  base: "/static/built/",
  plugins: [packed],
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
