"""The network: a TensorFlow.js graph model on the WebAssembly backend.

What crosses between Python and JavaScript is one flat buffer each way. Every tensor made here is
disposed of here, and no Python object is handed to JavaScript, so no proxy has to be destroyed.
"""

from typing import Any, Self

import numpy as np
from js import JSON, Uint8Array
from numpy.typing import NDArray
from pyodide.ffi import to_js
from pyscript.js_modules import tf

from engine.errors import EngineError

SIDE = 28  # pixels, the side of MNIST's pictures
OUTPUTS = 11  # ten digits and "not a digit"

WASM = "vendor/tensorflow/"


async def open_backend(base: str) -> None:
    """Start TensorFlow.js on WebAssembly; `base` is the page's address. Raises EngineError."""
    # Threads need cross-origin isolation and one more file; a digit is too little work for them.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", False)  # noqa: FBT003 TensorFlow.js wants it so
    tf.setWasmPaths(base + WASM)
    if not await tf.setBackend("wasm"):
        raise EngineError(
            f"A .wasm file in {WASM} is missing or damaged, or this browser runs no WebAssembly. "
            f"Load the page again; if that does not help, restore site/{WASM}."
        )


class Network:
    """A loaded model."""

    def __init__(self, model: Any, logits: str) -> None:
        self._model = model
        self._logits = logits

    @classmethod
    async def load(cls, graph: bytes, weights: bytes, logits: str) -> Self:
        """Make the model of a `model.json` and its only shard, both verified before.

        `logits` is the name of the output for the classes. Raises EngineError.
        """
        model = JSON.parse(graph.decode())
        if model.weightsManifest.length != 1:
            raise EngineError(
                "model/model.json has several groups of weights, but one shard is read here; "
                "export the model again."
            )
        model.weightSpecs = model.weightsManifest[0].weights
        model.weightData = _buffer(weights).buffer
        return cls(await tf.loadGraphModel(tf.io.fromMemory(model)), logits)

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Classify pictures in MNIST's geometry: uint8 [N, 28, 28] to logits, float32 [N, 11]."""
        logits = np.empty((len(pixels), OUTPUTS), np.float32)
        if not len(pixels):
            return logits
        flat = _buffer(np.ascontiguousarray(pixels).reshape(-1))
        given = tf.tensor(flat, to_js([len(pixels), SIDE, SIDE, 1]), "float32")
        try:
            answered = self._model.execute(given, self._logits)
            try:
                answered.dataSync().assign_to(logits.reshape(-1))
            finally:
                answered.dispose()
        finally:
            given.dispose()
        return logits


def _buffer(content: Any) -> Any:
    """Copy bytes or a flat array of uint8 into a Uint8Array."""
    buffer = Uint8Array.new(len(content))
    buffer.assign(content)
    return buffer
