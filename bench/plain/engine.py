"""The stock page's worker: the same reader and model, with nothing between them and PyScript."""

import json
from typing import Any

import numpy as np
from js import Uint8Array
from numpy.typing import NDArray
from pyodide.ffi import to_js
from pyodide.http import pyfetch
from pyscript.js_modules import tf

import reader

SIDE = 28  # pixels
opened: dict[str, Any] = {}

__export__ = ["start", "read"]


async def start(base: str) -> None:
    """Open TensorFlow.js, the model and its card; `base` is the page's address."""
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", False)  # noqa: FBT003 TensorFlow.js wants it so
    tf.setWasmPaths(f"{base}vendor/tensorflow/")
    await tf.setBackend("wasm")
    card = await (await pyfetch(f"{base}model/card.json")).string()
    opened["card"] = reader.Card.parse(card)
    opened["model"] = await tf.loadGraphModel(f"{base}model/model.json")


def read(name: str, data: Any) -> str:
    """Read a picture file, an ArrayBuffer; gives the reading as JSON."""
    reading = reader.read(data.to_bytes(), name, classify, opened["card"])
    return json.dumps(reading.as_dict())


def classify(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Classify pictures in MNIST's geometry: uint8 [N, 28, 28] to logits, float32 [N, 11]."""
    logits = np.empty((len(pixels), 11), np.float32)
    if len(pixels):
        flat = Uint8Array.new(pixels.size)
        flat.assign(np.ascontiguousarray(pixels).reshape(-1))
        given = tf.tensor(flat, to_js([len(pixels), SIDE, SIDE, 1]), "float32")
        answered = opened["model"].execute(given, opened["card"].logits)
        answered.dataSync().assign_to(logits.reshape(-1))
        given.dispose()
        answered.dispose()
    return logits
