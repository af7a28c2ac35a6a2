// The desk that a visitor has chosen to keep on this device: its pictures, what was read in them, and what was
// corrected, in a database of its own. There is one as long as the desk is kept, and none else. It is JavaScript
// because a database's transaction ends as soon as Python takes a breath.
//
//   lack()            the end of a sentence that says why no desk can be kept here; or null
//   exists()          a promise of whether a desk is kept; where the browser refuses the look, none is
//   claim()           a promise of whether this tab is the one that keeps its desk: one does at a time
//   open(lost)        opens the desk that is kept, or begins one; `lost()` is called when it is deleted from elsewhere
//   ids()             a promise of the numbers of the pictures, in their order
//   get(id)           a promise of a picture: {about, file, reading, first, preview}
//   put(id, about, file, reading, first, preview)  keeps a picture; of a file or a reading that is null, what is there
//                     stays. `about` is a text, and `file` a Blob, whose bytes never come to this page; so is `preview`,
//                     which comes with a reading: what is shown of a file that the browser cannot show, or null
//   remove(id)        a promise, fulfilled when nothing is left of a picture
//   close()           lets another tab keep its desk
//   forget()          deletes the desk that this tab keeps, and closes it
//   weigh()           a promise of how much is kept, {pictures, bytes}
//   sign(count)       has the next visit begin as with so many pictures: it looks before there is any Python
//   reader()          a promise of the name of what reads: another one may read otherwise

const home = new URL("../", import.meta.url).href;

// Other folders of this origin may have an Inkling of their own.
export const NAME = `inkling-desk@${home}`;

const STORES = ["files", "readings", "pictures", "previews", "sizes"];

// Milliseconds that a tab waits for another one to let go of the desk: a page that is loaded again is two for a moment.
const PATIENCE = 1000;

let database = null;
let release = null; // lets another tab keep its desk

export function lack() {
  if (!isSecureContext) return "browsers keep one only for an address that begins with https, or for this machine";
  return navigator.locks && "databases" in IDBFactory.prototype ? null : "this browser is too old for it";
}

export async function exists() {
  try {
    return (await indexedDB.databases()).some(({name}) => name === NAME);
  } catch (error) {
    console.info("Inkling finds no desk that is kept:", error);
    return false;
  }
}

export async function claim() {
  if (release) return true;
  return new Promise((answer, fail) => {
    const hold = () => new Promise((free) => {
      release = free;
      answer(true);
    });
    navigator.locks.request(NAME, {signal: AbortSignal.timeout(PATIENCE)}, hold).catch((error) => {
      if (error.name === "TimeoutError" || error.name === "AbortError") answer(false);
      else fail(error);
    });
  });
}

export async function open(lost) {
  database ??= await opened();
  database.onversionchange = database.onclose = () => {
    close();
    lost();
  };
}

export async function ids() {
  return done(database.transaction("pictures").objectStore("pictures").getAllKeys());
}

export async function get(id) {
  const transaction = database.transaction(STORES);
  const [file, readings, about, preview] = await Promise.all(
    STORES.slice(0, 4).map((store) => done(transaction.objectStore(store).get(id))),
  );
  const [reading, first] = readings ? JSON.parse(readings) : [null, null];
  return {about, file, reading, first, preview: preview ?? null};
}

export async function put(id, about, file, reading, first, preview) {
  const readings = reading && JSON.stringify([reading, first ?? null]);
  await change((store) => {
    // The sizes stand apart, so that they can be added up without looking at what they are of.
    const known = store("sizes").get(id);
    known.onsuccess = () => {
      const {file: files = 0, readings: texts = 0} = known.result ?? {};
      const read = readings ? readings.length + (preview?.size ?? 0) : texts;
      const sizes = {file: file?.size ?? files, readings: read, about: about.length};
      store("sizes").put(sizes, id);
    };
    store("pictures").put(about, id);
    if (readings) store("readings").put(readings, id);
    if (preview) store("previews").put(preview, id);
    if (file) store("files").put(file, id);
  });
}

export async function remove(id) {
  await change((store) => STORES.forEach((name) => store(name).delete(id)));
}

export function close() {
  database?.close();
  database = null;
  release?.();
  release = null;
}

export async function forget() {
  close();
  await done(indexedDB.deleteDatabase(NAME));
}

export async function weigh() {
  const own = database ?? await opened({anew: false});
  const sizes = await done(own.transaction("sizes").objectStore("sizes").getAll());
  if (own !== database) own.close();
  const bytes = sizes.reduce((sum, {file, readings, about}) => sum + file + readings + about, 0);
  return {pictures: sizes.length, bytes};
}

export function sign(count) {
  try {
    if (count) localStorage.setItem(NAME, "kept"); // see arrivals.js
    else localStorage.removeItem(NAME);
  } catch (error) {
    console.info("The next visit will begin as without pictures:", error);
  }
}

export async function reader() {
  await import("../inventory.js"); // not at once: what is kept can be deleted also where that is missing
  return self.inventory.reader;
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Where the browser stores nothing, storage.js has its stand-in opened instead, which is no database.
function opened({anew = true} = {}) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME);
    request.onupgradeneeded = () => {
      if (anew) STORES.forEach((store) => request.result.createObjectStore(store));
      else request.transaction.abort(); // it was deleted a moment ago, and is not to come back
    };
    request.onsuccess = ({target: {result}}) => {
      if (result instanceof IDBDatabase) resolve(result);
      else reject(request.error ?? new DOMException("storage is blocked", "SecurityError"));
    };
  });
}

// All of it or, where anything fails, nothing.
function change(act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORES, "readwrite");
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    act((name) => transaction.objectStore(name));
  });
}
