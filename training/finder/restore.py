"""`python -m training.finder.restore --to runs/finder-shipped`: the committed finder, to train on.

The page's network is folded: its convolutions have taken their normalisation in. Here it gets one
again, which undoes what it measures on generated pages, so that the network answers as before, and
nearly so while it is trained. What is written is a finished run to `--start` from, or to calibrate.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its build

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from reader.card import CardError
from reader.find.card import FinderCard
from training.errors import DataError
from training.finder import network
from training.finder.settings import Settings
from training.finder.truth import levels_of
from training.finder.windows import SIDE, batch
from training.pages.page import make
from training.pages.sources import Sources
from training.run import restored
from training.shipped import SHIPPED, fill

MEASURED: Final = 64  # pages, a window of each: means and variances are known to a per cent
SEED: Final = 30  # of those pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore as the command line says; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.finder.restore", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--model", type=Path, default=SHIPPED / "finder", help="its folder")
    parser.add_argument("--data", type=Path, help="folder with mnist/ and strokes/")
    parser.add_argument("--to", type=Path, required=True, help="folder to write")
    chosen = parser.parse_args(arguments)
    try:
        planes = windows(Settings(data=chosen.data).sources, MEASURED)
        write(chosen.model, planes, chosen.to)
    except (CardError, DataError, OSError) as cause:
        print(f"{cause}", file=sys.stderr)
        return 1
    return 0


def windows(data: Path, count: int) -> NDArray[np.uint8]:
    """Draw so many training pages and cut a window out of each: uint8 [count, SIDE, SIDE, 3]."""
    sources = Sources.load(data, "train")
    pages = [levels_of(make(SEED, number, sources)) for number in range(count)]
    return np.asarray(batch(pages, SIDE, np.random.default_rng(SEED))["planes"])


def write(model: Path, planes: NDArray[np.uint8], to: Path) -> None:
    """Write a run's folder whose network is that of a model's folder, as `unfold` gives it."""
    text = (model / "card.json").read_text(encoding="utf-8")
    card, name = FinderCard.parse(text), json.loads(text)["training"]["plan"]
    folded = network.folded(network.PLANS[name])
    fill(folded, model, card)
    trained = unfold(folded, planes, network.PLANS[name])
    restored.write(to, name, card.weights_sha256, folded, trained)


def unfold(folded: keras.Model, planes: NDArray[np.uint8], plan: network.Plan) -> keras.Model:
    """Give the trained form of a folded network of a plan: the same function, with normalisation.

    Its means and variances are those of windows, uint8 [N, H, W, 3]; its factors undo them.
    """
    trained = network.build(plan, any_size=False)
    names = [layer.name for layer in trained.layers]
    layers = [layer for layer in folded.layers if layer.get_weights()]
    normalised = [layer.name for layer in layers if f"{layer.name}_normalisation" in names]
    # What each convolution gives, with the bias that is to become the normalisation's.
    outputs = [folded.get_layer(name).output for name in normalised]
    fields = keras.Model(folded.inputs, outputs).predict(planes.astype(np.float32), verbose=0)
    for layer in layers:
        if layer.name not in normalised:
            trained.get_layer(layer.name).set_weights(layer.get_weights())
    for name, field in zip(normalised, fields, strict=True):
        kernel, bias = folded.get_layer(name).get_weights()
        trained.get_layer(name).set_weights([kernel])
        trained.get_layer(f"{name}_normalisation").set_weights(
            restored.normalisation(field, bias, network.EPSILON)
        )
    return trained


if __name__ == "__main__":
    sys.exit(main())
