// Compiles Python sources inside the Pyodide of the site: `node reader.mjs SITE PACK SOURCE…`, the sources
// as paths below the site. Each is listed with the SHA-256 of the source that it was made of.
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [site, pack, ...sources] = process.argv.slice(2);
const home = resolve(site, 'vendor', 'pyodide');
const {loadPyodide} = await import(pathToFileURL(join(home, 'pyodide.mjs')).href);
const python = await loadPyodide({
  indexURL: home,
  env: {PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1'},
  stdout: () => undefined,
});

const compile = python.runPython(`
import gzip, importlib.util, json, marshal

def bytecode(source, path):
    code = compile(source, path, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(source)
    return head + marshal.dumps(code)

def pack(files):
    made = [(path, sha256, bytecode(source.to_bytes(), path)) for path, sha256, source in files]
    index = json.dumps([[path + "c", len(code), sha256] for path, sha256, code in made]).encode()
    content = b"".join([index, b"\\n", *(code for _, _, code in made)])
    return gzip.compress(content, 9, mtime=0)

pack
`);
const files = sources.map((path) => {
  const source = readFileSync(join(site, path));
  return [path, createHash('sha256').update(source).digest('hex'), new Uint8Array(source)];
});
writeFileSync(pack, compile(files).toJs());
process.exit(0);
