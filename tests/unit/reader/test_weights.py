"""A model's shard is cut into the arrays that its manifest describes."""

from typing import Any

import numpy as np
import pytest

from reader import CardError
from reader.weights import weights_of

MANIFEST: list[dict[str, Any]] = [
    {
        "weights": [
            {"name": "halves", "shape": [2, 2], "dtype": "float32",
             "quantization": {"dtype": "float16"}},
            {"name": "axis", "shape": [], "dtype": "int32"},
        ]
    },
    {"weights": [{"name": "bias", "shape": [3], "dtype": "float32"}]},
]  # fmt: skip
SHARD = (
    np.array([1, -2, 0.5, 4], np.float16).tobytes()
    + np.array(7, np.int32).tobytes()
    + np.array([1, 2, 3], np.float32).tobytes()
)


def test_weights_come_in_the_manifest_s_order_shapes_and_types():
    found = weights_of(MANIFEST, SHARD)

    assert list(found) == ["halves", "axis", "bias"]
    assert [(each.dtype.name, each.shape) for each in found.values()] == [
        ("float32", (2, 2)), ("int32", ()), ("float32", (3,)),
    ]  # fmt: skip
    assert found["halves"].tolist() == [[1, -2], [0.5, 4]]
    assert (int(found["axis"]), found["bias"].tolist()) == (7, [1, 2, 3])


@pytest.mark.parametrize("shard", [SHARD[:-1], SHARD + b"\0", b""])
def test_a_shard_of_another_size_is_refused(shard):
    with pytest.raises(CardError, match=f"{len(shard)} bytes, but model.json describes 24"):
        weights_of(MANIFEST, shard)
