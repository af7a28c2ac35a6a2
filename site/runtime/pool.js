// The engines that read, and the pictures that wait for one: one engine as long as the page is open, and while
// many pictures wait, more beside it, which start from the snapshot and end when nothing waits any more. A
// picture is given to one engine, once: an engine that dies costs the picture that it had. `data-workers` on
// <html> says how many can read.

import "../inventory.js";
import {Engine} from "./engine.js";
import {arrive, watchProgress} from "./progress.js";
import {keepSnapshot, whenIdle} from "./keep.js";

// As many workers may die one after the other without having read anything.
const DEATHS = 3;

// No more than this; each holds Python, TensorFlow.js and a picture, a hundred megabytes or two.
const MOST = 4;
// Engines for a gigabyte of the device's memory, and for a device whose browser does not say what it has.
const PER_GIGABYTE = 1;
const UNSAID = 2;

// A further engine pays when what waits takes this many times as long as the engine takes to start. At two
// that would be when half of the start is won back; above that the gain is worth the memory.
const WORTH = 3;
// Milliseconds from the snapshot to an engine that can read, on two cores; each start corrects it.
const START = 1_500;
// Pictures after which it is known how long one takes; the first of an engine takes longest.
const KNOWN = 3;
// Milliseconds without a picture after which the further engines end.
const IDLE = 5_000;

const page = document.documentElement;

/** How many engines a device may have at once: `cores` and `gigabytes`, undefined where the browser is silent. */
export function most(cores = 1, gigabytes = UNSAID) {
  // The page's own thread has little to do, so that two cores are enough for two.
  const free = cores === 2 ? 2 : cores - 1;
  return Math.max(1, Math.min(MOST, free, Math.floor(PER_GIGABYTE * gigabytes)));
}

export class Pool {
  #python;
  #enter;
  #fail;
  #engines = []; // that can read
  #first = null; // one that starts because there is none
  #growing = false; // whether a further one starts
  #most = most(navigator.hardwareConcurrency, navigator.deviceMemory);
  #number = 0;
  #deaths = 0;
  #queue = []; // {given, open, refuse} of each picture that waits
  #announced = 0;
  #start = START; // milliseconds
  #pace = 0; // milliseconds that a picture takes
  #read = 0; // pictures, until it is KNOWN
  #resting; // a timer, while nothing waits

  /**
   * `python` is a promise of main.py's functions; `enter` is told "loading" and "ready", and `fail` why no
   * engine can start.
   */
  constructor(python, enter, fail) {
    this.#python = python;
    this.#enter = enter;
    this.#fail = fail;
    watchProgress();
  }

  /** How many pictures are read side by side. */
  get workers() {
    return Math.max(1, this.#engines.length);
  }

  /** Start an engine, in place of one that has not become able to read; fulfilled when it can. */
  async start() {
    this.#first?.end();
    this.#enter("loading");
    const engine = this.#first = this.#make((start) => (page.dataset.start = start));
    const begun = performance.now();
    try {
      await engine.start();
    } catch (error) {
      if (this.#first !== engine) return; // another has taken its place, and tells
      throw error;
    }
    this.#first = null;
    if (page.dataset.start === "snapshot") this.#start = performance.now() - begun;
    this.#join(engine);
    whenIdle(() => engine.warm());
  }

  /** Ask one of the engines by main.py's function of a name, in its turn; gives the answer or rejects. */
  ask(...given) {
    return new Promise((open, refuse) => {
      this.#queue.push({given, open, refuse});
      this.#next();
    });
  }

  /** Be told how many pictures will be asked for beside those that were. */
  announce(count) {
    this.#announced = count;
    this.#next();
  }

  /** Let nothing wait any longer. */
  refuse(error) {
    for (const {refuse} of this.#queue.splice(0)) refuse(error);
  }

  // Give what waits to whoever has time, and see how many there should be.
  #next() {
    for (const engine of this.#engines.filter(({busy}) => !busy)) {
      if (this.#queue.length) this.#give(engine, this.#queue.shift());
    }
    this.#grow();
    if (this.#left) this.#resting = clearTimeout(this.#resting);
    else if (this.#engines.length > 1) this.#resting ??= setTimeout(() => this.#shrink(), IDLE);
  }

  async #give(engine, {given, open, refuse}) {
    const begun = performance.now();
    try {
      open(await engine.ask(...given));
      this.#deaths = 0;
      const took = performance.now() - begun;
      this.#pace = this.#read++ ? (this.#pace + took) / 2 : took;
      whenIdle(keepSnapshot);
    } catch (error) {
      refuse(error);
    }
    this.#next();
  }

  get #left() {
    return this.#queue.length + this.#announced;
  }

  // A further engine comes from this device, so that nothing is asked of the network while pictures lie on the
  // desk: Python from its snapshot, all else from the copy that the service worker keeps.
  async #grow() {
    const engines = this.#engines.length;
    if (this.#growing || !engines || engines >= this.#most) return;
    if (page.dataset.snapshot !== "kept" || page.dataset.offline !== "ready") return;
    if (this.#deaths >= DEATHS || this.#read < KNOWN) return;
    if (this.#left * this.#pace / engines < WORTH * this.#start) return;
    this.#growing = true;
    try {
      const source = await kept("engine.py");
      if (!source || !navigator.serviceWorker?.controller) throw new Error("no copy of Inkling is kept here");
      const engine = this.#make(() => undefined, source);
      const begun = performance.now();
      await engine.start();
      this.#start = performance.now() - begun;
      this.#join(engine);
    } catch (error) {
      this.#most = Math.max(1, this.#engines.length); // those that there are will do
      console.info(`Inkling reads with ${this.#most} of its engines, because another did not start:`, error);
    } finally {
      this.#growing = false;
    }
    this.#next();
  }

  // The first to have time is the first that there is, so that single pictures keep no other.
  #shrink() {
    this.#resting = undefined;
    for (const engine of this.#engines.slice(1).filter(({busy}) => !busy)) {
      this.#leave(engine);
      engine.end();
    }
  }

  #make(started, source) {
    return new Engine(`engine-${++this.#number}`, this.#python, ({bytes, start}) => {
      if (bytes) arrive(bytes);
      if (start) started(start);
      if (start === "snapshot") page.dataset.snapshot = "kept";
    }, source);
  }

  #join(engine) {
    this.#engines.push(engine);
    engine.died.then(() => this.#lose(engine));
    this.#show();
    this.#enter("ready");
    this.#next();
  }

  #leave(engine) {
    this.#engines = this.#engines.filter((each) => each !== engine);
    this.#show();
  }

  // Where another is left, that one goes on.
  async #lose(engine) {
    if (!this.#engines.includes(engine)) return; // it was not needed any more
    this.#leave(engine);
    this.#deaths += 1;
    if (this.#engines.length) return;
    this.#enter("loading");
    try {
      if (this.#deaths >= DEATHS) throw new Error(`The engine has died ${DEATHS} times in a row.`);
      await this.start();
    } catch (error) {
      this.#fail(error);
    }
  }

  #show() {
    page.dataset.workers = this.#engines.length;
  }
}

// A file's text as the service worker keeps it, or undefined; asked of the cache, because a page counts among
// its requests what the service worker answers.
async function kept(path) {
  const address = new URL(`../${path}`, import.meta.url).href;
  const cacheName = `inkling-site-${self.inventory.version}`;
  return (await globalThis.caches?.match(address, {cacheName, ignoreVary: true}))?.text();
}
