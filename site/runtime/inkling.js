// The contract of the page. It has to exist before any Python does, and it has to be able to say that
// Python never came: that is why this is JavaScript, and a classic script, which a browser also runs
// when somebody opens index.html as a file.
//
//   inkling.ready                a promise, fulfilled when the engine can read
//   inkling.read(blob, {trace})  a promise of the plain object that the README describes
//   inkling.connect              for main.py alone, once: hands over how to start the engine and how to read
"use strict";

(() => {
  const page = document.documentElement;
  const coded = (code, message) => Object.assign(new Error(message), {code});

  let open, refuse;
  const reader = new Promise((...settle) => ([open, refuse] = settle));
  const ready = reader.then(() => undefined);
  ready.catch(() => undefined); // A failure is shown on the page; it need not be on the console twice.

  const ask = async (blob, options) => {
    if (!(blob instanceof Blob)) {
      const message = "inkling.read was not given a Blob or a File: pass the picture's file.";
      throw coded("not-an-image", message);
    }
    const read = await reader;
    let answer;
    try {
      answer = JSON.parse(await read(blob, Boolean(options?.trace)));
    } catch (error) {
      console.error(error);
      throw coded("engine-failed", `The picture could not be read: ${tell(error)} ${REMEDY}`);
    }
    if (answer.error) throw coded(answer.error.code, answer.error.message);
    return answer;
  };

  let last = Promise.resolve();
  const read = (blob, options) => {
    const answer = last.then(() => ask(blob, options));
    last = answer.catch(() => undefined); // The next picture is read whatever became of this one.
    return answer;
  };

  // Start-up has failed when anything at all throws before the engine is ready. What was thrown seldom
  // names the file, so the files themselves are looked through; that costs nothing while all is well.
  let failing = false;
  const fail = async (cause) => {
    if (failing || page.dataset.engine !== "loading") return;
    failing = true;
    console.error("Inkling could not start:", cause);
    const message = (await find()) || `${tell(cause)} ${REMEDY}`;
    const alert = document.getElementById("failure");
    alert.textContent = `Inkling could not start. ${message}`;
    alert.hidden = false;
    document.getElementById("engine").textContent = "Could not start";
    page.dataset.engine = "failed";
    refuse(coded("engine-failed", alert.textContent));
  };

  const REMEDY = "Load the page again; if that does not help, try a current version of your browser.";
  const OPENED_AS_FILE =
    "It was opened as a file, and a browser lets no file load another. " +
    "Run python3 serve.py in Inkling's folder and open the address that it prints.";

  const find = async () => {
    if (location.protocol === "file:") return OPENED_AS_FILE;
    try {
      return await (await import("./culprit.js")).culprit();
    } catch (error) {
      return `The file runtime/culprit.js cannot be loaded (${error.message}). ${REMEDY}`;
    }
  };

  // Python's errors are whole tracebacks: their last line says what happened.
  const tell = (cause) => {
    const lines = String(cause?.message ?? cause).trim().split("\n");
    return `${(cause?.name === "PythonError" ? lines.at(-1) : lines[0]).replace(/\.$/, "")}.`;
  };

  let connected = false;
  const connect = (start, ask) => {
    connected = true;
    // A coroutine of MicroPython is a thenable but no promise, so a promise calls it.
    Promise.resolve().then(() => start()).then((reason) => {
      if (reason) throw new Error(reason);
      if (failing) return;
      page.dataset.engine = "ready";
      open(ask);
      document.getElementById("status").textContent = "Ready to read pictures.";
    }).catch(fail);
  };

  addEventListener("error", ({error, message, target}) => {
    if (target instanceof HTMLScriptElement) fail(`${target.src} could not be loaded`);
    else if (message) fail(error ?? message);
  }, true);
  addEventListener("unhandledrejection", ({reason}) => fail(reason));
  addEventListener("mpy:done", () => connected || fail("main.py did not run"));

  // Until main.py takes what is dropped, a browser would leave the page for it.
  addEventListener("dragover", (event) => {
    if (connected) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });

  window.inkling = Object.freeze({ready, read, connect});

  addEventListener("DOMContentLoaded", async () => {
    if (location.protocol === "file:") return fail("opened as a file");
    try {
      const {config} = await import("../vendor/pyscript/core.js");
      if (!config.mpy) throw new Error("main.json could not be read");
    } catch (error) {
      fail(error);
    }
  });
})();
