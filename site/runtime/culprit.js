// Finds the file that kept Inkling from starting: fetches what the page is made of and compares it with
// the hashes that travel with it. Called only after a failure.

const site = new URL("../", import.meta.url);
const OWN = ["main.json", "engine.json", "main.py", "engine.py", "runtime/pyodide.mjs"];

/** Say which file is missing or damaged and what to do, or give null where all are intact. */
export async function culprit() {
  const broken = [...await own(), ...await vendored(), ...await model()];
  if (!broken.length) return null;
  const files = broken.map(({file}) => `site/${file}`).join(" ");
  return `${broken.map(({file, why}) => `${file} ${why}.`).join(" ")} Load the page again. If that ` +
    `does not help, this copy of Inkling is incomplete: restore it with “git checkout -- ${files}”.`;
}

async function own() {
  const broken = await checked(OWN.map((file) => ({file})));
  if (broken.length) return broken;
  const configs = await Promise.all(["main.json", "engine.json"].map(parsed));
  const damaged = configs.filter(({why}) => why);
  if (damaged.length) return damaged;
  const files = configs.flatMap(({json}) => Object.keys(json.files));
  return checked(files.map((file) => ({file: file.replace("./", "")})));
}

async function vendored() {
  const list = await parsed("vendor/vendor.json");
  if (list.why) return [list];
  const files = list.json.components.flatMap(({files}) => files);
  return checked(files.map(({path, ...facts}) => ({file: `vendor/${path}`, ...facts})));
}

async function model() {
  const card = await parsed("model/card.json");
  if (card.why) return [card];
  const {graph, weights} = card.json;
  return checked([graph, weights].map(({file, ...facts}) => ({file: `model/${file}`, ...facts})));
}

async function parsed(file) {
  const [broken] = await checked([{file}]);
  if (broken) return broken;
  try {
    return {file, json: await (await fetch(new URL(file, site))).json()};
  } catch (error) {
    return {file, why: `is damaged (${error.message})`};
  }
}

async function checked(files) {
  const checks = await Promise.all(files.map(async (facts) => ({...facts, why: await wrong(facts)})));
  return checks.filter(({why}) => why);
}

async function wrong({file, bytes, sha256}) {
  let content;
  try {
    const response = await fetch(new URL(file, site));
    if (!response.ok) return `is missing: the server answered ${response.status}`;
    content = await response.arrayBuffer();
  } catch (error) {
    return `did not arrive (${error.message})`;
  }
  if (bytes !== undefined && bytes !== content.byteLength) {
    return `is damaged: ${content.byteLength} bytes came where ${bytes} were expected`;
  }
  // Hashing needs a secure context: https, or this machine.
  if (sha256 === undefined || !globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const short = (hash) => hash.slice(0, 12);
  return found === sha256
    ? null
    : `is damaged: its SHA-256 begins ${short(found)} where ${short(sha256)} was expected`;
}
