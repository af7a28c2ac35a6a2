"""What a browser itself shows of a picture file, asked in its own language."""

from typing import Final

# A function of a file as base64: its size and the box around its ink on white, in pixels of the
# file; null where the browser shows nothing.
SHOWN: Final = """
async (content) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes]));
  try {
    await image.decode();
  } catch {
    return null;
  }
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, width, height);
  const dark = [];
  for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark.push(at / 4);
  const columns = dark.map((at) => at % width);
  return {
    size: [width, height],
    box: [
      Math.min(...columns), Math.floor(dark[0] / width),
      Math.max(...columns) + 1, Math.floor(dark.at(-1) / width) + 1,
    ],
  };
}
"""
