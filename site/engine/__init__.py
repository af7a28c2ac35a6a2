"""The worker's side of the browser: the only code that touches TensorFlow.js and the network.

It fetches both networks, checks them against their cards, and lends them to the reader.
"""
