// A worker for one task, after which it ends: it starts Python, imports what a reading needs, and keeps a
// snapshot of its memory for the next visit. An interpreter that was made to be a snapshot fails later,
// when Python awaits the browser; so it is never used for anything else.

import {startPython} from "./python.js";
import {keep} from "./snapshot.js";

// What PyScript's package, the engine and the reader import. No module of theirs that touches
// JavaScript: a snapshot cannot hold what belongs to the browser.
const IMPORTS = `
import asyncio, base64, dataclasses, gc, hashlib, html, inspect, io, json, mimetypes, pkgutil, sys
import traceback
import numpy, numpy.ma
from PIL import Image, ImageDraw
import reader

Image.init()
for module in pkgutil.walk_packages(reader.__path__, "reader."):
    __import__(module.name)
del module
gc.collect()
`;

async function freeze() {
  const python = await startPython({freezing: true});
  python.runPython(IMPORTS);
  const bytes = python.makeMemorySnapshot();
  await keep(bytes);
  return bytes.byteLength;
}

try {
  postMessage({kept: await freeze()});
} catch (error) {
  postMessage({kept: 0, why: String(error?.message ?? error)});
} finally {
  close();
}
