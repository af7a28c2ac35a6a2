"""The ink of one digit in, probabilities out: MNIST's geometry, the classifier, its answer."""
