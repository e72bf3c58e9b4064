import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/built/",
  build: {
    manifest: "manifest.json",
    outDir: "src/lingdang/static/built",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { resident: "assets/resident.js", desk: "assets/desk.js" },
    },
  },
});
