// The snapshot of a started Python that this device keeps: found, kept, forgotten. It lies in the Cache
// API under an address that names what it was made of, so one of anything else is not found.

import "../inventory.js";

const NAME = "inkling-snapshot";
const SEAL = "X-SHA-256";
const SIZE = "X-Size";
const PAGES = "X-Pages";
const PAGE = 65_536; // bytes, WebAssembly's own page; nearly half of them hold nothing and are not kept
const address = new URL(`../snapshot/${self.inventory.runtime}`, import.meta.url).href;

/** {bytes, intact}, a Uint8Array and a promise of whether it is what was kept; null where there is none. */
export async function find() {
  try {
    const response = await caches.match(address, {cacheName: NAME});
    if (!response) return null;
    const kept = new Uint8Array(await response.arrayBuffer());
    const intact = digest(kept).then((seal) => seal === response.headers.get(SEAL));
    const bytes = new Uint8Array(Number(response.headers.get(SIZE)));
    const pages = response.headers.get(PAGES)?.split(" ") ?? [];
    for (const [index, page] of pages.entries()) {
      bytes.set(kept.subarray(index * PAGE, (index + 1) * PAGE), page * PAGE);
    }
    return {bytes, intact};
  } catch (error) {
    console.info("Inkling starts without a snapshot:", error); // a private window may have no caches
    return null;
  }
}

/** Keep this one and no other; rejects where the device has no room for it. */
export async function keep(bytes) {
  await forget();
  const pages = [...Array(Math.ceil(bytes.byteLength / PAGE)).keys()];
  const content = (page) => bytes.subarray(page * PAGE, (page + 1) * PAGE);
  const filled = pages.filter((page) => content(page).some((byte) => byte));
  const kept = new Uint8Array(await new Blob(filled.map(content)).arrayBuffer());
  const headers = {[SEAL]: await digest(kept), [SIZE]: bytes.byteLength, [PAGES]: filled.join(" ")};
  await (await caches.open(NAME)).put(address, new Response(kept, {headers}));
}

/** Remove every snapshot. */
export async function forget() {
  await caches.delete(NAME);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
