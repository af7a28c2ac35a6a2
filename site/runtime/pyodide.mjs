// How Pyodide starts in the worker: as PyScript asks, but a start that has failed ends in an error.
// Left to itself, Pyodide prints a warning and waits for ever when its files are missing or damaged.

import {loadPyodide as load, version} from "../vendor/pyodide/pyodide.mjs";

const home = new URL("../vendor/pyodide/", import.meta.url).href;
const {instantiateStreaming} = WebAssembly;

export {version};

export async function loadPyodide(options) {
  let failed;
  const failure = new Promise((_, reject) => (failed = reject));
  const noticed = ({reason, error, message}) => failed(reason ?? error ?? new Error(message));
  WebAssembly.instantiateStreaming = (...given) => {
    const instance = instantiateStreaming.apply(WebAssembly, given);
    instance.catch(failed);
    return instance;
  };
  addEventListener("unhandledrejection", noticed);
  addEventListener("error", noticed);
  try {
    return await Promise.race([load({...options, indexURL: home}), failure]);
  } catch (cause) {
    // PyScript passes on nothing but an Error, and the exit of Python is none.
    throw cause instanceof Error ? cause : new Error(cause?.message ?? String(cause));
  } finally {
    WebAssembly.instantiateStreaming = instantiateStreaming;
    removeEventListener("unhandledrejection", noticed);
    removeEventListener("error", noticed);
  }
}
