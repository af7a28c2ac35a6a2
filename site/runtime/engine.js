// The engine's life as the page sees it: a worker is started, becomes ready, reads, and may die; then
// another takes its place. ui/engine.py, on the page's thread, talks to the worker that is named here.

import {arrive, watchProgress} from "./progress.js";
import {startWorker} from "./worker.js";

// Milliseconds for one picture, after which the worker is taken for dead: a page of 200 digits takes a
// slow phone some ten seconds.
const LIMIT = 120_000;
// As many workers may die one after the other without having read anything.
const DEATHS = 3;
// Milliseconds after which a snapshot is made without a service worker.
const PATIENCE = 15_000;

const page = document.documentElement;

export class Engine {
  #python;
  #enter;
  #fail;
  #worker = null;
  #number = 0;
  #deaths = 0;
  #ready = null; // a promise: a worker that can read
  #open;
  #kept = false; // whether a snapshot has been tried

  /**
   * `python` is a promise of main.py's {start, read, warm}; `enter` is told "loading" and "ready", and `fail`
   * why no worker can start.
   */
  constructor(python, enter, fail) {
    this.#python = python;
    this.#enter = enter;
    this.#fail = fail;
    this.#wait();
    watchProgress();
  }

  /** Start a worker, in place of the last one where there was one; fulfilled when it can read. */
  async start() {
    this.#worker?.end();
    this.#enter("loading");
    const name = `engine-${++this.#number}`;
    const worker = (this.#worker = startWorker(name, (news) => this.#hear(news)));
    const {start, warm} = await this.#python;
    const reason = await worker.alive(start(name));
    if (reason) throw new Error(reason);
    worker.died.then(() => this.#replace());
    this.#open(worker);
    this.#enter("ready");
    whenIdle(() => warm());
  }

  /** Read a Blob with main.py's read, as `asked` in JSON; gives JSON. Rejects where the worker dies meanwhile. */
  async read(blob, asked) {
    const worker = await this.#ready;
    const {read} = await this.#python;
    const late = setTimeout(() => worker.end(), LIMIT);
    try {
      const answer = await worker.alive(read(blob, asked));
      this.#deaths = 0;
      whenIdle(() => this.#keepSnapshot());
      return answer;
    } catch (error) {
      worker.end(); // What Python throws beyond its own border leaves nothing to rely on.
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  #wait() {
    this.#ready = new Promise((open) => (this.#open = open));
  }

  async #replace() {
    this.#wait();
    this.#deaths += 1;
    this.#enter("loading");
    try {
      if (this.#deaths >= DEATHS) throw new Error(`The engine has died ${DEATHS} times in a row.`);
      await this.start();
    } catch (error) {
      this.#fail(error);
    }
  }

  #hear({bytes, start}) {
    if (bytes) arrive(bytes);
    if (start) page.dataset.start = start;
    if (start === "snapshot") page.dataset.snapshot = "kept";
  }

  // A throw-away worker makes the snapshot, so whatever goes wrong there costs no reading. It waits for the
  // service worker: what it compiles then is kept compiled, for the next start.
  async #keepSnapshot() {
    if (this.#kept || page.dataset.snapshot) return;
    this.#kept = true;
    await offline();
    const ended = (sign, why) => {
      page.dataset.snapshot = sign;
      if (why) console.info("Inkling keeps no snapshot, and will start as it did today:", why);
    };
    // From a blob, because a page counts the script of its worker among its own requests.
    const script = `import(${JSON.stringify(new URL("freeze.js", import.meta.url).href)})`;
    const address = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
    const maker = new Worker(address);
    maker.onmessage = ({data: {kept, why}}) => ended(kept ? "kept" : "none", why);
    maker.onerror = ({message}) => ended("none", message ?? "its maker could not be loaded");
  }
}

// Fulfilled when the service worker has everything, or when it is not to be expected any more.
function offline() {
  return new Promise((resolve) => {
    if (!navigator.serviceWorker || page.dataset.offline) return resolve();
    const watch = new MutationObserver(resolve);
    watch.observe(page, {attributeFilter: ["data-offline"]});
    setTimeout(resolve, PATIENCE);
  });
}

function whenIdle(task) {
  // Safari has no idle callback; half a second after a reading is as good.
  if (self.requestIdleCallback) requestIdleCallback(task, {timeout: 2000});
  else setTimeout(task, 500);
}
