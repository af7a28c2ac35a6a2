// What the worker fetches: everything at once, before Python asks for it, and counted as it arrives.

import "../inventory.js";

const WASM = "application/wasm";

const site = new URL("../", import.meta.url);
const {fetch} = self;
const early = new Map();
let arrived = null;

/** Call `report` with the number of bytes of each piece that arrives from now on. */
export function count(report) {
  arrived = report;
}

/** Fetch files, by their paths below the site, for whoever asks for them later: once for each. */
export function ask(...paths) {
  for (const path of paths) {
    const response = get(path);
    response.catch(() => undefined); // it is for whoever asks to know
    give(path, response);
  }
}

/** Answer the next one who asks for a file, by its path below the site, with this response. */
export function give(path, response) {
  early.set(new URL(path, site).href, response);
}

/** Fetch a file of the site; rejects with an Error that names it where the server does not send it. */
export async function get(path) {
  const response = typed(path, await fetch(new URL(path, site)));
  if (!response.ok) throw new Error(`${path} is missing: the server answered ${response.status}`);
  // A response that is only passed on is compiled while it arrives; its copy is what is counted.
  if (arrived) tally(response.clone().body);
  return response;
}

// A browser compiles while it arrives only what comes under WebAssembly's own type, which not all servers know.
function typed(path, response) {
  const isTyped = response.headers.get("Content-Type")?.toLowerCase() === WASM;
  if (!response.ok || !path.endsWith(".wasm") || isTyped) return response;
  return new Response(response.body, {headers: {"Content-Type": WASM}});
}

/** Import a module of the site; it counts when it is whole. */
export async function load(path) {
  const module = await import(new URL(path, site));
  arrived?.(self.inventory.engine.find(([each]) => each === path)[1]);
  return module;
}

// Python's and TensorFlow.js's own requests get what was asked for early.
self.fetch = (given, ...rest) => {
  const address = given?.url ?? String(given);
  const response = early.get(address);
  early.delete(address);
  return response ?? fetch(given, ...rest);
};

async function tally(body) {
  try {
    for (const reader = body.getReader(); ;) {
      const {done, value} = await reader.read();
      if (done) return;
      arrived(value.byteLength);
    }
  } catch {
    // Cut off: whoever reads the response itself is told.
  }
}
