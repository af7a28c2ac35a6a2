// The pictures on the cards. A card holds a copy that is as large as a screen shows it, and not what a camera
// takes: a hundred photographs would fill the memory. It is made before any Python is there.
//
//   thumbnails.show(card, file)  a promise, fulfilled when the card shows it, or shows that it cannot
"use strict";

(() => {
  const MOST = 1600; // pixels along the longer side: a card's width on a dense screen
  const QUALITY = 0.9; // as a camera's own, so that thin strokes stay what they are

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

  // JPEG has no clear ground and is written in a moment; WebP is small and keeps it.
  const shrunk = async (file, bitmap) => {
    const part = MOST / Math.max(bitmap.width, bitmap.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * part));
    canvas.height = Math.max(1, Math.round(bitmap.height * part));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const kind = file.type === "image/jpeg" ? file.type : "image/webp";
    const small = await new Promise((resolve) => canvas.toBlob(resolve, kind, QUALITY));
    canvas.width = canvas.height = 0; // lets go of the pixels now
    return small;
  };

  const draw = async (card, file) => {
    const bitmap = await decoded(file);
    const address = URL.createObjectURL(file);
    const image = bitmap ?? await load(new Image(), address);
    if (!image) return URL.revokeObjectURL(address);
    const [width, height] = [image.naturalWidth ?? image.width, image.naturalHeight ?? image.height];
    const small = bitmap && Math.max(width, height) > MOST ? await shrunk(file, bitmap) : null;
    bitmap?.close();
    const figure = card.querySelector(".picture");
    const photo = figure.querySelector(".photo");
    photo.alt = `Your picture ${card.dataset.name}`;
    if (small) sight.keep(photo, small);
    const there = small ?? await load(photo, address);
    URL.revokeObjectURL(address); // else the page would keep the file as long as it is open
    if (!there) return undefined;
    // Set only now: until a picture is there, and for one that never comes, the tile is seen.
    if (!figure.style.getPropertyValue("--ratio")) {
      figure.style.setProperty("--ratio", `${width || 1} / ${height || 1}`);
    }
    figure.classList.add("shown");
    return undefined;
  };

  // One after the other: a decoded photograph takes 50 MB.
  let last = Promise.resolve();
  const show = (card, file) => {
    const drawn = last.then(() => draw(card, file));
    last = drawn.catch(() => undefined); // whoever asked is told; the next picture is shown all the same
    return drawn;
  };

  self.thumbnails = Object.freeze({show});
})();
