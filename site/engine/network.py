"""A network: a TensorFlow.js graph model on the WebAssembly backend.

What crosses between Python and JavaScript is one flat buffer each way. Every tensor made here is
disposed of here, and no Python object is handed to JavaScript, so no proxy has to be destroyed.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from js import JSON, Uint8Array
from numpy.typing import NDArray
from pyodide.ffi import JsException, to_js
from pyscript.js_modules import tf

from engine.errors import EngineError
from reader.classify.card import LABELS
from reader.find.maps import CHANNELS, STRIDE

WASM = "vendor/tensorflow/"


async def open_backend(base: str) -> None:
    """Start TensorFlow.js on WebAssembly; `base` is the page's address. Raises EngineError."""
    # Threads need cross-origin isolation and one more file, which are not to be had everywhere.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", False)  # noqa: FBT003 TensorFlow.js wants it so
    tf.setWasmPaths(base + WASM)
    if not await tf.setBackend("wasm"):
        raise EngineError(
            f"A .wasm file in {WASM} is missing or damaged, or this browser runs no WebAssembly. "
            f"Load the page again; if that does not help, restore site/{WASM}."
        )


class Graph:
    """A loaded model of one input."""

    def __init__(self, model: Any, folder: str, outputs: Sequence[str]) -> None:
        self._model = model
        self._folder = folder
        self._outputs = to_js(list(outputs))

    @classmethod
    async def load(cls, folder: str, graph: bytes, weights: bytes, outputs: Sequence[str]) -> Self:
        """Make the model of a `model.json` and its only shard, both verified before.

        `outputs` are the names of the graph's tensors that `run` gives; `folder` is where the
        files lie below the site, for messages. Raises EngineError.
        """
        model = JSON.parse(graph.decode())
        if model.weightsManifest.length != 1:
            raise EngineError(
                f"{folder}model.json has several groups of weights, but one shard is read here; "
                "export the model again."
            )
        model.weightSpecs = model.weightsManifest[0].weights
        model.weightData = _buffer(weights).buffer
        return cls(await tf.loadGraphModel(tf.io.fromMemory(model)), folder, outputs)

    def giving(self, outputs: Sequence[str]) -> Self:
        """Give the same model, of which `run` gives other tensors."""
        return type(self)(self._model, self._folder, outputs)

    def run(
        self, pixels: NDArray[np.uint8], shapes: Sequence[tuple[int, ...]]
    ) -> list[NDArray[np.float32]]:
        """Give the outputs for an input of uint8 in the graph's own shape, each in its shape.

        Raises EngineError where the graph does not run or its outputs have other shapes.
        """
        results = [np.empty(shape, np.float32) for shape in shapes]
        if not pixels.size:
            return results
        flat = _buffer(np.ascontiguousarray(pixels).reshape(-1))
        given = tf.tensor(flat, to_js(list(pixels.shape)), "float32")
        try:
            # One output comes as it is, several in a list.
            answered = self._model.execute(given, self._outputs)
            tensors = [answered] if len(results) == 1 else list(answered)
            try:
                for tensor, result in zip(tensors, results, strict=True):
                    self._take(tensor, result)
            finally:
                for tensor in tensors:
                    tensor.dispose()
        except JsException as cause:
            raise EngineError(f"{self._folder}model.json does not run: {cause}") from cause
        finally:
            given.dispose()
        return results

    def _take(self, tensor: Any, result: NDArray[np.float32]) -> None:
        shape = tuple(tensor.shape.to_py())
        if shape != result.shape:
            raise EngineError(
                f"{self._folder}model.json gave an output of the shape {shape}, but this reader "
                f"needs {result.shape}; restore site/{self._folder} from one release, or export "
                "the model again."
            )
        tensor.dataSync().assign_to(result.reshape(-1))


class Classifier:
    """The network that reads one digit; `files`, its graph and shard, are 0.2 MB."""

    def __init__(self, graph: Graph, files: tuple[bytes, bytes]) -> None:
        self.graph = graph
        self.files = files

    def classify(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Classify pictures in MNIST's geometry: uint8 [N, 28, 28] to logits, float32 [N, 11]."""
        (logits,) = self.graph.run(pixels[..., None], [(len(pixels), len(LABELS))])
        return logits


class Finder:
    """The network that finds digits and their ink."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def find(self, planes: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Find what is on levels of one size: uint8 [N, H, W, 3] to ink and maps, float32 both.

        H and W are multiples of 32, and others from call to call; ink is [N, H/2, W/2, 4], maps
        are [N, H/4, W/4, CHANNELS].
        """
        count, height, width, _ = planes.shape
        ink, maps = self._graph.run(
            planes,
            [
                (count, height // 2, width // 2, 4),
                (count, height // STRIDE, width // STRIDE, CHANNELS),
            ],
        )
        return ink, maps


def _buffer(content: Any) -> Any:
    """Copy bytes or a flat array of uint8 into a Uint8Array."""
    buffer = Uint8Array.new(len(content))
    buffer.assign(content)
    return buffer
