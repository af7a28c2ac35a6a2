// What inkling.read takes besides a file, made into one, from any frame: an object of another frame is not
// `instanceof` anything here, so what a thing is, is asked of the thing. It is JavaScript because embed.js uses
// it in pages without Python.
//
//   toBlob(given)         a promise of a Blob or File. Pixels and bytes are taken before it returns, so the
//                         caller may draw on at once; rejects with an Error that has a code
//   coded(code, message)  such an Error

export const coded = (code, message) => Object.assign(new Error(message), {code});

const ACCEPTED =
  "a File or Blob, an ArrayBuffer, a typed array or DataView, ImageData, an ImageBitmap, a canvas, an " +
  "OffscreenCanvas, an image element, or an address that is of this origin, data: or blob:";
const DRAWN = ["ImageData", "ImageBitmap", "HTMLCanvasElement", "OffscreenCanvas", "HTMLImageElement"];

export async function toBlob(given) {
  try {
    return await take(given);
  } catch (error) {
    if (typeof error?.code === "string") throw error; // a DOMException's is a number
    throw coded("not-an-image", `What inkling.read was given cannot be used (${error}): pass ${ACCEPTED}.`);
  }
}

function take(given) {
  // Only a real one lets itself be cut.
  if (allows(() => Blob.prototype.slice.call(given, 0, 0))) return given;
  if (ArrayBuffer.isView(given) || allows(() => ArrayBuffer.prototype.slice.call(given, 0, 0))) {
    return new Blob([given]);
  }
  const kind = Object.prototype.toString.call(given).slice("[object ".length, -1);
  if (DRAWN.includes(kind)) return draw(kind, given);
  if (typeof given === "string" || kind === "URL") return load(String(given));
  throw coded("not-an-image", `inkling.read was given no picture (${kind}): pass ${ACCEPTED}.`);
}

function allows(look) {
  try {
    look();
    return true;
  } catch {
    return false; // it is something else: that is the answer
  }
}

// As PNG, because it keeps every pixel and what is transparent.
async function draw(kind, given) {
  if (kind === "HTMLImageElement" && !given.complete) await arrived(given);
  const [width, height] = [given.naturalWidth ?? given.width, given.naturalHeight ?? given.height];
  if (!width || !height) {
    const message = `The ${kind} has no pixels: draw on it or load its picture first, then pass it.`;
    throw coded("not-an-image", message);
  }
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = canvas.getContext("2d");
  if (kind === "ImageData") context.putImageData(given, 0, 0);
  else context.drawImage(given, 0, 0);
  const blob = await new Promise((done) => untainted(() => canvas.toBlob(done, "image/png")));
  if (blob) return blob;
  const message = `${width} × ${height} pixels are more than this browser draws: pass a smaller picture.`;
  throw coded("too-large", message);
}

function untainted(look) {
  try {
    look();
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
    const message =
      "The browser hands over no pixels of a picture from another origin: load it with crossorigin, where " +
      "its host allows that, or pass the file itself.";
    throw coded("unreadable-file", message);
  }
}

async function arrived(image) {
  try {
    await image.decode();
  } catch (error) {
    const message = `The picture of the image element did not load (${error.message}): pass one that shows.`;
    throw coded("unreadable-file", message);
  }
}

async function load(text) {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  if (!allows(() => new URL(text, document.baseURI))) {
    throw coded("not-an-image", `“${shown}” is no address and no picture: pass ${ACCEPTED}.`);
  }
  const url = new URL(text, document.baseURI);
  if (url.protocol === "data:") return decode(url.href);
  if (url.protocol !== "blob:" && url.origin !== location.origin) {
    const message = `“${shown}” is of another origin, and nothing is loaded from there: pass the file itself.`;
    throw coded("unreadable-file", message);
  }
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the answer was ${response.status}`);
    return await response.blob();
  } catch (error) {
    const message = `No file came from “${shown}” (${error.message}): check the address, or pass the file itself.`;
    throw coded("unreadable-file", message);
  }
}

// By hand, because the page's policy lets no data: address be fetched.
function decode(address) {
  const [, head, body] = address.match(/^data:([^,]*),([^#]*)/) ?? [];
  if (body === undefined) throw coded("not-an-image", "A data: address has a comma before its data.");
  const plain = body.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const type = head.replace(/;\s*base64\s*$/i, "");
  const bytes = type === head ? plain : atob(plain);
  return new Blob([Uint8Array.from(bytes, (each) => each.charCodeAt(0))], {type});
}
