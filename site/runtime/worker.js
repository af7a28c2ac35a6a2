// An engine's worker as the page's thread sees it: started by PyScript, listened to, and watched, so that
// its death is noticed even if it comes in the middle of a reading.

import {hooks} from "../vendor/pyscript/core.js";

// By its script: what to call when PyScript has made the worker. Of several that start PyScript does not say
// which it has made, but a moment later the script has it.
const unborn = new Map();
hooks.main.onWorker.add((_, worker) => queueMicrotask(() => {
  for (const [script, born] of unborn) {
    if (script.xworker !== worker) continue;
    unborn.delete(script);
    born(worker);
  }
}));

/**
 * Let PyScript run engine.py in a worker of this name; `heard` gets what pyodide.js tells of itself. Where
 * `source` is given, it is engine.py's text, and the page asks for nothing.
 * Gives {end, died, alive, opened, tongue}: a function that ends the worker; a promise fulfilled when it is no
 * more; a function that gives a promise as it is asked, and rejects instead where the worker dies before that;
 * one to call when it can read; and what it can be asked by, once it is there.
 */
export function startWorker(name, heard, source) {
  let worker;
  let dead = false;
  let died;
  const end = () => {
    dead = true;
    worker?.terminate();
    script.remove();
    died();
  };
  const promise = new Promise((resolve) => (died = resolve));

  const script = document.createElement("script");
  const attributes = {type: "py", worker: "", name, ...(source === undefined && {src: "./engine.py"})};
  for (const [key, value] of Object.entries(attributes)) script.setAttribute(key, value);
  script.textContent = source ?? "";
  unborn.set(script, (born) => {
    worker = born;
    if (dead) worker.terminate(); // while PyScript was about to make it
    worker.addEventListener("message", ({data}) => {
      const news = data?.inkling;
      // The worker holds this lock as long as it lives.
      if (news?.life) navigator.locks.request(news.life, () => end());
      else if (news) heard(news);
    });
  });
  document.body.append(script);

  // Promise.race with `died` would hold every question as long as the worker lives.
  const open = new Set(); // what to call for each of the questions without an answer
  promise.then(() => {
    for (const lose of open) lose();
  });
  const alive = (asked) => new Promise((done, fail) => {
    const lose = () => fail(new Error("the engine stopped in the middle of it; it starts again by itself"));
    if (dead) lose();
    else open.add(lose);
    asked.finally(() => open.delete(lose)).then(done, fail);
  });
  // What it asks for until then is itself: see ui/device/requests.py.
  const opened = () => (script.dataset.since = performance.timeOrigin + performance.now());
  return {end, died: promise, alive, opened, get tongue() { return script.xworker.sync; }};
}
