// Keeps the page on this device, so that it opens at once and without a network. A service worker has
// to be a classic script at the top of the site: that is why this is JavaScript.
//
// One version of the page is the list in inventory.js. All of its files, and no others, lie in one
// cache of the version's name; none gets there whose SHA-256 is not the listed one, and a page is given
// files of its own version only. So two versions never mix, whatever a network or a server does.
"use strict";

importScripts("./inventory.js");

const {version, shell, engine} = self.inventory;
const PREFIX = "inkling-site-";
const OWN = PREFIX + version;
const SHARED = "inkling-shared";
const AT_ONCE = 4; // files fetched side by side: an older server gives a browser six connections

// Relative to this script, because the site may lie in a folder. The page goes by its folder's address.
// Where the response to that is a redirect, which no browser takes for a page, what it leads to is kept.
const home = new URL("./", location.href).href;
const address = (path) => new URL(path === "index.html" ? "./" : path, home).href;
const listed = new Map([...shell, ...engine].map(([path, , sha256]) => [address(path), sha256]));

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(removeOlder()));

// A first visit gets the shell now and the engine when the page has it. Later versions come whole or
// not at all: the older one, which works without a network, would be gone when they take over.
async function install() {
  const begun = await caches.has(OWN);
  try {
    await keep(shell, "no-cache");
    if (registration.active) await keep(engine, "default");
  } catch (error) {
    if (!begun) await caches.delete(OWN);
    if (!registration.active) await tell({type: "not-kept", ...reason(error)});
    throw error;
  }
}

// Give the number of files that were missing. `freshness` is how the browser's own HTTP cache is used:
// "no-cache" asks the server about each file, "default" takes what the page has just been given.
async function keep(files, freshness) {
  const cache = await caches.open(OWN);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const left = [...files];
  let missing = 0;
  const fetchNext = async () => {
    for (let file; (file = left.shift());) {
      const [path, , sha256] = file;
      try {
        if (await cache.match(address(path))) continue;
        missing += 1;
        // Put as it came: a browser keeps compiled WebAssembly only beside an untouched response.
        const response = await copy(path, sha256, older) ?? await download(path, sha256, freshness);
        await cache.put(address(path), response);
      } catch (error) {
        left.length = 0;
        throw Object.assign(error, {file: path});
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, fetchNext));
  return missing;
}

async function copy(path, sha256, older) {
  for (const cache of older) {
    const response = await cache.match(address(path));
    if (response && await digest(response) === sha256) return response;
  }
  return undefined;
}

async function download(path, sha256, freshness) {
  const redirect = path === "index.html" ? "follow" : "error";
  for (const cache of [freshness, "reload"]) {
    const response = direct(await fetch(address(path), {cache, redirect}));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (await digest(response) === sha256) return response;
  }
  throw Object.assign(new Error("what the server sent is not the file of this version"), {changed: true});
}

// Some servers redirect the page's address to that of index.html, or the other way round.
function direct(response) {
  const {status, headers} = response;
  return response.redirected ? new Response(response.body, {status, headers}) : response;
}

async function digest(response) {
  const bytes = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const reason = (error) => ({
  file: error.file,
  changed: error.changed,
  why: error.name === "QuotaExceededError" ? "there is no room for it on this device" : error.message,
});

// Runs when no page of an older version is open. Copies of Inkling in other folders of the same origin
// have caches of the same names: each removes only its own files.
async function removeOlder() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === OWN) continue;
    const cache = await caches.open(name);
    const files = await cache.keys();
    const ours = files.filter(({url}) => url.startsWith(home));
    if (ours.length === files.length) await caches.delete(name);
    else await Promise.all(ours.map((file) => cache.delete(file)));
  }
}

// What pages ask, by runtime/offline.js; the answer goes through the port that came along.
addEventListener("message", (event) => {
  const answer = {"keep-engine": keepEngine, "activate": activate}[event.data?.type];
  if (answer) event.waitUntil(answer(event).then((told) => event.ports[0].postMessage(told)));
});

let keeping; // what a second tab asks for meanwhile is the same

async function keepEngine({data}) {
  if (data.version !== version) return {type: "other-version"};
  // Only now, because until the page is ready its files stream to it faster past this worker.
  await clients.claim();
  try {
    keeping ??= keep([...shell, ...engine], "default").finally(() => (keeping = undefined));
    const missing = await keeping;
    return {type: "kept", first: missing > 0};
  } catch (error) {
    return {type: "not-kept", ...reason(error)};
  }
}

// A visitor wants this version now. Pages of the older one cannot go on with the files of this one, and
// reloading them would lose their cards: where others are open, they have to be closed first.
async function activate({source}) {
  const others = (await pages()).filter(({id}) => id !== source.id).length;
  if (!others) await skipWaiting();
  return {type: "activated", others};
}

async function pages() {
  const all = await clients.matchAll({type: "window", includeUncontrolled: true});
  return all.filter(({url}) => url.startsWith(home));
}

async function tell(message) {
  for (const page of await pages()) page.postMessage(message);
}

addEventListener("fetch", (event) => {
  const {request} = event;
  const url = new URL(request.url);
  const isPage = request.mode === "navigate" &&
    [home, `${home}index.html`].includes(url.origin + url.pathname);
  url.hash = "";
  if (isPage && request.method === "POST" && url.searchParams.has("share")) {
    event.respondWith(receive(request));
  } else if (request.method !== "GET") {
    return;
  } else if (isPage) {
    event.respondWith(url.searchParams.has("reset") ? anew(request) : answer(home, request));
  } else if (url.href === `${home}inventory.js`) {
    event.respondWith(list(request));
  } else if (listed.has(url.href)) {
    event.respondWith(answer(url.href, request));
  }
});

// `caches.match`, unlike `caches.open`, makes no cache where there is none any more.
const kept = (url) => caches.match(url, {cacheName: OWN, ignoreVary: true});

async function answer(url, request) {
  const response = await kept(url);
  if (response) return response;
  // The page is of this version and the server may have the next one already: the browser refuses what
  // is another file. Where everything is gone from here, the page comes from the server, too.
  const integrity = `sha256-${base64(listed.get(url))}`;
  return await kept(home) ? direct(await fetch(url, {integrity})) : fetch(request);
}

const base64 = (hex) => btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))));

// The list cannot contain itself: a page of this version is given the one that this worker has, with
// `kept` saying whether all of the files are here, so that nothing will be downloaded.
async function list(request) {
  if (!await kept(home)) return fetch(request);
  const files = await (await caches.open(OWN)).keys();
  const ours = files.filter(({url}) => listed.has(url)).length;
  const told = {...self.inventory, kept: ours === listed.size};
  const script = `self.inventory = Object.freeze(${JSON.stringify(told)});\n`;
  return new Response(script, {headers: {"Content-Type": "text/javascript; charset=utf-8"}});
}

// The visitor wants to start over, perhaps because what is kept here is broken: from the server then,
// this page and all that it loads. Without a network the page that is here has to do.
async function anew(request) {
  const response = await fetch(request.url, {cache: "reload"}).catch(() => null);
  if (!response?.ok) return answer(home, request);
  await caches.delete(OWN);
  return direct(response);
}

// Pictures that another app hands over. They wait in a cache of their own until ui/ways/arrivals.py has
// taken them, and go nowhere else; an address of the cache ends in the picture's name.
async function receive(request) {
  try {
    const form = await request.formData();
    // A form says by a file without name and content that there is none.
    const files = form.getAll("pictures").filter((each) => each.name || each.size);
    const cache = await caches.open(SHARED);
    for (const [index, file] of files.entries()) {
      const place = `shared/${Date.now()}-${index}/${encodeURIComponent(file.name)}`;
      await cache.put(new URL(place, home), new Response(file));
    }
  } catch (error) {
    console.error("What was shared could not be taken:", error);
    await caches.delete(SHARED);
    return Response.redirect(`${home}?shared=lost`, 303);
  }
  return Response.redirect(`${home}?shared`, 303);
}
