import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** A running devhost, for `npm run dev`: its origin, or the whole address with the one-time token that it printed. */
const devhost = process.env.HEADWATER_DEVHOST;

export default defineConfig({
  plugins: [react()],
  base: "./",
  build: {
    target: ["es2022", "safari16"],
    // A `data:` font or picture in CSS is not what the content security policy allows.
    assetsInlineLimit: 0,
    // The sizes that matter are checked by scripts/budget.mjs.
    chunkSizeWarningLimit: 1000,
    manifest: true,
  },
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: [".."] },
    proxy: devhost ? { "/api": { target: new URL(devhost).origin, changeOrigin: true } } : {},
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
  },
});
