// Runs the converted model in the backend that the page uses, so that its logits can be compared with
// Keras's. It must be JavaScript: the library under test is.
import * as tf from "/tensorflow/tf.mjs";

tf.setWasmPaths("/tensorflow/");
await tf.setBackend("wasm");
await tf.ready();

// `pixels`: the numbers of `count` pictures of 28x28; `names`: the graph's tensors to give back, each
// as a flat list of numbers.
window.predict = async (pixels, count, names) => {
  const model = await tf.loadGraphModel("/model/model.json");
  const input = tf.tensor(Float32Array.from(pixels), [count, 28, 28, 1]);
  const outputs = names.map((name) => model.execute(input, name));
  const values = outputs.map((output) => Array.from(output.dataSync()));
  for (const tensor of [input, ...outputs]) tensor.dispose();
  model.dispose();
  return { backend: tf.getBackend(), values };
};

// The median time of one picture, in milliseconds, over `rounds` after as many to warm up.
window.time = async (pixels, names, rounds) => {
  const model = await tf.loadGraphModel("/model/model.json");
  const durations = [];
  for (let round = 0; round < 2 * rounds; round += 1) {
    const start = performance.now();
    const input = tf.tensor(Float32Array.from(pixels), [1, 28, 28, 1]);
    const outputs = model.execute(input, names);
    for (const output of outputs) output.dataSync();
    for (const tensor of [input, ...outputs]) tensor.dispose();
    if (round >= rounds) durations.push(performance.now() - start);
  }
  model.dispose();
  return durations.sort((a, b) => a - b)[rounds >> 1];
};
