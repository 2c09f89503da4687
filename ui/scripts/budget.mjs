// What a person waits for before the list: the scripts that index.html names and everything they import at once.
// Fails when they are together over the budget. Run after `vite build`, with `npm run lint`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 110;
const dist = new URL("../dist", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

const first = new Set();
function take(key) {
  if (first.has(key)) return;
  first.add(key);
  for (const other of manifest[key].imports ?? []) take(other);
}
for (const [key, entry] of Object.entries(manifest)) if (entry.isEntry) take(key);

let total = 0;
for (const key of first) {
  const { file } = manifest[key];
  if (!file.endsWith(".js")) continue;
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000;
  total += size;
  console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(7)} kB of ${BUDGET_KB} kB gzip before the list`);
if (total > BUDGET_KB) {
  console.error("The first chunk is over its budget: load what the list does not need with import().");
  process.exit(1);
}
