// What a person waits for before the list: the scripts that index.html names and everything they import at once.
// Fails when they are together over the budget. Run after `vite build`, with `npm run lint`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 110;
const dist = new URL("../dist", import.meta.url).pathname;
const page = readFileSync(join(dist, "index.html"), "utf8");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const byFile = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));

const first = new Set();
function take(file) {
  if (first.has(file)) return;
  first.add(file);
  for (const key of byFile.get(file)?.imports ?? []) take(manifest[key].file);
}
for (const [, file] of page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) take(file);
if (first.size < 2) throw new Error("index.html names no script of the build");

let total = 0;
for (const file of first) {
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000;
  total += size;
  console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(7)} kB of ${BUDGET_KB} kB gzip before the list`);
if (total > BUDGET_KB) {
  console.error("The first chunk is over its budget: load what the list does not need with import().");
  process.exit(1);
}
