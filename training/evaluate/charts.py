"""The evaluation as pictures: confusion, reliability, accuracy per corruption, and the errors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

mpl.use("Agg")  # no window: evaluation also runs where there is no screen

import numpy as np
from matplotlib.figure import Figure

from training.digits.mnist import Digits
from training.evaluate.tally import Tally

BINS: Final = 15  # of the reliability diagram, of equal mass
SHOWN: Final = 40  # errors on the contact sheet, the most confident ones first
COLUMNS: Final = 10  # of the contact sheet
DPI: Final = 110
# Nothing that changes with the clock or the version: the same evaluation gives the same bytes.
PLAIN: Final = {"Software": None}


def draw(
    folder: Path, evaluation: dict[str, Any], alone: Tally, sets: Sequence[Tally], test: Digits
) -> None:
    """Draw all four into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = next(tally for tally in sets if tally.name == "photos")
    _save(_confusion(evaluation["confusion"]), folder / "confusion.png")
    _save(_reliability([alone, photos]), folder / "reliability.png")
    _save(_corruptions(evaluation["corruptions"]), folder / "corruptions.png")
    _save(_errors(alone, test), folder / "errors.png")


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=DPI, metadata=PLAIN)


def _confusion(counts: list[list[int]]) -> Figure:
    """Rows are labels, columns answers; the diagonal is left out, so that errors can be seen."""
    figure = Figure(figsize=(6.4, 5.6), layout="constrained")
    axes = figure.subplots()
    errors = np.array(counts)
    errors[np.arange(10), np.arange(10)] = 0
    axes.imshow(errors, cmap="Blues")
    for label, answered in zip(*np.nonzero(errors), strict=True):
        dark = errors[label, answered] > errors.max() / 2
        axes.text(
            answered, label, errors[label, answered], ha="center", va="center",
            color="white" if dark else "black",
        )  # fmt: skip
    axes.set_xticks(range(11), [*map(str, range(10)), "none"])
    axes.set_yticks(range(10))
    axes.set(xlabel="read as", ylabel="label", title="MNIST test: errors (right ones not shown)")
    return figure


def _reliability(tallies: Sequence[Tally]) -> Figure:
    """Confidence against the part that is right, both as distance from certainty, in bins."""
    figure = Figure(figsize=(6.4, 5.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([1e-4, 1], [1e-4, 1], color="grey", linewidth=1, label="as it should be")
    for tally, marker in zip(tallies, "os", strict=True):
        confidence, correct = np.array(tally.confidence), np.array(tally.correct)
        parts = np.array_split(np.argsort(confidence, kind="stable"), BINS)
        said = [max(1e-4, 1 - float(confidence[part].mean())) for part in parts if len(part)]
        was = [max(1e-4, 1 - float(correct[part].mean())) for part in parts if len(part)]
        axes.plot(said, was, marker, label=f"{tally.name}, {len(confidence):,} answers")
    axes.set(
        xscale="log", yscale="log", xlabel="stated chance of an error", ylabel="errors in fact",
        title=f"Reliability, {BINS} bins of equal mass (no error is drawn at 0.0001)",
    )  # fmt: skip
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def _corruptions(tallies: Sequence[dict[str, Any]]) -> Figure:
    figure = Figure(figsize=(7.2, 4.8), layout="constrained")
    axes = figure.subplots()
    names = [tally["set"] for tally in tallies][::-1]
    shares = [100 * tally["right"] / tally["n"] for tally in tallies][::-1]
    bars = axes.barh(names, shares, color="steelblue")
    axes.bar_label(bars, [f"{share:.1f}" for share in shares], padding=3)
    axes.axvline(90, color="grey", linewidth=1)
    axes.set(xlim=(min(80, min(shares) - 5), 102), xlabel="% right, through the reader")
    axes.set_title("MNIST test under the corruptions of MNIST-C, none of them trained on")
    return figure


def _errors(tally: Tally, test: Digits) -> Figure:
    """The network's errors on MNIST test, the most confident ones first."""
    confidence = np.array(tally.confidence)
    wrong = [place for place, (label, text) in enumerate(tally.pairs) if label != text]
    wrong.sort(key=lambda place: -confidence[place])
    wrong = wrong[:SHOWN]
    rows = -(-max(1, len(wrong)) // COLUMNS)
    figure = Figure(figsize=(COLUMNS * 0.9, rows * 1.15), layout="constrained")
    for axes in figure.subplots(rows, COLUMNS, squeeze=False).ravel():
        axes.axis("off")
    for axes, place in zip(figure.axes, wrong, strict=False):
        label, text = tally.pairs[place]
        axes.imshow(255 - test.pixels[place], cmap="gray", vmin=0, vmax=255)
        axes.set_title(f"{label} \u2192 {text or 'none'}", fontsize=10)
    return figure
