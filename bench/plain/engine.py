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
from reader.find.card import FinderCard
from reader.find.maps import CHANNELS
from reader.networks import Networks

opened: dict[str, Any] = {}

__export__ = ["start", "read"]


async def start(base: str) -> None:
    """Open TensorFlow.js, the networks and their cards; `base` is the page's address."""
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", False)  # noqa: FBT003 TensorFlow.js wants it so
    tf.setWasmPaths(f"{base}vendor/tensorflow/")
    await tf.setBackend("wasm")
    cards = {}
    for name in ("classifier", "finder"):
        cards[name] = await (await pyfetch(f"{base}model/{name}/card.json")).string()
        opened[name] = await tf.loadGraphModel(f"{base}model/{name}/model.json")
    opened["networks"] = Networks(
        find,
        FinderCard.parse(cards["finder"]),
        classify,
        reader.ClassifierCard.parse(cards["classifier"]),
    )


def read(name: str, data: Any) -> str:
    """Read a picture file, an ArrayBuffer; gives the reading as JSON."""
    reading = reader.read(data.to_bytes(), name, opened["networks"])
    return json.dumps(reading.as_dict())


def classify(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Classify pictures in MNIST's geometry: uint8 [N, 28, 28] to logits, float32 [N, 11]."""
    logits = np.empty((len(pixels), 11), np.float32)
    if len(pixels):
        _run("classifier", pixels[..., None], {opened["networks"].classifier.logits: logits})
    return logits


def find(planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Find digits and their ink on levels, uint8 [N, H, W, 3], as reader.find.maps states it."""
    count, high, wide, _ = planes.shape
    ink = np.empty((count, high // 2, wide // 2, 4), np.float32)
    maps = np.empty((count, high // 4, wide // 4, CHANNELS), np.float32)
    if planes.size:
        card = opened["networks"].finder
        _run("finder", planes, {card.ink: ink, card.maps: maps})
    return ink, maps


def _run(name: str, pixels: NDArray[np.uint8], outputs: dict[str, NDArray[np.float32]]) -> None:
    """Run a network and fill its outputs, by the names of the graph's tensors."""
    flat = Uint8Array.new(pixels.size)
    flat.assign(np.ascontiguousarray(pixels).reshape(-1))
    given = tf.tensor(flat, to_js(list(pixels.shape)), "float32")
    answered = opened[name].execute(given, to_js(list(outputs)))
    tensors = [answered] if len(outputs) == 1 else list(answered)
    for tensor, output in zip(tensors, outputs.values(), strict=True):
        tensor.dataSync().assign_to(output.reshape(-1))
        tensor.dispose()
    given.dispose()
