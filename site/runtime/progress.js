// How far the page is, in its masthead: bytes that have come of the bytes that must, over all files, or
// "Starting…" where they are on this device already.

import "../inventory.js";

// Shipped, but not asked for before the page is ready; reader and engine come as bytecode.
const LATER = /^vendor\/pyodide\/_webp\.wasm|^vendor\/tensorflow\/tfjs-backend-wasm\.wasm|^(reader|engine)\//;
const MB = 1e6;

const {shell, engine} = self.inventory;
const own = new Map(shell.map(([path, bytes]) => [new URL(`../${path}`, import.meta.url).href, bytes]));
const expected = sum(engine.filter(([path]) => !LATER.test(path)));

let received = 0;
let total = expected;
let last = "";

/** Show what there is to show from now on. */
export function watchProgress() {
  // What the page's own thread loads is counted when it is whole.
  new PerformanceObserver((list) => list.getEntries().forEach(({name}) => {
    const bytes = own.get(name) ?? 0;
    own.delete(name);
    total += bytes;
    arrive(bytes);
  })).observe({type: "resource", buffered: true});
  arrive(0);
}

/** Count bytes that have arrived. */
export function arrive(bytes) {
  received += bytes;
  if (document.documentElement.dataset.engine !== "loading") return;
  const part = Math.min(1, received / total);
  const stored = self.inventory.kept === true; // the service worker says so
  const words = stored || part === 1
    ? "Starting…"
    : `Loading ${Math.floor(100 * part)} % of ${(total / MB).toFixed(1)} MB`;
  if (words === last) return;
  last = words;
  document.getElementById("engine").textContent = words;
  const bar = document.getElementById("progress");
  if (stored) bar.removeAttribute("value");
  else bar.value = part;
}

function sum(files) {
  return files.reduce((bytes, [, size]) => bytes + size, 0);
}
