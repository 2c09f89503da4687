import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** A running devhost, for `npm run dev`: its origin, or the whole address with the one-time token that it printed. */
const devhost = process.env.HEADWATER_DEVHOST;

interface Graph {
  getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null;
}

/** Whether the page cannot begin without a module: the entry imports it, at once and not on demand. */
function isFirst(id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = graph.getModuleInfo(id);
  return info !== null && (info.isEntry || info.importers.some((importer) => isFirst(importer, graph, seen)));
}

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
    rolldownOptions: {
      output: {
        // One file for the first paint; left alone, whatever a later page shares becomes a crumb of its own.
        codeSplitting: {
          groups: [{ debugName: "first", name: (id, graph) => (isFirst(id, graph) ? "first" : null) }],
        },
      },
    },
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
    testTimeout: 20_000,
  },
});
