"""Synthetic photographs of handwritten digits, each with its truth, to train the finder on."""
