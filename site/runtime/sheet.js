// The sheet of the pad: pen, finger or mouse write on it, and it knows what stood there before. It is
// JavaScript because it draws as often as a screen shows.
//
//   new Sheet(canvas)             a canvas on which nothing else draws, as large as its style says
//   sheet.pen                     the pen's width in pixels, for the next stroke
//   sheet.undo() .redo() .clear() go from one drawing to another; clearing can be undone
//   sheet.blank .first .last      whether nothing is written, there is nothing to undo, nothing to redo
//   sheet.writing                 whether a stroke has begun and not ended
//   sheet.picture(name)           a promise of {file, left, top, scale}: the ink on white as a PNG of this name,
//                                 where that lies on the paper, and its pixels for one of the paper
//   sheet.view(picture)           the whole sheet in pixels of such a picture, as the viewBox of an svg
//
// It tells "begin" when a stroke begins, "change" when the drawing may be another one, and "view" when it is
// shown in another size. A drawing is a list of strokes; they keep points and no pixels, so no size loses any.

import {Stroke, draw} from "./stroke.js";

const INK = "#1c2338"; // the page's --text on paper: what is read is dark on white, whatever the scheme

// Milliseconds after a pen was last there in which what else touches is the palm below it.
const PALM = 3000;

// A picture's white around the ink: a part of its longer side, and of pixels of the paper at least, so that a dot
// stays small, and at most.
const MARGIN = 0.3;
const [LEAST, MOST] = [48, 96];
// Its pixels for one of the paper, so that it is sharp on a card; and along its longer side at most: more would
// take longer to read than a pen rests, and read no better.
const DENSE = 2;
const LONGEST = 800;

// The part of a smaller sheet that what was written on a larger one fills, so that its boxes are there, too.
const EDGE = 0.96;

export class Sheet extends EventTarget {
  pen = 10;
  #canvas;
  #context;
  #drawings = [[]];
  #at = 0;
  #stroke = null;
  #writer = null; // the pointer that writes: {id, kind}, and the sheet's place {left, top} meanwhile
  #paper = [0, 0]; // the largest width and height that were written on
  #scale = 1; // pixels on the screen for one of the paper
  #seen = -PALM; // when a pen was there

  constructor(canvas) {
    super();
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    // iPadOS holds a pen's first places back, to see whether it taps twice, unless touches are taken.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), {passive: false});
    // A stroke goes on beyond the edge, where another element is told of it.
    addEventListener("pointermove", (event) => this.#go(event));
    addEventListener("pointerup", (event) => this.#end(event));
    addEventListener("pointercancel", (event) => this.#lose(event));
    new ResizeObserver(() => this.#fit()).observe(canvas);
    addEventListener("resize", () => this.#fit()); // to a screen with other pixels
  }

  get blank() { return !this.#drawing.length }
  get first() { return this.#at === 0 }
  get last() { return this.#at === this.#drawings.length - 1 }
  get writing() { return this.#stroke !== null }

  undo() { this.#turn(this.#at - 1) }
  redo() { this.#turn(this.#at + 1) }

  clear() {
    if (this.blank || this.writing) return;
    this.#append([]);
    this.#turn(this.#at + 1);
  }

  async picture(name) {
    const [left, top, right, bottom] = around(this.#drawing);
    const wanted = MARGIN * Math.max(right - left, bottom - top);
    const margin = Math.min(MOST, Math.max(LEAST, wanted));
    const [width, height] = [right - left + 2 * margin, bottom - top + 2 * margin];
    const scale = Math.min(DENSE, LONGEST / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, (margin - left) * scale, (margin - top) * scale);
    paint(context, this.#drawing);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const file = new File([blob], name, {type: "image/png"});
    return {file, left: left - margin, top: top - margin, scale};
  }

  view({left, top, scale}) {
    const part = scale / this.#scale; // pixels of the picture for one on the screen
    const {clientWidth, clientHeight} = this.#canvas;
    return [-left * scale, -top * scale, clientWidth * part, clientHeight * part].join(" ");
  }

  get #drawing() { return this.#drawings[this.#at] }

  #begin(event) {
    const {button, pointerId: id, pointerType: kind, pressure, timeStamp} = event;
    if (button !== 0) return;
    if (kind === "pen") this.#seen = timeStamp;
    else if (kind === "touch" && timeStamp - this.#seen < PALM) return;
    if (this.writing) {
      if (kind !== "pen" || this.#writer.kind === "pen") return; // a second finger
      this.#stroke = null; // the palm's, which is there before its pen
      this.#paint();
    }
    const {left, top} = this.#canvas.getBoundingClientRect();
    const {clientWidth, clientHeight} = this.#canvas;
    const sides = [clientWidth / this.#scale, clientHeight / this.#scale];
    this.#paper = this.#paper.map((side, index) => Math.max(side, sides[index]));
    this.#writer = {id, kind, left, top};
    this.#stroke = new Stroke(this.pen, kind === "pen" && pressure > 0);
    this.#follow(event);
    this.#tell("begin");
  }

  #go(event) {
    if (event.pointerType === "pen") this.#seen = event.timeStamp; // also above the sheet
    if (event.pointerId !== this.#writer?.id) return;
    const {points} = this.#stroke;
    const from = points.length;
    // All places since the last frame; an event that a program has made has none.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const each of places.length ? places : [event]) this.#follow(each);
    draw(this.#context, points, from, false);
  }

  #end(event) {
    if (event.pointerId !== this.#writer?.id) return;
    const {points} = this.#stroke;
    draw(this.#context, points, points.length, true);
    this.#stroke = this.#writer = null;
    this.#append([...this.#drawing, points]);
    this.#at += 1;
    this.#tell("change");
  }

  // What the system takes for a palm, or for a gesture of its own, was not written.
  #lose({pointerId}) {
    if (pointerId !== this.#writer?.id) return;
    this.#stroke = this.#writer = null;
    this.#paint();
    this.#tell("change");
  }

  #follow({clientX, clientY, timeStamp, pressure}) {
    const {left, top} = this.#writer;
    this.#stroke.add((clientX - left) / this.#scale, (clientY - top) / this.#scale, timeStamp, pressure);
  }

  #append(drawing) {
    this.#drawings.splice(this.#at + 1, Infinity, drawing);
  }

  #turn(at) {
    if (this.writing || !this.#drawings[at]) return;
    this.#at = at;
    this.#paint();
    this.#tell("change");
  }

  #fit() {
    const {width, height} = this.#canvas.getBoundingClientRect();
    if (!width || !height) return; // the pad is closed
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(height * devicePixelRatio);
    this.#paint();
    this.#tell("view");
  }

  // What was written on a larger sheet, as before a telephone was turned, is shown so much smaller that all of
  // it is there: all but what went over the edge then, too.
  #paint() {
    const {width, height, clientWidth, clientHeight} = this.#canvas;
    const [, , right, bottom] = around(this.#drawing);
    const [across, down] = [Math.min(right, this.#paper[0]), Math.min(bottom, this.#paper[1])];
    const part = Math.min(clientWidth / Math.max(across, 1), clientHeight / Math.max(down, 1));
    this.#scale = part < 1 ? EDGE * part : 1;
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#context.scale(this.#scale * width / clientWidth, this.#scale * height / clientHeight);
    paint(this.#context, this.#drawing);
    if (this.writing) draw(this.#context, this.#stroke.points, 1, false);
  }

  #tell(what) { this.dispatchEvent(new Event(what)) }
}

function paint(context, drawing) {
  context.strokeStyle = INK;
  for (const points of drawing) draw(context, points, 1, true);
}

// Left, top, right and bottom of the ink.
function around(drawing) {
  const points = drawing.flat();
  if (!points.length) return [0, 0, 0, 0];
  const edge = (index, side) =>
    side * points.reduce((most, each) => Math.max(most, side * each[index] + each[2] / 2), -Infinity);
  return [edge(0, -1), edge(1, -1), edge(0, 1), edge(1, 1)];
}
