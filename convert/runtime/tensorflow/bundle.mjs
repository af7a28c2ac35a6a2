// Bundles tensorflow.js: `node bundle.mjs NODE_MODULES OUT`.
// esbuild is called by its API because two things need a plugin: modules that
// are replaced by a shorter one of ours, and modules that are left empty.
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const [modules, out] = process.argv.slice(2).map((path) => resolve(path));
const here = dirname(fileURLToPath(import.meta.url));
const {build} = createRequire(join(modules, 'index.js'))('esbuild');

const REPLACED = [
  [/^@tensorflow\/tfjs-core$/, 'core.js'],
  [/^@tensorflow\/tfjs-core\/dist\/ops\/ops_for_converter$/, 'ops.js'],
];

// Groups of graph operations that no convolutional net contains. A graph that
// has one fails when it runs, with an error that names the operation.
const GROUPS = ['dynamic', 'hash_table', 'ragged', 'sparse', 'spectral', 'string'];
const DROPPED_OPERATIONS = new RegExp(`op_list/(${GROUPS.join('|')})\\.js$`);
const DROPPED_EXECUTORS = new RegExp(`executors/(${GROUPS.join('|')})_executor\\.js$`);
const NO_EXECUTOR = `export function executeOp(node) {
  throw new TypeError('The operation ' + node.op + ' is not in this bundle of TensorFlow.js.');
}`;

// The glue of the threaded binary, which tensorflow.js switches off.
const THREADED = /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/;

const trim = {
  name: 'trim',
  setup(bundle) {
    for (const [filter, file] of REPLACED) {
      bundle.onResolve({filter}, () => ({path: join(here, file)}));
    }
    bundle.onResolve({filter: /^\.\/io\/io$/}, ({importer}) =>
      importer.includes('tfjs-core') ? {path: join(here, 'io.js')} : null);
    bundle.onLoad({filter: DROPPED_OPERATIONS}, () => ({contents: 'export const json = [];'}));
    bundle.onLoad({filter: DROPPED_EXECUTORS}, () => ({contents: NO_EXECUTOR}));
    bundle.onLoad({filter: THREADED}, () => ({
      contents: 'export default null; export const wasmWorkerContents = "";',
    }));
  },
};

await build({
  entryPoints: [join(here, 'tensorflow.js')],
  outfile: out,
  absWorkingDir: here,
  nodePaths: [modules],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  legalComments: 'none',
  banner: {js: '/* TensorFlow.js, Copyright Google LLC, Apache-2.0; see ../licenses/tensorflow.txt */'},
  plugins: [trim],
  logLevel: 'warning',
});
