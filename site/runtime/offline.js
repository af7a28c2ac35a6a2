// What is kept of Inkling on this device: by the service worker, sw.js, and by everything else. It is
// JavaScript because forgetting has to work where no Python starts any more.
//
//   watch(report)  keep the page here; `report` is called with {kind, ...} of
//                    "ready", first   everything is here; `first` where something was missing until now
//                    "update"         a new version waits until the visitor wants it
//                    "unavailable", why   nothing is kept, or not everything; a sentence's end
//   update()       load the new version. A promise of 0, or of the number of other tabs to close first
//   stored()       a promise of what is here: [{what, name, bytes}], `what` one of "site", "snapshot",
//                    "shared", "desk", "database" and "storage"; bytes null where the browser does not say. Of
//                    a desk also how many `pictures`
//   drop(name)     remove a database; a promise of whether it is gone before this page is closed
//   has(name)      a promise of whether there is a cache of this name
//   forget()       remove all of it; a promise of the names that stay until this page is closed
//   reset()        forget it and load the page again, without ?reset in its address

import * as records from "./records.js";

const home = new URL("../", import.meta.url).href;
const root = document.documentElement;
const HOUR = 3_600_000; // milliseconds; so often at most a page that stays open asks for a new version

let registration;
let looked = 0; // when a new version was asked for, in milliseconds

export async function watch(report) {
  const lack = lacking() ?? (await blocked() ? BLOCKED : null);
  if (lack) return report({kind: "unavailable", why: lack});
  const {serviceWorker} = navigator;
  serviceWorker.addEventListener("message", ({data}) => {
    if (data?.type === "not-kept") report({kind: "unavailable", why: told(data)});
  });
  try {
    const options = {scope: home, updateViaCache: "none"};
    registration = await serviceWorker.register(new URL("sw.js", home), options);
    if (!registration) throw new Error("it registers no service worker");
  } catch (error) {
    return report({kind: "unavailable", why: `this browser refused: ${error.message}`});
  }
  const follow = (worker) => {
    const look = () => {
      if (worker.state === "installed" && registration?.active) report({kind: "update"});
    };
    worker.addEventListener("statechange", look);
    look();
  };
  registration.addEventListener("updatefound", () => follow(registration.installing));
  for (const worker of [registration.waiting, registration.installing]) if (worker) follow(worker);

  let complete = false;
  const keep = async () => {
    const {active} = await serviceWorker.ready;
    await import("../inventory.js"); // says which version this page is
    if (!registration || complete) return; // forgotten meanwhile, or asked twice
    const worker = serviceWorker.controller ?? active;
    const answer = await ask(worker, {type: "keep-engine", version: self.inventory.version});
    if (answer.type === "not-kept") report({kind: "unavailable", why: told(answer)});
    if (answer.type !== "kept" || !registration) return;
    complete = true;
    root.dataset.offline = "ready";
    report({kind: "ready", first: answer.first});
  };
  // Where the engine fails the page says so, and there is nothing whole to keep.
  window.inkling.ready.then(() => {
    addEventListener("online", keep);
    return keep();
  }, () => undefined);

  // After the start, which it would slow down, or where that fails: a new version may mend it.
  if (registration.active) window.inkling.ready.then(lookForUpdate, lookForUpdate);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - looked > HOUR) lookForUpdate();
  });
}

export async function update() {
  const waiting = registration?.waiting;
  if (waiting) {
    const activated = new Promise((done) => {
      waiting.addEventListener("statechange", () => waiting.state === "activated" && done());
    });
    const {others} = await ask(waiting, {type: "activate"});
    if (others) return others;
    await activated;
  }
  location.reload();
  return 0;
}

export async function stored() {
  const found = [];
  for (const name of await cached()) {
    found.push({what: name.split("-")[1], name, bytes: await weigh(name)});
  }
  for (const name of await databases()) {
    if (name === records.NAME) found.push({what: "desk", name, ...await records.weigh()});
    else found.push({what: "database", name, bytes: null});
  }
  for (const {key, value} of kept()) {
    const what = key === records.NAME ? "desk" : "storage"; // its sign for the next visit
    found.push({what, name: key, bytes: new Blob([key, value]).size});
  }
  return found;
}

export function has(name) {
  return unless(() => globalThis.caches?.has(name), false);
}

export async function forget() {
  const own = await unless(() => navigator.serviceWorker?.getRegistration(home));
  registration = undefined;
  delete root.dataset.offline;
  root.dataset.snapshot = "none"; // runtime/keep.js makes one as long as it has not tried
  if (own?.scope === home) await own.unregister(); // and not that of a site whose folder this one is in
  for (const name of await cached()) await caches.delete(name);
  for (const {store, key} of kept()) store.removeItem(key);
  const left = [];
  for (const name of await databases()) if (!await drop(name)) left.push(name);
  return left;
}

export async function reset() {
  try {
    await forget();
  } catch (error) {
    console.error("Not everything could be forgotten:", error); // the page may load all the same
  }
  const url = new URL(location.href);
  url.searchParams.delete("reset");
  location.replace(url);
}

// Why nothing can be kept here, or null.
function lacking() {
  if (!isSecureContext) {
    return "browsers keep a page only from an address that begins with https, or from this machine";
  }
  try {
    if (navigator.serviceWorker) return null;
  } catch (error) {
    return `this browser refused: ${error.message}`; // in a frame of another site, for example
  }
  return "this browser, or its private window, keeps no pages";
}

// Said where the visitor or a frame's owner has forbidden it; whatever is kept otherwise, is not.
const BLOCKED =
  "cookies and storage are blocked for this page, so neither Inkling itself nor Python, ready to start, can be " +
  "kept here. It reads all the same, and is loaded anew at each visit";

// The errors of a browser that refuses even the look at what is stored, by what is asked and whose it is.
const REFUSALS = ["SecurityError", "UnknownError", "NotSupportedError", "InvalidStateError"];

// What `look` finds, or `otherwise` where the browser has nothing of this kind or refuses the look.
async function unless(look, otherwise) {
  try {
    return (await look()) ?? otherwise;
  } catch (error) {
    if (!REFUSALS.includes(error.name)) throw error;
    return otherwise;
  }
}

async function blocked() {
  return await unless(() => caches.keys(), null) === null;
}

function told({file, changed, why}) {
  if (changed) {
    return "the server changes files under way, by a minifier for example, or has a newer version by now, and only " +
      `files as they were published can be kept. The first that came otherwise is ${file}`;
  }
  return file ? `${file} is missing: ${why}` : why;
}

function ask(worker, message) {
  return new Promise((answer) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}) => answer(data);
    worker.postMessage(message, [port2]);
  });
}

function lookForUpdate() {
  if (!navigator.onLine) return;
  looked = Date.now();
  registration?.update().catch(({message}) => console.info(`No new version was found: ${message}`));
}

// Insecure pages have no caches, old browsers do not name their databases.
const cached = async () =>
  (await unless(() => globalThis.caches?.keys(), [])).filter((name) => name.startsWith("inkling-"));

// PyScript makes one for files of its own and one for each place that Python was loaded from; a desk that is kept
// is one, too.
const databases = async () =>
  (await unless(() => globalThis.indexedDB?.databases?.(), [])).map(({name}) => name).filter(
    (name) => name === records.NAME || name.startsWith("IDBMap/@pyscript.") || name.startsWith(`IDBMap/${home}`),
  );

export function drop(name) {
  if (name === records.NAME) records.sign(0);
  return new Promise((done, fail) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done(true);
    request.onblocked = () => done(false); // PyScript has it open, and goes with the page
    request.onerror = () => fail(request.error);
  });
}

// The origin may have other sites in other folders: only what carries our name is ours.
function kept() {
  const stores = ["localStorage", "sessionStorage"].flatMap((name) => {
    try {
      return [window[name]];
    } catch {
      return []; // a browser that is told to store nothing refuses even the look
    }
  });
  return stores.flatMap((store) =>
    Object.keys(store).filter((key) => key.startsWith("inkling")).map(
      (key) => ({store, key, value: store.getItem(key)}),
    ),
  );
}

// What goes while it is weighed, by another tab or by the service worker, weighs nothing.
async function weigh(name) {
  if (!await caches.has(name)) return 0;
  const cache = await caches.open(name);
  let bytes = 0;
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response) bytes += (await response.blob()).size;
  }
  return bytes;
}
