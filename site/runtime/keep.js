// The snapshot of Python that makes the next start quick is made on this device, once, when a picture was read
// and the page has nothing to do.

// Milliseconds after which a snapshot is made without a service worker.
const PATIENCE = 15_000;

const page = document.documentElement;
let tried = false;

/**
 * Have a snapshot made where there is none; `data-snapshot` on <html> says how that ended. A throw-away worker
 * makes it, so whatever goes wrong there costs no reading. It waits for the service worker: what it compiles
 * then is kept compiled, for the next start.
 */
export async function keepSnapshot() {
  if (tried || page.dataset.snapshot) return;
  tried = true;
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

/** Do something when the page has nothing else to do. */
export function whenIdle(task) {
  // Safari has no idle callback; half a second after a reading is as good.
  if (self.requestIdleCallback) requestIdleCallback(() => task(), {timeout: 2000});
  else setTimeout(task, 500);
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
