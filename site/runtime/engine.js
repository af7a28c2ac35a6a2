// One worker's life as the page sees it: it is started, reads one picture after the other, and may die.
// Which of them there are, and which picture goes to which, is pool.js's to say; ui/engine.py, on the page's
// thread, talks to the worker.

import {startWorker} from "./worker.js";

// Milliseconds for one picture, after which the worker is taken for dead: a page of 200 digits takes a
// slow phone some ten seconds.
const LIMIT = 120_000;

export class Engine {
  #python;
  #name;
  #worker;
  #busy = true; // until it can read
  #asked = false;

  /**
   * `python` is a promise of main.py's {start, read, warm}; `heard` gets what the worker tells of itself, and
   * `source` is engine.py where it need not be asked for.
   */
  constructor(name, python, heard, source) {
    this.#name = name;
    this.#python = python;
    this.#worker = startWorker(name, heard, source);
  }

  /** Whether it has no time for a picture; one that is dead or could not start never has. */
  get busy() {
    return this.#busy;
  }

  /** A promise fulfilled when the worker is no more. */
  get died() {
    return this.#worker.died;
  }

  /** Fulfilled when it can read; where it rejects there is no worker any more. */
  async start() {
    try {
      const {start} = await this.#python;
      const reason = await this.#worker.alive(start(this.#name));
      if (reason) throw new Error(reason);
      this.#worker.opened();
      this.#busy = false;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** Ask the worker by main.py's function of this name; where it rejects there is no worker any more. */
  async ask(what, ...given) {
    this.#busy = this.#asked = true;
    const {[what]: ask} = await this.#python;
    const late = setTimeout(() => this.end(), LIMIT);
    try {
      const answer = await this.#worker.alive(ask(this.#worker.tongue, ...given));
      this.#busy = false;
      return answer;
    } catch (error) {
      this.end(); // What Python throws beyond its own border leaves nothing to rely on.
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * Let the worker compile what a reading needs, by a picture of its own. A visitor's does that as well, and would
   * be answered only after it.
   */
  async warm() {
    if (this.#asked) return;
    const {warm} = await this.#python;
    await warm(this.#worker.tongue);
  }

  end() {
    this.#busy = true;
    this.#worker.end();
  }
}
