"""What the page can ask of the worker: `start` once, then `read` as often as it likes.

Answers are JSON text, plain data that crosses between threads; no error of a picture is lost, and none
stops the worker.
"""

import json
import traceback
from typing import Any

import numpy as np
from js import console

import reader
from engine.errors import EngineError
from engine.files import load
from engine.network import SIDE, Network, open_backend
from engine.seal import verify
from reader import Card, CardError, ReadError

_MODEL = "model/"
_open: dict[str, Any] = {}


async def start(base: str) -> str:
    """Open the network of the page at `base`; give the reason why it cannot start, or nothing."""
    try:
        await open_backend(base)
        card = Card.parse((await load(base, _MODEL + "card.json")).decode())
        graph = await _load_verified(base, card.graph_file, card.graph_sha256)
        weights = await _load_verified(base, card.weights_file, card.weights_sha256)
        network = await Network.load(graph, weights, card.logits)
    except (EngineError, CardError) as error:
        return str(error)
    network.classify(np.zeros((1, SIDE, SIDE), np.uint8))  # compiles what the first picture needs
    _open.update(network=network, card=card)
    return ""


def read(name: str | None, data: Any) -> str:
    """Read a picture file: `data` is a Uint8Array. Give the Reading, or its error, as JSON."""
    try:
        answer = reader.read(data.to_bytes(), name, _open["network"].classify, _open["card"]).as_dict()
    except ReadError as error:
        answer = _failed(error.code, str(error))
    except Exception as error:  # noqa: BLE001 the border: beyond it, an exception is only a message
        console.error(traceback.format_exc())
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        answer = _failed(
            "engine-failed",
            f"Reading this picture failed inside Inkling ({what}). The page goes on working; another "
            "picture, or a smaller copy of this one, may do.",
        )
    return json.dumps(answer)


async def _load_verified(base: str, file: str, sha256: str) -> bytes:
    return verify(_MODEL + file, await load(base, _MODEL + file), sha256)


def _failed(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}
