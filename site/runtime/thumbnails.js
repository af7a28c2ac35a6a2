// The pictures on the cards. A card holds a copy that is as large as a screen shows it, and not what a camera
// takes: a hundred photographs would fill the memory. It is drawn by an image on a canvas, which only a
// page's own thread can do, and before any Python.
//
//   thumbnails.show(card, file)  a promise, fulfilled when the card shows it, or shows that it cannot
"use strict";

(() => {
  const MOST = 1600; // pixels along the longer side: a card's width on a dense screen
  const QUALITY = 0.9; // as a camera's own, so that thin strokes stay what they are

  const decoded = async (blob) => {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    return image;
  };

  // WebP, because it is small and keeps a clear ground; a browser that cannot write it gives PNG.
  const shrunk = (image) => {
    const part = MOST / Math.max(image.naturalWidth, image.naturalHeight);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * part));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * part));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", QUALITY));
  };

  const draw = async (card, file) => {
    let image;
    try {
      image = await decoded(file);
    } catch {
      return; // the browser cannot show it: the tile with its kind stays, and the engine says what it is
    }
    const {naturalWidth: width, naturalHeight: height} = image;
    const small = Math.max(width, height) > MOST ? await shrunk(image) : null;
    const figure = card.querySelector(".picture");
    const photo = figure.querySelector(".photo");
    photo.alt = `Your picture ${card.dataset.name}`;
    const shown = new Promise((resolve) => {
      for (const end of ["load", "error"]) photo.addEventListener(end, () => resolve(end === "load"), {once: true});
    });
    photo.src = small ? URL.createObjectURL(small) : image.src;
    const loaded = await shown;
    // Else the page would keep the file as long as it is open.
    for (const address of new Set([image.src, photo.src])) URL.revokeObjectURL(address);
    if (!loaded) return;
    // Set only now: until a picture is there, and for one that never comes, the tile is seen.
    if (!figure.style.getPropertyValue("--ratio")) {
      figure.style.setProperty("--ratio", `${width || 1} / ${height || 1}`);
    }
    figure.classList.add("shown");
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
