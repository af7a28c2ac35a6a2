// Large pictures on their cards, drawn while they are in sight: hundreds of them, scrolled past, would fill the
// memory. An <img> will not do: a browser keeps its file and its pixels long after its card is out of sight, and
// also when its address is taken away. A canvas lets go of its pixels when it is told to. The place of a picture
// has its size from the card's style, so nothing moves when one comes or goes.
//
//   sight.keep(image, blob)  puts a canvas in the <img>'s place, which shows the Blob while it is near the
//                            window; on paper the <img> itself is there, with every pixel
//   sight.drop(card)         lets go of the picture on a card that is not shown any more
"use strict";

(() => {
  const NEAR = "200%"; // of the window's height, above and below: what is scrolled to is there in time

  const pictures = new Map(); // from its canvas to the <img> and the Blob, whose bytes lie with the browser
  const near = new Set();

  // As many pixels as the screen shows: drawn larger, thin strokes would break when it is made smaller.
  const draw = async (canvas) => {
    if (!near.has(canvas)) return; // it was scrolled past
    const bitmap = await createImageBitmap(pictures.get(canvas).blob);
    if (near.has(canvas)) {
      const part = Math.min(1, canvas.clientWidth * devicePixelRatio / bitmap.width);
      canvas.width = Math.max(1, Math.round(bitmap.width * part));
      canvas.height = Math.max(1, Math.round(bitmap.height * part));
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    }
    bitmap.close();
  };

  // One after the other: each takes some megabytes while it is decoded.
  let last = Promise.resolve();
  const queue = (canvas) => {
    last = last.then(() => draw(canvas)).catch((error) => console.info("Inkling cannot draw a picture:", error));
  };

  const clear = (canvas) => {
    near.delete(canvas);
    canvas.width = canvas.height = 0; // lets go of the pixels now
  };

  // The root is this document's window, also where that is a frame of another page.
  const seen = new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      if (!isIntersecting) clear(target);
      else if (!near.has(target)) {
        near.add(target);
        queue(target);
      }
    }
  }, {root: document, rootMargin: `${NEAR} 0px`});

  // A window or a card that grows shows more pixels.
  const sized = new ResizeObserver((entries) => {
    for (const {target} of entries) if (near.has(target)) queue(target);
  });

  const keep = (image, blob) => {
    const canvas = document.createElement("canvas");
    canvas.className = image.className;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", image.alt);
    canvas.width = canvas.height = 0;
    pictures.set(canvas, {image, blob});
    image.replaceWith(canvas);
    seen.observe(canvas);
    sized.observe(canvas);
  };

  const drop = (card) => {
    for (const canvas of card.querySelectorAll("canvas.photo")) {
      seen.unobserve(canvas);
      sized.unobserve(canvas);
      pictures.delete(canvas);
      clear(canvas);
    }
  };

  addEventListener("beforeprint", () => {
    document.dispatchEvent(new Event("beforeprint")); // for Python, which cannot listen to the window
    for (const [canvas, {image, blob}] of pictures) {
      image.src = URL.createObjectURL(blob);
      canvas.replaceWith(image);
    }
  });

  addEventListener("afterprint", () => {
    document.dispatchEvent(new Event("afterprint"));
    for (const [canvas, {image}] of pictures) {
      URL.revokeObjectURL(image.src);
      image.removeAttribute("src");
      image.replaceWith(canvas);
    }
  });

  self.sight = Object.freeze({keep, drop});
})();
