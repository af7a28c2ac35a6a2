"""What the tests of training and conversion share; they run in the training environment."""

import os
from typing import Final

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its build

# Warnings that Keras, TensorFlow and its converter raise about their own code: message and module.
FOREIGN_WARNINGS: Final = (
    # TensorFlow 2.19's variables know only the __array__ of NumPy 1.
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning:keras",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let these warnings pass; all others are errors."""
    for warning in FOREIGN_WARNINGS:
        config.addinivalue_line("filterwarnings", warning)
