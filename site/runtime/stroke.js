// A stroke of a pen: the places where the pen was, each with the line's width there, and the smooth line
// through them. It is JavaScript because a pen gives up to 240 places a second, and each is drawn at once.
//
//   new Stroke(pen, pressed)            of a pen so many pixels wide, which tells how hard it is `pressed` or not
//   stroke.add(x, y, time, pressure)    goes on to a place; times are in milliseconds, a pressure in 0..1
//   stroke.points                       [x, y, width] each, in pixels of the paper
//   draw(context, points, from, ended)  draws the line from point number `from` on; while it has not `ended`,
//                                       as far as the middle before the last point: there the next curve begins

// Pixels that a hand trembles by: what is nearer to the last place says nothing.
const NEAR = 0.75;
// Width as a part of the pen's: of pressure 0 and 1, a half being about the pen as it is; at rest and at SPEED.
const [LIGHT, HARD] = [0.4, 1.6];
const [SLOW, FAST] = [1.1, 0.75];
const SPEED = 2; // pixels a millisecond: a quick hand
// A width follows so much of the way at each place, so that it changes as ink does, without steps.
const EASE = 0.35;
// Pixels by which a width changes unseen: a curve is drawn in pieces of one width each.
const UNSEEN = 0.3;

export class Stroke {
  points = [];
  #pen;
  #pressed;
  #time;

  constructor(pen, pressed) {
    this.#pen = pen;
    this.#pressed = pressed;
  }

  add(x, y, time, pressure) {
    const last = this.points.at(-1);
    const away = last ? distance(last, [x, y]) : Infinity;
    if (away < NEAR) return;
    // A mouse and most fingers tell no pressure, but ink is thinner where a pen is quick.
    const speed = last ? away / Math.max(1, time - this.#time) : 0;
    const wanted = this.#pen * (this.#pressed ? between(LIGHT, HARD, pressure) : bySpeed(speed));
    this.points.push([x, y, last ? between(last[2], wanted, EASE) : wanted]);
    this.#time = time;
  }
}

export function draw(context, points, from, ended) {
  context.lineCap = "round";
  // From middle to middle, each point pulling the line: so it has no corners (a quadratic B-spline).
  const start = (index) => index === 1 ? points[0] : middle(points[index - 2], points[index - 1]);
  for (let index = Math.max(1, from); index < points.length; index += 1) {
    curve(context, start(index), points[index - 1], middle(points[index - 1], points[index]));
  }
  const last = points.at(-1);
  if (ended) curve(context, start(points.length), last, last); // of one point that is a dot
}

function curve(context, start, control, end) {
  const pieces = Math.max(1, Math.ceil(Math.abs(end[2] - start[2]) / UNSEEN));
  for (let piece = 0; piece < pieces; piece += 1) {
    const [t, u] = [piece / pieces, (piece + 1) / pieces];
    // The part of a Bézier curve from t to u (de Casteljau).
    const [a, b] = [mixed(start, control, t), mixed(control, end, t)];
    const [c, d] = [mixed(start, control, u), mixed(control, end, u)];
    context.lineWidth = between(start[2], end[2], (t + u) / 2);
    context.beginPath();
    context.moveTo(...mixed(a, b, t));
    context.quadraticCurveTo(...mixed(a, b, u), ...mixed(c, d, u));
    context.stroke();
  }
}

const between = (from, to, part) => from + (to - from) * part;
const bySpeed = (speed) => between(SLOW, FAST, Math.min(1, speed / SPEED));
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const middle = (a, b) => a.map((each, index) => between(each, b[index], 0.5));
const mixed = (a, b, part) => [between(a[0], b[0], part), between(a[1], b[1], part)];
