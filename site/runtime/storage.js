// Where the browser is told to store nothing, PyScript finds an empty storage instead of an error that ends
// it: it opens databases and a channel on the page's thread and in its worker, and needs nothing of them. So
// this is a function that both run, the worker from its text (see inkling.js), before PyScript's own script.
"use strict";

self.standIn = () => {
  // As much of a database as PyScript uses, forgotten with the page.
  const database = () => {
    const held = new Map();
    const later = (result) => {
      const request = {};
      queueMicrotask(() => request.onsuccess({target: {result}}));
      return request;
    };
    const store = {
      count: () => later(held.size),
      clear: () => later(held.clear()),
      delete: (key) => later(held.delete(key)),
      get: (key) => later(held.get(key)),
      getKey: (key) => later(held.has(key) ? key : undefined),
      getAllKeys: () => later([...held.keys()]),
      put: (value, key) => later(held.set(key, value)),
    };
    return {close: () => undefined, transaction: () => ({objectStore: () => store})};
  };

  // The browser's own request; where that fails, its failure is a success with the stand-in.
  const open = (real, name) => {
    const request = real ? real.open(name) : {};
    const give = () => request.onsuccess({target: {result: database()}});
    if (!real) {
      queueMicrotask(give);
      return request;
    }
    Object.defineProperty(request, "onerror", {set: () => undefined, get: () => null});
    request.addEventListener("error", (event) => {
      event.preventDefault();
      console.info("Inkling goes on without a database:", request.error);
      give();
    });
    return request;
  };

  const guarded = (real) => ({
    open(name) {
      try {
        return open(real, name);
      } catch (error) {
        console.info("Inkling goes on without a database:", error);
        return open(null, name);
      }
    },
    databases: async () => real?.databases?.() ?? [],
    deleteDatabase: (name) => real.deleteDatabase(name),
  });

  let real = null;
  try {
    real = self.indexedDB;
  } catch (error) {
    console.info("Inkling goes on without databases:", error); // some browsers refuse even the look
  }
  Object.defineProperty(self, "indexedDB", {value: guarded(real), configurable: true});

  // Firefox refuses channels, too. PyScript would answer a worker's blocking calls by one; there are none.
  try {
    new BroadcastChannel("inkling-trial").close();
  } catch (error) {
    console.info("Inkling goes on without channels:", error);
    self.BroadcastChannel = class extends EventTarget {
      postMessage() {}
      close() {}
    };
  }
};

self.standIn();
