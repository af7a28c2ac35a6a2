// The contract of the page. It has to exist before any Python does, and it has to be able to say that
// Python never came: that is why this is JavaScript, and a classic script, which a browser also runs
// when somebody opens index.html as a file.
//
//   inkling.ready                a promise, fulfilled when the engine can read, rejected when it never will
//   inkling.read(source, options)  a promise of the plain object that docs/api.md describes; `options` are trace,
//                                turn, ink, region and expect
//   inkling.workers              how many pictures are read side by side; it goes up while many wait
//   inkling.announce(count)      for the desk alone: how many pictures it will ask for beside those that it has
//   inkling.connect              for main.py alone, once: hands over how a worker is started and asked
"use strict";

(() => {
  const page = document.documentElement;
  const element = (id) => document.getElementById(id);
  const coded = (code, message) => Object.assign(new Error(message), {code});

  // A promise with its two ends; its failure is shown on the page and need not be on the console, too.
  const promised = () => {
    const ends = {};
    ends.promise = new Promise((open, refuse) => Object.assign(ends, {open, refuse}));
    ends.promise.catch(() => undefined);
    return ends;
  };

  const python = promised(); // main.py's functions

  // Inkling is loading, ready or failed, and here alone: what tells it is changed together, and what has failed
  // stays so. `able` is a promise of the engine when it can read.
  let state = "loading";
  let life = null; // the engines: see pool.js
  let able = promised();
  const enter = (next, sentence) => {
    if (state === "failed" || state === next) return;
    if (next === "loading") able = promised();
    state = next;
    if (next === "failed") {
      host.show(sentence);
      element("retry").hidden = location.protocol === "file:";
      able.refuse(coded("engine-failed", sentence));
      life?.refuse(coded("engine-failed", sentence));
      arrivals.fail("engine-failed", sentence);
      return;
    }
    page.dataset.engine = next;
    element("engine").textContent = {loading: "Starting again…", ready: "Ready"}[next];
    if (next === "ready") {
      element("status").textContent = "Ready to read pictures.";
      able.open(life);
    }
  };

  // That of source.js, when it is there.
  let toBlob = async (given) => {
    ({toBlob} = await import("./source.js"));
    return toBlob(given);
  };

  // One of any frame: those of another are not `instanceof` ours, but only a real one lets itself be cut.
  const isBlob = (given) => {
    try {
      return Boolean(Blob.prototype.slice.call(given, 0, 0));
    } catch {
      return false; // source.js says what would do
    }
  };

  // Of what cannot be read ui/engine.py tells, which tries again.
  const take = async (given) => {
    const blob = isBlob(given) ? given : await toBlob(given);
    return arrivals.hold(blob).catch(() => blob);
  };

  // Options as JSON, as they are when they are asked for. What will not do, reader/options.py says: so what JSON
  // does not have goes as the text that it is shown as.
  const plain = (_, value) => {
    const stays = ["undefined", "boolean", "string", "object"].includes(typeof value) || Number.isFinite(value);
    return stays ? value : String(value);
  };
  const told = (options) => {
    const {trace, turn, ink, region, expect} = options ?? {};
    try {
      return JSON.stringify({trace: Boolean(trace), turn, ink, region, expect}, plain);
    } catch (error) {
      throw coded("bad-option", `The options of inkling.read are no plain data (${error.message}).`);
    }
  };

  const ask = async (held, asked) => {
    let answer, blob;
    try {
      blob = await held;
      const engines = await able.promise;
      answer = JSON.parse(await engines.ask("read", blob, await asked));
    } catch (error) {
      if (typeof error?.code === "string") throw error; // a DOMException's is a number
      console.error(error);
      throw coded("engine-failed", `The picture could not be read: ${tell(error)} ${REMEDY}`);
    }
    if (answer.error) throw coded(answer.error.code, answer.error.message);
    const {preview, ...reading} = answer;
    if (preview) await thumbnails.take(blob, preview).catch((error) => console.info("No preview:", error));
    return reading;
  };

  const read = (given, options) => {
    const held = take(given);
    const asked = new Promise((done) => done(told(options)));
    for (const each of [held, asked]) each.catch(() => undefined); // told when its turn has come
    return ask(held, asked);
  };

  const connect = (start, read, warm) => {
    // A coroutine of MicroPython is a thenable but no promise, so a promise calls it.
    const called = (coroutine) => (...given) => Promise.resolve().then(() => coroutine(...given));
    python.open({start: called(start), read: called(read), warm: called(warm)});
    python.open = null;
  };

  // What was thrown seldom names the file that is at fault, so the files themselves are looked through; that
  // costs nothing while all is well.
  const BLIPS = 1; // times that something may break off while the network is there
  let failing = false;
  let blips = 0;
  const fail = async (cause) => {
    if (failing || state !== "loading") return;
    failing = true;
    const {message, away} = await find();
    const again = away && (await theNetwork() || ++blips <= BLIPS);
    failing = false;
    if (state !== "loading") return; // it became ready meanwhile, so this has not kept it
    if (again) {
      // Without Python on this thread nothing can start an engine: the page has to be loaded again.
      if (python.open) await reload();
      else begin();
      return;
    }
    console.error("Inkling could not start:", cause);
    enter("failed", `Inkling could not start. ${message || `${tell(cause)} ${REMEDY}`}`);
  };

  // Other scripts run in this page, too, of extensions and of hosts, and what they throw is theirs. Start-up
  // has failed when one of the page's own files throws, which its address in the error tells. An error that
  // tells no address is ours only where one of our files is at fault.
  const home = new URL("./", document.baseURI).href;
  const ours = (text) => ["runtime/", "vendor/", "inventory.js"].some((path) => text.includes(home + path));
  let doubting = false;
  const suspect = async (cause, where = "") => {
    const told = `${where} ${cause?.message ?? cause} ${cause?.stack ?? ""}`;
    if (ours(told)) return fail(cause);
    if (/\w:\/\//.test(told) || doubting || state !== "loading") return undefined;
    doubting = true;
    const {message} = await find();
    doubting = false;
    return message ? fail(cause) : undefined;
  };

  // Load the page again. Pictures that nobody has taken wait where those of other apps do meanwhile.
  const reload = async () => {
    try {
      await setAside(arrivals.waiting.filter(({held, refused}) => held && !refused));
    } catch (error) {
      console.info("The pictures that wait have to be given again:", error); // nothing can be stored here
    }
    location.reload();
  };
  const setAside = async (waiting) => {
    if (!waiting.length || !globalThis.caches) return;
    const cache = await caches.open("inkling-shared");
    for (const [index, {name, held}] of waiting.entries()) {
      const body = await held.catch(() => null); // what cannot be read is lost already
      const place = `./shared/${Date.now()}-${index}/${encodeURIComponent(name)}`;
      if (body) await cache.put(place, new Response(body));
    }
  };

  // Instead of the words of an exception, which are for the console.
  const MISTAKE = "Inkling made a mistake, and the browser's console says which.";
  const REMEDY = "Load the page again; if that does not help, try a current version of your browser.";

  const find = async () => {
    if (host.lack()) return {message: host.lack()};
    try {
      return await (await import("./culprit.js")).culprit();
    } catch (error) {
      console.error("Inkling cannot look for the file at fault:", error);
      const message = await host.fault("runtime/culprit.js") ?? `runtime/culprit.js does not run. ${REMEDY}`;
      return {message, away: await gone()};
    }
  };

  // Whether nothing comes from where the page came from.
  const gone = () => fetch("./inventory.js", {method: "HEAD", cache: "no-store"}).then(() => false, () => true);

  // Wait for the network; false where there was nothing to wait for.
  const theNetwork = async () => {
    let seconds = 0;
    for (; await gone(); seconds = Math.min(2 * seconds || 1, 15)) {
      if (state !== "loading") return false;
      element("engine").textContent = "Waiting for the network…";
      element("status").textContent = "The network is gone. Inkling goes on loading when it is back.";
      await new Promise((resolve) => {
        addEventListener("online", resolve, {once: true});
        setTimeout(resolve, 1000 * (seconds || 1));
      });
    }
    return seconds > 0;
  };

  // A plain Error has words for the visitor, and what has another name was thrown by Python or the browser.
  const tell = (cause) => {
    if (cause instanceof Error && cause.name !== "Error") return MISTAKE;
    return `${String(cause?.message ?? cause).trim().split("\n")[0].replace(/\.$/, "")}.`;
  };

  // PyScript's worker asks for Python when the page has told it what to run, and the page has much to do
  // before that. So its script begins with the module that loads Python, which asks for all it needs. What
  // goes wrong there goes wrong again for PyScript, and it tells. Before that comes storage.js.
  const {Worker} = window;
  const module = (source) => URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const quoted = (address) => JSON.stringify(new URL(address, document.baseURI));
  class PyScriptWorker extends Worker {
    constructor(script, options) {
      const first = module(`(${standIn})(); import(${quoted("./runtime/pyodide.js")}).catch(() => undefined);`);
      super(module(`import ${quoted(first)}; import ${quoted(script)};`), options);
    }
  }

  const begin = async () => {
    try {
      document.head.append(element("ahead").content); // it is empty from then on
      window.Worker = PyScriptWorker; // core.js takes it when it is loaded
      // One after the other: WebKit hands out core.js before it has run where both are imported at once.
      const {config} = await import("../vendor/pyscript/core.js");
      window.Worker = Worker;
      const {Pool} = await import("./pool.js");
      ({toBlob} = await import("./source.js"));
      if (!config.mpy) throw new Error("main.json could not be read");
      life ??= new Pool(python.promise, enter, fail);
      await life.start();
    } catch (error) {
      fail(error);
    }
  };

  addEventListener("error", ({error, message, filename, target}) => {
    if (target instanceof HTMLScriptElement) suspect(`${target.src} could not be loaded`);
    else if (message) suspect(error ?? message, filename);
  }, true);
  addEventListener("unhandledrejection", ({reason}) => suspect(reason));
  addEventListener("mpy:done", () => python.open && fail("main.py did not run"));

  addEventListener("click", ({target}) => target.id === "retry" && reload());

  // What can be read with may die and be replaced: asked again, `ready` speaks of the next one.
  const ready = () => able.promise.then(() => undefined);
  const announce = (count) => life?.announce(count);
  window.inkling = Object.freeze(Object.defineProperties({read, connect, announce}, {
    ready: {get: ready, enumerable: true},
    workers: {get: () => life?.workers ?? 1, enumerable: true},
  }));

  addEventListener("DOMContentLoaded", async () => {
    if (host.lack()) return fail(host.lack());
    if (!new URLSearchParams(location.search).has("reset")) return setTimeout(begin); // first it is usable
    try {
      await (await import("./offline.js")).reset();
    } catch (error) {
      fail(error);
    }
  });
})();
