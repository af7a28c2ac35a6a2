// Finds the file that kept Inkling from starting: asks for every file of the page and compares those that
// nobody edits by hand with the hashes that travel with them. Called only after a failure.

import "../inventory.js";

const site = new URL("../", import.meta.url);
const TEXT = /\.(js|json)$/;
const GENERATED = /^(vendor|model|bytecode)\//;

/**
 * Which files are missing or damaged and what to do, {message, away}: the message is null where all are
 * intact, and `away` is true where files do not arrive at all.
 */
export async function culprit() {
  const files = [...self.inventory.shell, ...self.inventory.engine];
  const broken = (await Promise.all(files.map(checked))).filter(({why}) => why);
  return {message: broken.length ? told(broken) : null, away: broken.some(({away}) => away)};
}

function told(broken) {
  const refused = broken.find(({refusal}) => refusal);
  if (refused) return refused.refusal;
  const files = broken.map(({path}) => `site/${path}`).join(" ");
  return `${broken.map(({path, why}) => `${path} ${why}.`).join(" ")} Load the page again. If that ` +
    `does not help, this copy of Inkling is incomplete: restore it with “git checkout -- ${files}”.`;
}

async function checked([path, bytes, sha256]) {
  let content;
  try {
    // Not what was fetched before, which may be the damaged one; what is intact has not changed.
    const response = await fetch(new URL(path, site), {cache: "no-cache"});
    if (!response.ok) return {path, why: `is missing: the server answered ${response.status}`};
    const refusal = path.endsWith(".js") ? host.refusal(path, response) : null;
    if (refusal) return {path, why: "is refused", refusal};
    content = await response.arrayBuffer();
  } catch (error) {
    return {path, why: `did not arrive (${error.message})`, away: true};
  }
  if (!GENERATED.test(path)) return {path, why: null};
  const why = await damage(content, bytes, sha256);
  const isSame = why && TEXT.test(path) && !await damage(withPlainEnds(content), bytes, sha256);
  return {path, why: isSame ? null : why};
}

// Other ends of lines, which some servers give a text, keep nothing from working.
function withPlainEnds(content) {
  return new TextEncoder().encode(new TextDecoder().decode(content).replaceAll("\r\n", "\n"));
}

async function damage(content, bytes, sha256) {
  if (bytes !== content.byteLength) {
    return `is damaged: ${content.byteLength} bytes came where ${bytes} were expected`;
  }
  if (!globalThis.crypto?.subtle) return null; // hashing needs a secure context: https, or this machine
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const short = (hash) => hash.slice(0, 12);
  return found === sha256
    ? null
    : `is damaged: its SHA-256 begins ${short(found)} where ${short(sha256)} was expected`;
}
