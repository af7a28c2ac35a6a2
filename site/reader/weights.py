"""The weights of a TensorFlow.js graph model, cut out of its shard."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.card import CardError


def weights_of(manifest: list[dict[str, Any]], shard: bytes) -> dict[str, NDArray[Any]]:
    """Give the arrays of a `weightsManifest` by their names, in its order and its dtypes.

    Those that are stored as float16 are widened. Raises CardError where the shard has more or
    fewer bytes than the manifest describes.
    """
    specs = [spec for group in manifest for spec in group["weights"]]
    stored = [np.dtype(spec.get("quantization", {}).get("dtype", spec["dtype"])) for spec in specs]
    counts = [int(np.prod(spec["shape"], dtype=np.int64)) for spec in specs]
    described = sum(count * kind.itemsize for count, kind in zip(counts, stored, strict=True))
    if described != len(shard):
        raise CardError(
            f"The weights have {len(shard)} bytes, but model.json describes {described}; "
            "export the model again."
        )
    values, offset = {}, 0
    for spec, kind, count in zip(specs, stored, counts, strict=True):
        array = np.frombuffer(shard, kind, count, offset)
        values[spec["name"]] = array.astype(spec["dtype"]).reshape(spec["shape"])
        offset += count * kind.itemsize
    return values
