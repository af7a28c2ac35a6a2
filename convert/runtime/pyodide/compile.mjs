// Runs compile.py inside Pyodide: `node compile.mjs FOLDER`. The folder holds Pyodide as npm has it and
// the wheels, and receives what is made of them.
import {readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const folder = resolve(process.argv[2]);
const here = dirname(fileURLToPath(import.meta.url));
const {loadPyodide} = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);

// The same hashes at every run give the same sets, and so the same bytecode. Lines are enough for a
// traceback: without columns the bytecode is a fifth smaller.
const python = await loadPyodide({
  indexURL: folder,
  packages: ['numpy', 'pillow'],
  env: {PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1'},
  stdout: () => undefined,
});
python.FS.mkdirTree('/folder');
python.FS.mount(python.FS.filesystems.NODEFS, {root: folder}, '/folder');
try {
  python.runPython(readFileSync(join(here, 'compile.py'), 'utf8'));
} catch (error) {
  console.error(error.message); // the error itself would show a megabyte of Pyodide's source
  process.exit(1);
}
process.exit(0);
