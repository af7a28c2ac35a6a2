// The Python package that PyScript carries in its JavaScript, as {path: source}: it writes those files into
// Python's file system at each start, and has no other copy of them.

/** Read it out of the text of PyScript's core; throws where that is built in another way. */
export function packageOf(core) {
  const begin = core.indexOf('{pyscript:{"__init__.py"');
  if (begin < 0) throw new Error("PyScript's core does not hold its Python package where it did.");
  return flat(Function(`return ${literal(core.slice(begin))}`)());
}

/** The object literal that a text begins with: up to its closing brace, strings left alone. */
function literal(text) {
  let depth = 0;
  for (const {0: part, index} of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/gs)) {
    if (part === '{') depth += 1;
    if (part === '}') depth -= 1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  throw new Error("PyScript's core ends within its Python package.");
}

function flat(folder, prefix = '') {
  return Object.fromEntries(Object.entries(folder).flatMap(([name, content]) =>
    typeof content === 'string' ? [[prefix + name, content]] : Object.entries(flat(content, `${prefix}${name}/`))));
}
