// A worker for one task, after which it ends: when it is told to, it starts Python, imports what a reading
// needs, and keeps a snapshot of its memory for the next visit. An interpreter that was made to be a
// snapshot fails later, when Python awaits the browser; so it is never used for anything else.

// What PyScript's package, the engine and the reader import. No module of theirs that touches
// JavaScript: a snapshot cannot hold what belongs to the browser.
const IMPORTS = `
import asyncio, base64, dataclasses, gc, hashlib, html, inspect, io, json, mimetypes, pkgutil, sys
import traceback
import numpy, numpy.ma
from PIL import Image, ImageDraw
import reader

Image.init()
for module in pkgutil.iter_modules(reader.__path__):
    __import__(f"reader.{module.name}")
del module
gc.collect()
`;

async function freeze() {
  // Only now, for these begin to fetch; the page counts what it loads after a picture was opened.
  const {startPython} = await import("./python.mjs");
  const {keep} = await import("./snapshot.mjs");
  const python = await startPython({freezing: true});
  python.runPython(IMPORTS);
  const bytes = python.makeMemorySnapshot();
  await keep(bytes);
  return bytes.byteLength;
}

addEventListener("message", async () => {
  try {
    postMessage({kept: await freeze()});
  } catch (error) {
    postMessage({kept: 0, why: String(error?.message ?? error)});
  }
  close();
}, {once: true});
