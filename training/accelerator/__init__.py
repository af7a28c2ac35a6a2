"""Trains the classifier with JAX on an accelerator, far longer than a processor allows.

The pictures are packed where TensorFlow's environment is (`pool`), the runs come back as one
archive (`archive`), and `training.train` finishes them, as it does runs of its own.
"""
