"""Trains the classifier with JAX on an accelerator, far longer than a processor allows.

The pictures are packed where TensorFlow is (`pack`), the runs come back as one archive (`archive`),
and `training.train` finishes them, as it does runs of its own. JAX is in none of the environments
that `make` sets up: it is where the accelerator is, beside the Keras of requirements/.
"""
