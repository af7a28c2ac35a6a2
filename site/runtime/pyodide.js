// The interpreter that PyScript starts in the engine's worker: Python from this device's snapshot, or,
// where there is none or it fails, from its files. What happens is told to the page (see pool.js).

import {ask, count, load} from "./download.js";
import {startPython} from "./python.js";
import {find, forget} from "./snapshot.js";

export {version} from "./python.js";

// How far it is, for whoever looks at its performance: bench/stages.py does.
performance.mark("worker");
const found = find(); // read while PyScript prepares
const tell = (news) => postMessage({inkling: news});

// What the service worker has comes at once, and as it is: it need not be counted.
if (!self.inventory.kept) count((bytes) => tell({bytes}));
// What PyScript and Python will ask for when Python has started.
ask(...self.inventory.engine.map(([path]) => path).filter((path) => path.startsWith("model/")));
ask("vendor/tensorflow/tfjs-backend-wasm-simd.wasm");
load("vendor/tensorflow/tf.js").catch(() => undefined); // PyScript imports it, and tells

// A lock that is held as long as this worker lives: the page waits for it, and so knows of its end.
const life = `inkling-engine-${Math.random()}`;
navigator.locks?.request(life, () => (tell({life}), new Promise(() => undefined)))
  .catch((error) => console.info("Inkling's page will not notice if its engine dies:", error));

// Begun now: PyScript asks for Python only when the page's thread has told it what to run. What Python prints
// meanwhile goes nowhere; it prints nothing unless it fails.
const heard = {stdout: () => undefined, stderr: () => undefined};
const python = start({stdout: (line) => heard.stdout(line), stderr: (line) => heard.stderr(line)});
python.catch(() => undefined); // PyScript is told

export function loadPyodide({stdout, stderr}) {
  Object.assign(heard, {stdout, stderr});
  return python;
}

async function start(streams) {
  const snapshot = await found;
  performance.mark("snapshot");
  if (snapshot) {
    try {
      const started = await startPython({snapshot, ...streams});
      tell({start: "snapshot"});
      return started;
    } catch (error) {
      console.info("Inkling forgets a snapshot that does not start:", error);
      await forget();
    }
  }
  const started = await startPython(streams);
  tell({start: "normal"});
  return started;
}
