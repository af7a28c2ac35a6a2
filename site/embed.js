// Inkling for another page, of any origin:
//
//   import {open} from "https://example.org/inkling/embed.js";
//   const inkling = await open();                // {patience: 60_000}: milliseconds to wait at most
//   const reading = await inkling.read(source);  // as window.inkling.read, the reading and the errors, too
//   inkling.close();                             // what is still asked rejects with the code "closed",
//                                                // as it does where the page takes the frame out
//
// Inkling itself runs in a frame that is not shown, on its own origin, and runtime/embedded.js answers there.
// Of that frame's window and origin alone anything is heard here.

import {coded, toBlob} from "./runtime/source.js";

const VERSION = 1; // of the messages; embedded.js has the same, or says which it has
const PATIENCE = 120_000; // milliseconds: a first visit loads 9 MB
const OPENING = 0; // a number as those of questions have

const SANDBOXED =
  "Inkling cannot start in a sandboxed frame, where its page has no origin to load its files from: " +
  "add allow-same-origin to the sandbox of the frame, or call open() from a page outside it.";

const TAKEN_OUT = "Inkling's frame was taken out of the page: open() another one.";

export function open({patience = PATIENCE} = {}) {
  const address = new URL("./?embed", import.meta.url);
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.style.setProperty("display", "none", "important");

  const asked = new Map(); // what has no answer yet, by its number: {message, done, fail}
  let last = OPENING;
  let over = null; // the error of everything from then on
  let heard = false;

  const end = (code, message) => {
    if (over) return;
    over = coded(code, message);
    clearTimeout(late);
    removeEventListener("message", hear);
    presence.disconnect();
    frame.remove();
    for (const {fail} of asked.values()) fail(over);
    asked.clear();
  };

  const send = (message) => {
    if (frame.contentWindow) frame.contentWindow.postMessage(message, address.origin);
    else end("closed", TAKEN_OUT);
  };

  const settle = (number, how, what) => {
    const question = asked.get(number);
    asked.delete(number);
    question?.[how](what);
  };

  const told = {
    // A frame that loads again, because the network was gone, has forgotten its questions.
    hello: () => {
      heard = true;
      for (const {message} of asked.values()) if (message) send(message);
    },
    ready: () => {
      clearTimeout(late);
      settle(OPENING, "done", Object.freeze({read, close}));
    },
    failed: ({code, message}) => end(code, message),
    answer: ({number, reading, error}) => {
      if (error) settle(number, "fail", coded(error.code, error.message));
      else settle(number, "done", reading);
    },
  };

  const hear = ({source, origin, data}) => {
    if (source !== frame.contentWindow) return;
    if (origin === "null") end("engine-failed", SANDBOXED);
    if (over || origin !== address.origin || !data?.inkling) return;
    if (data.inkling === VERSION) return told[data.type]?.(data);
    end("engine-failed", `Inkling at ${address} speaks version ${data.inkling} and its embed.js ${VERSION}, ` +
      "so one of them is an old copy: load the page again, and import embed.js from beside that page.");
  };

  const read = async (source, {trace = false, turn, ink, region, expect} = {}) => {
    const options = sendable({turn, ink, region, expect});
    const blob = await toBlob(source); // a canvas or an image element cannot be sent
    if (over) throw over;
    const message = {inkling: VERSION, type: "read", number: ++last, blob, trace: Boolean(trace), options};
    return ask(message.number, message);
  };

  // As they are when they are asked for; whether they will do, the frame says.
  const sendable = (options) => {
    try {
      return structuredClone(options);
    } catch (error) {
      throw coded("bad-option", `The options of read are no plain data (${error.message}).`);
    }
  };

  const ask = (number, message) => new Promise((done, fail) => {
    asked.set(number, {message, done, fail});
    if (message) send(message);
  });

  const close = () => end("closed", "Inkling was closed before it had answered: open() another one.");

  const late = setTimeout(() => {
    const seconds = `${patience / 1000} s`;
    end("engine-failed", heard
      ? `Inkling at ${address} is not ready after ${seconds}: the network may be slow. Try again, or give ` +
        "open({patience}) more milliseconds."
      : `Nothing answered at ${address} within ${seconds}: Inkling is not there, the network is gone, or a ` +
        "policy of this page (frame-src) or of that host (frame-ancestors, X-Frame-Options) forbids the frame.");
  }, patience);

  // Of a frame that is gone no event tells. One that was only moved is in the document again when this runs.
  const presence = new MutationObserver(() => frame.isConnected || end("closed", TAKEN_OUT));

  addEventListener("message", hear);
  const opened = ask(OPENING, null);
  (document.body ?? document.documentElement).append(frame);
  presence.observe(document, {childList: true, subtree: true});
  return opened;
}
