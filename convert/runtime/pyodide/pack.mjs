// Compiles Python inside the Pyodide of the site: `node pack.mjs SITE FOLDER CORE SOURCE…`, the sources as
// paths below the site and CORE as that of PyScript's core. FOLDER gets a pack for each folder of sources, in
// which each file is listed with the SHA-256 of its source, and pyscript.pack, where PyScript's own package
// lies as Python's cache of bytecode would have it.
import {createHash} from 'node:crypto';
import {copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {packageOf} from './pyscript.mjs';

const [site, folder, core, ...sources] = process.argv.slice(2);
// Under the names that it is published with: Node takes a module for one by its name.
const home = mkdtempSync(join(tmpdir(), 'inkling-pyodide-'));
process.on('exit', () => rmSync(home, {recursive: true}));
cpSync(resolve(site, 'vendor', 'pyodide'), home, {recursive: true});
for (const name of ['pyodide', 'pyodide.asm']) copyFileSync(join(home, `${name}.js`), join(home, `${name}.mjs`));
const {loadPyodide} = await import(pathToFileURL(join(home, 'pyodide.mjs')).href);
const python = await loadPyodide({
  indexURL: home,
  env: {PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1'},
  stdout: () => undefined,
});

const pack = python.runPython(`
import gzip, importlib.util, json, marshal

def bytecode(source, path):
    code = compile(source, path, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source)
    return head + marshal.dumps(code)

def pack(files):
    made = [(*facts, bytecode(source.to_bytes(), path)) for *facts, path, source in files]
    index = json.dumps([[path, len(code), sha256] for path, sha256, code in made]).encode()
    content = b"".join([index, b"\\n", *(code for _, _, code in made)])
    return gzip.compress(content, 9, mtime=0)

pack
`);
const write = (name, files) => writeFileSync(join(folder, name), pack(files).toJs());
const entry = (path, source, target) =>
  [target, createHash('sha256').update(source).digest('hex'), path, new Uint8Array(source)];

for (const part of new Set(sources.map((path) => path.split('/')[0]))) {
  const paths = sources.filter((path) => path.startsWith(`${part}/`));
  write(`${part}.pack`, paths.map((path) => entry(path, readFileSync(join(site, path)), `${path}c`)));
}
write('pyscript.pack', Object.entries(packageOf(readFileSync(join(site, core), 'utf8'))).map(([path, source]) =>
  entry(path, Buffer.from(source), path.replace(/([^/]+)\.py$/, '__pycache__/$1.cpython-314.pyc'))));
process.exit(0);
