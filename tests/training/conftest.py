"""What the tests of training and conversion share; they run in the training environment."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its build
# One thread: the networks of the tests are small, and the other suites run on the other processor.
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

from training.pages.sources import Sources
from training.pages.trajectories import Part

# Warnings that Keras, TensorFlow and its converter raise about their own code: message and module.
FOREIGN_WARNINGS: Final = (
    # TensorFlow 2.19's variables know only the __array__ of NumPy 1.
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning:keras",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let these warnings pass; all others are errors."""
    for warning in FOREIGN_WARNINGS:
        config.addinivalue_line("filterwarnings", warning)


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> Iterator[None]:
    """Keep the sources of each part, which nothing changes: to load them takes ten seconds."""
    load = Sources.load
    kept: dict[tuple[Path, Part], Sources] = {}

    def once(data: Path, part: Part, held: NDArray[np.integer] | None = None) -> Sources:
        if held is not None:
            return load(data, part, held)
        key = Path(data).resolve(), part
        if key not in kept:
            kept[key] = load(data, part)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sources, "load", once)
        yield
