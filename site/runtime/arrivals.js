// Pictures when they arrive: their bytes are read at once, for a file may be changed or removed, or its
// drive be gone, when its turn comes. It is JavaScript because it has to work before any Python does, and a
// classic script because it has to be there before anything of the page.
//
//   arrivals.hold(file)  a promise of a File or Blob with the same bytes, name and type that cannot be lost;
//                        rejects with the browser's own error where the file cannot be read
"use strict";

(() => {
  // Bytes; larger files are refused unread, by the LARGEST of ui/refusal.py.
  const LARGEST = 50_000_000;

  const held = new WeakSet();

  // A Blob's bytes lie with the browser, which moves them to the disk where they are many: the page has
  // those of one file at a time.
  const copy = async (file) => {
    if (held.has(file) || file.size > LARGEST) return file;
    const {name, type, lastModified} = file;
    const content = [await file.arrayBuffer()];
    const kept = name === undefined ? new Blob(content, {type}) : new File(content, name, {type, lastModified});
    held.add(kept);
    return kept;
  };

  let last = Promise.resolve();
  const hold = (file) => {
    const copied = last.then(() => copy(file));
    last = copied.catch(() => undefined); // whoever asked is told; the next file is read all the same
    return copied;
  };

  self.arrivals = Object.freeze({hold});
})();
