// The snapshot of a started Python that this device keeps: found, kept, forgotten. It lies in the Cache
// API under an address that names what it was made of, so one of anything else is not found.

import "../inventory.js";

const NAME = "inkling-snapshot";
const SEAL = "X-SHA-256";
const address = new URL(`../snapshot/${self.inventory.runtime}`, import.meta.url).href;

/** {bytes, intact}, a Uint8Array and a promise of whether it is what was kept; null where there is none. */
export async function find() {
  try {
    const response = await caches.match(address, {cacheName: NAME});
    if (!response) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {bytes, intact: digest(bytes).then((seal) => seal === response.headers.get(SEAL))};
  } catch (error) {
    console.info("Inkling starts without a snapshot:", error); // a private window may have no caches
    return null;
  }
}

/** Keep this one and no other; rejects where the device has no room for it. */
export async function keep(bytes) {
  await forget();
  const headers = {"Content-Length": bytes.byteLength, [SEAL]: await digest(bytes)};
  await (await caches.open(NAME)).put(address, new Response(bytes, {headers}));
}

/** Remove every snapshot. */
export async function forget() {
  await caches.delete(NAME);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
