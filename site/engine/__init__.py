"""The worker's side of the browser: the only code that touches TensorFlow.js and the network.

It fetches the model, checks it against its card, and lends it to the reader as `classify`.
"""
