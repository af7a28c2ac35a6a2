// The frames of a camera, as they are read and as they are kept. It is JavaScript because it looks at pixels as
// often as frames are read.
//
//   new Frames(video)     of a <video> that shows a camera
//   frames.next(longest)  a promise of a frame that is newer than the last one, at most `longest` pixels a side:
//                         {file, light, moved}, see below; null where none came
//   frames.whole(name)    a promise of what is shown now as a File of this name, JPEG with every pixel
//
// `light` is how bright the frame is, 0 to 255; `moved` a promise of how far the brightness of its places has
// changed a moment later, on average and in the same unit.

// Milliseconds after which no frame is to be expected: a camera gives 15 a second even in bad light.
const PATIENCE = 1000;
// Milliseconds to the second look: a hand that shakes moves by several pixels, one that rests by less than one.
const LATER = 80;
// Pixels across in which frames are compared: what a camera adds by itself, grain, is averaged away.
const COARSE = 64;

// As JPEG: a frame has grain, of which a PNG would take longer to write than the frame takes to be read.
const READ = 0.9;
const KEPT = 0.95;

export class Frames {
  #video;
  #canvas = document.createElement("canvas");
  #small = document.createElement("canvas");
  #newer = Promise.resolve(); // there is a frame that has not been taken

  constructor(video) { this.#video = video }

  async next(longest) {
    const here = await Promise.race([this.#newer.then(() => true), wait(PATIENCE)]);
    const {videoWidth, videoHeight} = this.#video;
    if (here && !videoWidth) await wait(LATER); // it begins
    if (!here || !videoWidth) return null;
    this.#newer = this.#another();
    const part = Math.min(1, longest / Math.max(videoWidth, videoHeight));
    draw(this.#canvas, this.#video, Math.round(videoWidth * part), Math.round(videoHeight * part));
    const before = this.#look(this.#canvas);
    const begun = performance.now();
    // A busy page looks later, when a hand has gone further.
    const pace = () => LATER / Math.max(LATER, performance.now() - begun);
    const moved = wait(LATER).then(() => pace() * differ(before, this.#look(this.#video)));
    const file = await encode(this.#canvas, "frame.jpg", READ);
    return {file, light: mean(before), moved};
  }

  async whole(name) {
    const {videoWidth, videoHeight} = this.#video;
    const canvas = document.createElement("canvas");
    draw(canvas, this.#video, videoWidth, videoHeight);
    const file = await encode(canvas, name, KEPT);
    canvas.width = canvas.height = 0; // lets go of the pixels now
    return file;
  }

  // Where a browser does not tell, the next look is at whatever is shown then.
  async #another() {
    const video = this.#video;
    if (video.requestVideoFrameCallback) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  }

  // The brightness of coarse places.
  #look(picture) {
    const [width, height] = [this.#canvas.width, this.#canvas.height];
    draw(this.#small, picture, COARSE, Math.max(1, Math.round(COARSE * height / width)));
    const {data} = this.#small.getContext("2d").getImageData(0, 0, this.#small.width, this.#small.height);
    const levels = new Float32Array(data.length / 4);
    for (let at = 0; at < levels.length; at += 1) {
      levels[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
    }
    return levels;
  }
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function draw(canvas, picture, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d", {willReadFrequently: true});
  context.imageSmoothingQuality = "medium";
  context.drawImage(picture, 0, 0, width, height);
}

async function encode(canvas, name, quality) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (!blob) throw new Error(`${canvas.width} × ${canvas.height} pixels are more than this browser encodes.`);
  return new File([blob], name, {type: "image/jpeg"});
}

const mean = (levels) => levels.reduce((sum, each) => sum + each, 0) / levels.length;

// A camera that sets itself to the light changes all places alike: that is no movement.
function differ(before, after) {
  const brighter = mean(after) - mean(before);
  return before.reduce((sum, each, at) => sum + Math.abs(after[at] - each - brighter), 0) / before.length;
}
