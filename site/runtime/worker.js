// The engine's worker as the page's thread sees it: started by PyScript, listened to, and watched, so that
// its death is noticed even if it comes in the middle of a reading.

import {hooks} from "../vendor/pyscript/core.js";

let born;
hooks.main.onWorker.add((_, worker) => born(worker));

/**
 * Let PyScript run engine.py in a worker of this name; `heard` gets what pyodide.js tells of itself.
 * Gives {end, died, alive}: a function that ends the worker; a promise fulfilled when it is no more; and a
 * function that gives a promise as it is asked, and rejects instead where the worker dies before that.
 */
export function startWorker(name, heard) {
  let end;
  const died = new Promise((resolve) => {
    let worker;
    end = () => {
      worker?.terminate();
      script.remove();
      resolve();
    };
    born = (born) => {
      worker = born;
      worker.addEventListener("message", ({data}) => {
        const news = data?.inkling;
        // The worker holds this lock as long as it lives.
        if (news?.life) navigator.locks.request(news.life, () => end());
        else if (news) heard(news);
      });
    };
  });
  const script = document.createElement("script");
  const attributes = {type: "py", src: "./engine.py", worker: "", name};
  for (const [key, value] of Object.entries(attributes)) script.setAttribute(key, value);
  document.body.append(script);

  // Promise.race with `died` would hold every question as long as the worker lives.
  const open = new Set(); // what to call for each of the questions without an answer
  let dead = false;
  died.then(() => {
    dead = true;
    for (const lose of open) lose();
  });
  const alive = (asked) => new Promise((done, fail) => {
    const lose = () => fail(new Error("the engine stopped in the middle of it; it starts again by itself"));
    if (dead) lose();
    else open.add(lose);
    asked.finally(() => open.delete(lose)).then(done, fail);
  });
  return {end, died, alive};
}
