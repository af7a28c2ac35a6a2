// Runs the converted model in the backend that the page uses, so that its outputs can be compared with
// Keras's. It must be JavaScript: the library under test is.
import * as tf from "/tensorflow/tf.js";

tf.setWasmPaths("/tensorflow/");
await tf.setBackend("wasm");
await tf.ready();

// `pixels`: bytes in base64 for an input of this shape, uint8 as in the page; `names`: the graph's tensors
// to give back, each as {shape, values}, float32 in base64.
window.predict = async (pixels, shape, names) => {
  const model = await tf.loadGraphModel("/model/model.json");
  const input = tf.tensor(decoded(pixels), shape, "float32");
  const outputs = names.map((name) => model.execute(input, name));
  const answers = outputs.map((output) => ({shape: output.shape, values: encoded(output.dataSync())}));
  for (const tensor of [input, ...outputs]) tensor.dispose();
  model.dispose();
  return {backend: tf.getBackend(), answers};
};

// The median time of one input, in milliseconds, over `rounds` after as many to warm up.
window.time = async (pixels, shape, names, rounds) => {
  const model = await tf.loadGraphModel("/model/model.json");
  const content = decoded(pixels);
  const durations = [];
  for (let round = 0; round < 2 * rounds; round += 1) {
    const start = performance.now();
    const input = tf.tensor(content, shape, "float32");
    const outputs = model.execute(input, names);
    for (const output of outputs) output.dataSync();
    for (const tensor of [input, ...outputs]) tensor.dispose();
    if (round >= rounds) durations.push(performance.now() - start);
  }
  model.dispose();
  return durations.sort((a, b) => a - b)[rounds >> 1];
};

const decoded = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function encoded(values) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
