// Why a host or a browser keeps Inkling from starting, in words for the visitor. It is a classic script, and
// index.html runs it from its text where no script of a file is run, because it has to speak where nothing
// else does.
//
//   host.lack()              a sentence where Inkling can never start in this browser, file or frame; or null
//   host.refusal(path, got)  a sentence where no browser runs the script that this Response is; or null
//   host.fault(path)         a promise of a sentence on what is wrong with how this script comes; or null
//   host.show(why)           says that Inkling could not start, and why
//   host.stand(folder)       takes the place of inkling.js, which did not run; `folder` is where it should have been
"use strict";

(() => {
  const OPENED_AS_FILE =
    "It was opened as a file, and a browser lets no file load another. " +
    "Run python3 serve.py in Inkling's folder and open the address that it prints.";

  const NO_WEBASSEMBLY =
    "WebAssembly is switched off in this browser, and Inkling is made of it. On an Apple device in Lockdown " +
    "Mode, switch that off for this site alone, in the browser's settings for the site. Elsewhere, allow " +
    "WebAssembly in the browser's settings, or open this page in another browser.";

  const SANDBOXED =
    "It is in a sandboxed frame, where a page has no origin and its engine may load nothing. " +
    "Add allow-same-origin to the frame's sandbox, or open Inkling outside it.";

  const UNKNOWN = "This browser does not run its scripts. Try a current version of your browser.";

  const SCRIPT = /^\s*(text|application)\/(x-)?(java|ecma)script\s*(;|$)/i;

  const lack = () => {
    if (location.protocol === "file:") return OPENED_AS_FILE;
    if (self.origin === "null") return SANDBOXED;
    return self.WebAssembly ? null : NO_WEBASSEMBLY;
  };

  const refusal = (path, {headers}) => {
    const type = headers.get("Content-Type");
    if (SCRIPT.test(type ?? "")) return null;
    return `The server sends ${path} ${type ? `as ${type}` : "without a type"}, and a browser runs it only as ` +
      "text/javascript. Whoever runs the server has to set that type for all files that end in .js.";
  };

  const fault = async (path) => {
    let response;
    try {
      response = await fetch(new URL(path, document.baseURI), {cache: "no-cache"});
    } catch (error) {
      console.info(`${path} did not arrive:`, error);
      return `${path} did not arrive. Load the page again when the network is there.`;
    }
    if (!response.ok) return `${path} is missing: the server answered ${response.status}.`;
    return refusal(path, response);
  };

  const show = (sentence) => {
    const element = (id) => document.getElementById(id);
    document.documentElement.dataset.engine = "failed";
    element("engine").textContent = "Could not start";
    element("failure").textContent = sentence;
    element("failure").hidden = false;
    element("status").textContent = "";
  };

  const stand = async (folder) => {
    const isAbove = folder.href !== new URL("./", location.href).href;
    for (const page of isAbove ? [folder, new URL("index.html", folder)] : []) {
      if (await stays(page)) return location.replace(page + location.search + location.hash);
    }
    const why = isAbove ? slashless(folder) : await fault("runtime/inkling.js") ?? UNKNOWN;
    const sentence = `Inkling could not start. ${why}`;
    const ready = Promise.reject(Object.assign(new Error(sentence), {code: "engine-failed"}));
    ready.catch(() => undefined); // it is shown
    window.inkling = Object.freeze({ready, read: () => ready});
    return show(sentence);
  };

  // Whether the server gives a page at this address and does not lead elsewhere, which might be a circle.
  const stays = async ({href}) => {
    const {ok, url} = await fetch(href, {cache: "no-cache"});
    return ok && url === href;
  };

  const slashless = ({pathname}) =>
    "The server gives this page under an address without a slash at its end, so the browser looks for its files " +
    `in the folder above. Whoever runs the server has to redirect that address to ${pathname}.`;

  self.host = Object.freeze({lack, refusal, fault, show, stand});
})();
