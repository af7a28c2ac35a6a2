"""Training on an accelerator, with JAX: more steps in minutes than two cores take in hours.

It needs no TensorFlow. A run's folder has the state that `training.finder.train` and
`training.train` take up, so that they finish it where TensorFlow is.
"""
