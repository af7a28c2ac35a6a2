"""A run's history as JSON and as a picture of its curves."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")  # no window: training also runs where there is no screen

from matplotlib.figure import Figure

from training.whole import whole


def write(path: Path, content: Any) -> None:
    """Write JSON; the file is replaced only when the new one is whole."""
    with whole(path) as partial:
        partial.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def plot(path: Path, history: Sequence[dict[str, float]]) -> None:
    """Draw loss and error over the epochs as a PNG."""
    epochs = [record["epoch"] for record in history]
    figure = Figure(figsize=(10, 4), layout="constrained")
    loss, error = figure.subplots(1, 2)
    loss.plot(epochs, [record["loss"] for record in history], label="training, augmented")
    loss.plot(epochs, [record["validation_loss"] for record in history], label="validation")
    loss.set(xlabel="epoch", ylabel="loss (nats)", yscale="log")
    for name, label in (
        ("validation_accuracy", "validation digits"),
        ("redrawn_accuracy", "the same, redrawn"),
        ("nondigit_accuracy", "non-digits"),
    ):
        error.plot(epochs, [max(1e-4, 1 - record[name]) for record in history], label=label)
    error.set(xlabel="epoch", ylabel="error", yscale="log")
    for axes in (loss, error):
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path, dpi=110)
