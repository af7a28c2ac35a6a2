// Folders that are dropped or chosen, and what of their files is a picture. It is JavaScript because it has to
// work before any Python does, as arrivals.js, which asks it.
//
//   folders.walk(entries)   a promise of what lies in the folders of a drop, as below
//   folders.sort(files)     the same of the files that a folder's input gives
//
// Both give {pictures, others, lost}: the Files that are pictures in the natural order of their paths, 2 before 10,
// how many other files there were, and how many the device did not hand over. What is hidden in them is left out.
"use strict";

(() => {
  // By name, for not every system knows the types of all of them.
  const PICTURE = /\.(jpe?g|jpe|jfif|png|apng|webp|gif|bmp|dib|tiff?|hei[cf]|avif|jxl|svg|ico)$/i;
  const isPicture = ({name, type}) => type.startsWith("image/") || PICTURE.test(name);

  // Hidden on the systems that make them, and noise on all others.
  const SYSTEM = new Set(["thumbs.db", "desktop.ini", "__macosx"]);
  const isHidden = (name) => name.startsWith(".") || SYSTEM.has(name.toLowerCase());

  const {compare} = new Intl.Collator(undefined, {numeric: true});
  const byPath = ({path: one}, {path: other}) => {
    const at = one.findIndex((name, index) => name !== other[index]);
    return at < 0 ? 0 : compare(one[at], other[at] ?? "");
  };

  // A folder gives its entries by the hundred, until there are none left.
  const entriesOf = async (folder) => {
    const reader = folder.createReader();
    const all = [];
    for (;;) {
      const some = await new Promise((give, refuse) => reader.readEntries(give, refuse));
      if (!some.length) return all;
      all.push(...some);
    }
  };

  const walk = async (entries) => {
    const found = [];
    let lost = 0;
    const visit = async (entry, path) => {
      const here = [...path, entry.name];
      try {
        if (entry.isDirectory) {
          for (const each of await entriesOf(entry)) if (!isHidden(each.name)) await visit(each, here);
        } else {
          found.push({path: here, file: await new Promise((give, refuse) => entry.file(give, refuse))});
        }
      } catch (error) {
        console.info(`${here.join("/")} could not be opened:`, error);
        lost += 1;
      }
    };
    for (const entry of entries) await visit(entry, []);
    return parted(found, lost);
  };

  const sort = (files) => {
    const found = Array.from(files, (file) => ({path: file.webkitRelativePath.split("/"), file}));
    return parted(found.filter(({path}) => !path.slice(1).some(isHidden)), 0);
  };

  const parted = (found, lost) => {
    const pictures = found.filter(({file}) => isPicture(file)).sort(byPath).map(({file}) => file);
    return {pictures, others: found.length - pictures.length, lost};
  };

  self.folders = Object.freeze({walk, sort});
})();
