"""A run's history as a picture of its curves."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")  # no window: training also runs where there is no screen

from matplotlib.figure import Figure


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
