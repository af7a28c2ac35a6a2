// The pictures on the cards. A card holds a copy that is as large as a screen shows it, and not what a camera
// takes: a hundred photographs would fill the memory. It is made before any Python is there, unless the browser
// cannot decode the file, as most cannot a TIFF.
//
//   thumbnails.show(card, file)  a promise, fulfilled when the card shows it, or shows that it cannot
//   thumbnails.drop(card)        lets go of the picture on a card that is not shown any more
//   thumbnails.draw(canvas, file)  draws it small, for a list; a promise of whether the browser can. Of a canvas
//                                that is given another file, or null, meanwhile, nothing is drawn any more
//   thumbnails.take(file, preview)  is told a blob: address of what the engine has decoded of a file that the browser
//                                cannot show; what was to show that file does then. The address is let go
//   thumbnails.give(file, preview)  the same of a Blob that was kept
//   thumbnails.preview(file)     the Blob that was taken or given for a file, or null
//   thumbnails.source(file)      what the browser can show of a file: what was taken for it, or the file itself
"use strict";

(() => {
  const MOST = 1600; // pixels along the longer side: a card's width on a dense screen
  const QUALITY = 0.9; // as a camera's own, so that thin strokes stay what they are
  const SMALL = 192; // pixels along the longer side in a list: three to each of the page's

  const previews = new WeakMap(); // from a file to a Blob, which lies with the browser
  const missing = new WeakMap(); // from a file that could not be shown to the cards and canvases that were to
  const preview = (file) => previews.get(file) ?? null;
  const source = (file) => preview(file) ?? file;
  const miss = (file, element) => {
    if (!missing.has(file)) missing.set(file, new Set());
    missing.get(file).add(element);
  };

  // An image that is loaded and not decoded yet: it knows its size, upright. Null where the browser cannot show
  // it: the tile with its kind stays, and the engine says what it is.
  const load = (image, address) => new Promise((resolve) => {
    image.addEventListener("load", () => resolve(image), {once: true});
    image.addEventListener("error", () => resolve(null), {once: true});
    image.src = address;
  });

  // A bitmap's memory goes when it is told to. An image keeps its whole file for as long as the page is open,
  // so it is loaded only where there is no bitmap: of a drawing, which has no pixels, or of what is no picture.
  const decoded = async (file) => {
    try {
      return await createImageBitmap(file); // not made smaller here: Chromium does that before it turns it
    } catch (error) {
      console.info("Inkling shows a picture as large as it came, if at all:", error);
      return null;
    }
  };

  const paint = (canvas, picture, most) => {
    const [width, height] = sides(picture);
    const part = Math.min(1, most / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * part));
    canvas.height = Math.max(1, Math.round(height * part));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  };

  const sides = (picture) => [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];

  // JPEG has no clear ground and is written in a moment; WebP is small and keeps it.
  const shrunk = async (file, bitmap) => {
    const canvas = document.createElement("canvas");
    paint(canvas, bitmap, MOST);
    const kind = file.type === "image/jpeg" ? file.type : "image/webp";
    const small = await new Promise((resolve) => canvas.toBlob(resolve, kind, QUALITY));
    canvas.width = canvas.height = 0; // lets go of the pixels now
    return small;
  };

  // From a File that a card has shown to its copy and its size, so that another card of it is there at once. A
  // Blob's bytes lie with the browser.
  const copies = new WeakMap();

  const again = (card, {small, width, height}) => {
    const figure = card.querySelector(".picture");
    const photo = figure.querySelector(".photo");
    photo.alt = `Your picture ${card.dataset.name}`;
    sight.keep(photo, small);
    ready(figure, width, height);
  };

  // Set only when a picture is there: until then, and for one that never comes, the tile is seen.
  const ready = (figure, width, height) => {
    if (!figure.style.getPropertyValue("--ratio")) {
      figure.style.setProperty("--ratio", `${width || 1} / ${height || 1}`);
    }
    figure.classList.add("shown");
  };

  const draw = async (card, file) => {
    if (gone.has(card)) return undefined;
    if (copies.has(file)) return again(card, copies.get(file));
    const given = source(file);
    const bitmap = await decoded(given);
    const address = URL.createObjectURL(given);
    const image = bitmap ?? await load(new Image(), address);
    if (!image) {
      URL.revokeObjectURL(address);
      return source(file) === given ? miss(file, card) : draw(card, file); // a preview has come meanwhile
    }
    const [width, height] = sides(image);
    const large = bitmap && Math.max(width, height) > MOST;
    const small = large ? await shrunk(file, bitmap) : previews.get(file);
    bitmap?.close();
    if (small) copies.set(file, {small, width, height});
    if (gone.has(card)) return URL.revokeObjectURL(address);
    const figure = card.querySelector(".picture");
    const photo = figure.querySelector(".photo");
    photo.alt = `Your picture ${card.dataset.name}`;
    if (small) sight.keep(photo, small);
    const there = small ?? await load(photo, address);
    URL.revokeObjectURL(address); // else the page would keep the file as long as it is open
    if (!there) return undefined;
    return ready(figure, width, height);
  };

  // One after the other: a decoded photograph takes 50 MB.
  let last = Promise.resolve();
  const queue = (task) => {
    const done = last.then(task);
    last = done.catch(() => undefined); // whoever asked is told; the next picture is shown all the same
    return done;
  };

  const shown = new WeakMap(); // from a card to the promise: whoever comes second need not know of the first
  const show = (card, file) => {
    if (!shown.has(card)) shown.set(card, queue(() => draw(card, file)));
    return shown.get(card);
  };

  const gone = new WeakSet(); // cards that are not shown any more
  const drop = (card) => {
    gone.add(card);
    sight.drop(card);
  };

  const wanted = new WeakMap(); // from a canvas of a list to the file that it is to show
  const tiny = new WeakMap(); // from a file to a Blob, some kilobytes

  const drawSmall = async (canvas, file) => {
    if (wanted.get(canvas) !== file) return true; // it was scrolled past
    const given = source(file);
    const bitmap = await decoded(tiny.get(file) ?? given);
    const address = bitmap ? null : URL.createObjectURL(given);
    const picture = bitmap ?? await load(new Image(), address);
    if (!picture && source(file) === given) miss(file, canvas);
    else if (!picture) queue(() => drawSmall(canvas, file)); // a preview has come meanwhile
    else {
      const board = wanted.get(canvas) === file ? canvas : document.createElement("canvas");
      paint(board, picture, SMALL);
      if (!tiny.has(file)) {
        tiny.set(file, await new Promise((resolve) => board.toBlob(resolve, "image/webp", QUALITY)));
      }
    }
    bitmap?.close();
    URL.revokeObjectURL(address);
    return Boolean(picture);
  };

  const small = (canvas, file) => {
    canvas.width = canvas.height = 0; // lets go of the pixels now
    if (file) wanted.set(canvas, file);
    else wanted.delete(canvas);
    return file ? queue(() => drawSmall(canvas, file)) : null;
  };

  const take = async (file, address) => {
    const preview = await (await fetch(address)).blob();
    URL.revokeObjectURL(address);
    give(file, preview);
  };

  const give = (file, preview) => {
    previews.set(file, preview);
    const elements = missing.get(file) ?? [];
    missing.delete(file);
    for (const each of elements) queue(() => (each.localName === "canvas" ? drawSmall : draw)(each, file));
  };

  self.thumbnails = Object.freeze({show, drop, draw: small, take, give, preview, source});
})();
