// Python with numpy and Pillow, put together from compiled files. Everything is requested at once, and the
// shared objects are linked before Python starts, in the same order every time: so the snapshot of one
// start fits the next. These hooks are private to Pyodide; they are safe as long as this very build is
// vendored and the tests start it both ways.

import {loadPyodide} from "../vendor/pyodide/pyodide.js";
import {ask, get, give, load} from "./download.js";

export {version} from "../vendor/pyodide/pyodide.js";

const HOME = "vendor/pyodide/";
const PACKAGES = "/lib/python3.14/site-packages";
const LIBRARIES = {
  "numpy/_core/_multiarray_umath": "_multiarray_umath.wasm",
  "numpy/linalg/_umath_linalg": "_umath_linalg.wasm",
  "PIL/_imaging": "_imaging.wasm",
};
const SUFFIX = ".cpython-314-wasm32-emscripten.so";

// Requested as soon as this module is there.
const interpreter = compiled("pyodide.asm.wasm");
const libraries = Object.entries(LIBRARIES).map(([path, file]) => [path + SUFFIX, compiled(file)]);
ask(`${HOME}python_stdlib.zip`, `${HOME}pyodide-lock.json`);
const create = load(`${HOME}pyodide.asm.js`);
const pyscript = unpacked("bytecode/pyscript.pack");
const engine = modules("engine");
for (const part of [create, pyscript, engine]) part.catch(() => undefined); // who waits for it is told

/**
 * Start Python, from a snapshot where one is given: {bytes, intact}, a Uint8Array, which is empty afterwards, and a
 * promise.
 * `freezing` starts one to be made a snapshot of, fit for nothing else. Rejects with an Error.
 */
export async function startPython({snapshot, freezing = false, stdout, stderr} = {}) {
  // A snapshot has what is in these files in its memory.
  const packages = snapshot ? [] : [unpacked(`${HOME}numpy.pack`), unpacked(`${HOME}pillow.pack`), modules("reader")];
  const {home, failure, end} = watched();
  const link = async (module) => {
    module.addRunDependency("inkling");
    for (const files of packages) write(module.FS, PACKAGES, await files);
    // PyScript writes its own package there at each start; Python finds it compiled.
    for (const files of [pyscript, engine]) write(module.FS, module.ENV.HOME, await files);
    for (const [path, library] of libraries) await linked(module, `${PACKAGES}/${path}`, await library);
    module.removeRunDependency("inkling");
  };
  const createPyodideModule = async (settings) => {
    settings.preRun.push(link);
    const module = await (await create).default(settings);
    performance.mark("interpreter");
    if (snapshot) {
      if (!(await snapshot.intact)) throw new Error("the snapshot is damaged");
      // Works around pyodide#6254: the memory does not grow to the snapshot's size by itself.
      module.growMemory(snapshot.bytes.byteLength - header(snapshot.bytes));
    }
    return module;
  };
  try {
    const python = await Promise.race([failure, loadPyodide({
      indexURL: home,
      createPyodideModule,
      stdout,
      stderr,
      ...(freezing && {_makeSnapshot: true}),
      ...(snapshot && {_loadSnapshot: snapshot.bytes}),
    })]);
    if (snapshot) {
      // Its random numbers would be those of the day when the snapshot was made.
      python.runPython("import random; random.seed()");
      // Pyodide keeps hold of what it was given, which is as much as all of its memory: so the bytes are let go of.
      structuredClone(null, {transfer: [snapshot.bytes.buffer]});
    }
    performance.mark("python");
    return python;
  } catch (cause) {
    // PyScript passes on nothing but an Error, and the exit of Python is none.
    throw cause instanceof Error ? cause : new Error(cause?.message ?? String(cause));
  } finally {
    end();
  }
}

/** While Pyodide starts: give it the interpreter that is compiled, and end where anything fails. */
function watched() {
  // Left to itself, Pyodide prints a warning and waits for ever when its files are missing or damaged.
  let fail;
  const failure = new Promise((_, reject) => (fail = reject));
  const noticed = ({reason, error, message}) => fail(reason ?? error ?? new Error(message));
  const {instantiateStreaming} = WebAssembly;
  const home = new URL(`../${HOME}`, import.meta.url).href;
  give(`${HOME}pyodide.asm.wasm`, new Response()); // what it asks for itself, and does not get to see
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await interpreter.catch((error) => (fail(error), new Promise(() => undefined)));
    return {module, instance: await WebAssembly.instantiate(module, imports)};
  };
  addEventListener("unhandledrejection", noticed);
  addEventListener("error", noticed);
  const end = () => {
    WebAssembly.instantiateStreaming = instantiateStreaming;
    removeEventListener("unhandledrejection", noticed);
    removeEventListener("error", noticed);
  };
  return {home, failure, end};
}

/** The length of a snapshot's header in bytes, which is its second word. */
function header(bytes) {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, 2)[1];
}

function compiled(file) {
  const module = WebAssembly.compileStreaming(get(HOME + file)).catch((error) => {
    throw new Error(`${HOME}${file} cannot be compiled: ${error.message}`, {cause: error});
  });
  module.catch(() => undefined); // it is for whoever waits for it to know
  return module;
}

/** Link a shared object as the dynamic linker would, but for good, and from compiled code. */
async function linked(module, path, library) {
  // Python looks for the file before it asks what is linked under its name.
  write(module.FS, "", [[path.slice(1), new Uint8Array()]]);
  const shared = module.newDSO(path, undefined, "loading");
  shared.refcount = Infinity;
  shared.global = false;
  const flags = {loadAsync: true, nodelete: true, allowUndefined: true};
  shared.exports = await module.loadWebAssemblyModule(library, flags, path, {});
}

/**
 * The files of a pack: gzip of a line of JSON, [[path, bytes, …], …], and their contents. Gives them as
 * [path, content, …].
 */
async function unpacked(path) {
  const {body} = await get(path);
  const content = new Response(body.pipeThrough(new DecompressionStream("gzip")));
  const bytes = new Uint8Array(await content.arrayBuffer());
  let end = bytes.indexOf(10);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end++)));
  return index.map(([path, length, ...more]) => [path, bytes.subarray(end, (end += length)), ...more]);
}

/** The modules in a folder of the site: as bytecode, or where that is of another source, the source. */
async function modules(folder) {
  const compiled = new Map((await unpacked(`bytecode/${folder}.pack`)).map((file) => [file[0], file]));
  const files = self.inventory.engine.filter(([path]) => path.startsWith(`${folder}/`) && path.endsWith(".py"));
  return Promise.all(files.map(async ([path, , sha256]) => {
    const [name, content, of] = compiled.get(`${path}c`) ?? [];
    if (of === sha256) return [name, content];
    return [path, new Uint8Array(await (await get(path)).arrayBuffer())];
  }));
}

function write(files, folder, contents) {
  for (const [path, content] of contents) {
    const place = `${folder}/${path}`;
    files.mkdirTree(place.slice(0, place.lastIndexOf("/")));
    files.writeFile(place, content, {canOwn: true});
  }
}
