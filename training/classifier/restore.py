"""`python -m training.classifier.restore --to runs/shipped`: the committed classifier, to train on.

The page's network is folded: its convolutions have taken their normalisation in. Here it gets one
again, which undoes what it measures on MNIST's training digits, so that the network answers as
before, in training as well. What is written is a finished run to `--start` from, and a teacher.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its build

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from reader.card import CardError
from reader.classify.card import ClassifierCard
from training.classifier import network
from training.classifier.check import rebuilt
from training.classifier.settings import Settings
from training.digits import mnist
from training.errors import DataError
from training.run import restored
from training.shipped import SHIPPED

PLAN: Final = "shipped"
MEASURED: Final = 2000  # digits: means and variances of their fields are known to a per cent


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.classifier.restore", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--model", type=Path, default=SHIPPED / "classifier", help="its folder")
    parser.add_argument("--data", type=Path, help="folder with MNIST's four idx .gz files")
    parser.add_argument("--to", type=Path, required=True, help="folder to write")
    chosen = parser.parse_args(arguments)
    try:
        folder = chosen.data or Settings().mnist
        digits, _ = mnist.load(folder, named=chosen.data is not None)
        write(chosen.model, digits.pixels[:MEASURED], chosen.to)
    except (CardError, DataError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def write(model: Path, pixels: NDArray[np.uint8], to: Path) -> None:
    """Write a run's folder whose network is that of a model's folder, as `unfold` gives it."""
    card = ClassifierCard.parse((model / "card.json").read_text(encoding="utf-8"))
    folded = rebuilt(model, card)
    trained = unfold(folded, pixels)
    restored.write(to, PLAN, card.weights_sha256, folded, trained)


def unfold(folded: keras.Model, pixels: NDArray[np.uint8]) -> keras.Model:
    """Give the trained form of a folded network: the same function, with normalisation.

    Its means and variances are those of pictures, uint8 [N, 28, 28]; its factors undo them.
    """
    trained = network.build(network.PLANS[PLAN])
    convolved = [
        layer.name
        for layer in folded.layers
        if isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D)
    ]
    # What each convolution gives, with the bias that is to become the normalisation's.
    outputs = [folded.get_layer(name).output for name in convolved]
    fields = keras.Model(folded.inputs, outputs).predict(
        pixels[..., None].astype(np.float32), verbose=0
    )
    for name, field in zip(convolved, fields, strict=True):
        kernel, bias = folded.get_layer(name).get_weights()
        trained.get_layer(name).set_weights([kernel])
        trained.get_layer(_normalisation(name)).set_weights(
            restored.normalisation(field, bias, network.EPSILON)
        )
    trained.get_layer("logits").set_weights(folded.get_layer("logits").get_weights())
    return trained


def _normalisation(name: str) -> str:
    """Give the name of the layer that normalises what a convolution's layer gives."""
    place = name.removeprefix("convolution_")
    return f"normalisation_of_{name}" if place == name else f"normalisation_{place}"


if __name__ == "__main__":
    sys.exit(main())
