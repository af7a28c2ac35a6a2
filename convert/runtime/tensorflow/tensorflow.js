// TensorFlow.js as the page uses it: run one converted graph on the wasm
// backend. The bundle is an ES module with named exports; the wasm binaries
// lie beside it.
import './kernels.js';
import {env} from '@tensorflow/tfjs-core';
import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm/dist/base';

// The binaries are found beside this module, wherever the site is mounted.
// PyScript starts its worker from a blob, where relative addresses lead nowhere.
setWasmPaths(new URL('.', import.meta.url).href);

// The threaded binary is not shipped: nets of this size gain nothing from
// threads, and its glue code would be a tenth of the bundle. Without this line
// a host that sends COOP and COEP headers would make the backend ask for it.
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);

export {env, getBackend, io, memory, ready, setBackend, tensor, tidy} from '@tensorflow/tfjs-core';
export {loadGraphModel} from '@tensorflow/tfjs-converter';
export {setWasmPaths};
