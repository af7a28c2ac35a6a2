"""A look inside the classifier: what each layer makes of one digit, and what each place adds."""

import base64
import io
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.anatomy import SIDE, Anatomy
from engine.contribution import contributions
from engine.network import Graph
from reader.classify.answer import softened
from reader.classify.card import ClassifierCard

# Brightness goes with the square root of a response: half of the strongest is still seen well.
GAMMA: Final = 0.5


class Inside:
    """The classifier's graph, opened where else only its outputs are asked for."""

    def __init__(self, graph: Graph, files: tuple[bytes, bytes], card: ClassifierCard) -> None:
        """`files` are `model.json` and the shard of this graph; raises EngineError."""
        self._anatomy = Anatomy.parse(*files)
        names = [*(layer.tensor for layer in self._anatomy.layers), self._anatomy.gathered]
        self._graph = graph.giving([*names, self._anatomy.logits])
        self._card = card

    def look(self, pixels: NDArray[np.uint8]) -> dict[str, Any]:
        """Run one picture, uint8 [28, 28], and tell all that is shown of it, ready for JSON.

        `input` is the picture as a layer of one map. `layers` has for each its side, its channels,
        and how many pixels a side one place `sees`; its `maps` are a data: address, one map below
        the other, and `strongest` the number of the map with the brightest place. `gathered` is a
        layer of one place. Of each class there is its logit, its probability, what each place adds
        to the logit, row by row, and a constant.
        """
        anatomy = self._anatomy
        channels = anatomy.gathering.shape[-1]
        shapes: list[tuple[int, ...]] = [
            (1, each.side, each.side, each.channels) for each in anatomy.layers
        ]
        shapes += [(1, 1, 1, channels), (1, anatomy.dense.shape[-1])]
        *fields, gathered, logits = self._graph.run(pixels.reshape(1, SIDE, SIDE, 1), shapes)
        places, constants = contributions(fields[-1][0], anatomy)
        last = anatomy.layers[-1]
        return {
            "input": {"side": SIDE, "channels": 1, "strongest": 0, "maps": _address(pixels)},
            "layers": [
                {**_shown(field[0]), "sees": layer.sees}
                for layer, field in zip(anatomy.layers, fields, strict=True)
            ],
            "gathered": _shown(gathered[0]),
            "logits": logits[0].tolist(),
            "probabilities": softened(logits[0], self._card).tolist(),
            "temperature": self._card.temperature,
            "field": {"side": last.side, "first": last.first, "step": last.step},
            "places": places.reshape(-1, places.shape[-1]).T.tolist(),
            "constants": constants.tolist(),
        }


def _shown(field: NDArray[np.float32]) -> dict[str, Any]:
    """Tell of a field, [side, side, channels], which is nowhere below 0."""
    peak = float(field.max())
    levels = np.round(255 * (field / (peak or 1)) ** GAMMA).astype(np.uint8)
    side, _, channels = field.shape
    strip = levels.transpose(2, 0, 1).reshape(channels * side, side)
    return {
        "side": side,
        "channels": channels,
        "strongest": int(field.max(axis=(0, 1)).argmax()),
        "maps": _address(strip),
    }


def _address(levels: NDArray[np.uint8]) -> str:
    file = io.BytesIO()
    Image.fromarray(levels).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
