"""The bytes of an ONNX model, written by hand: the few fields that a small network needs.

ONNX is a message of Protocol Buffers: fields, each a key (its number and how it is written) and a
value. Whole numbers are written in base 128, the lowest seven bits first; all else (text, arrays,
messages in messages) as its length and its bytes. The numbers of the fields are those of onnx.proto
and are written where they are used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

IR_VERSION: Final = 8  # of the file format, and the operators' version that came with it
OPSET: Final = 17

# TensorProto.DataType
FLOAT: Final = 1
TYPES: Final = {np.dtype(np.float32): FLOAT, np.dtype(np.float16): 10}

# AttributeProto.AttributeType, and the number of the field that holds a value of it.
INT: Final = 2
STRING: Final = 3
INTS: Final = 7

VARINT: Final = 0  # how a value is written: a whole number, or a length and bytes
LENGTH: Final = 2

Attribute = int | str | Sequence[int]


@dataclass(frozen=True)
class Node:
    """An operation of ONNX on tensors by their names; it has one output."""

    operation: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """A float32 tensor that goes in or comes out; a size of None is left open."""

    name: str
    shape: tuple[int | None, ...]


def model(
    nodes: Sequence[Node], given: Value, told: Value, weights: Mapping[str, NDArray[Any]]
) -> bytes:
    """Write a model with one input and one output, its nodes in the order in which they run.

    Weights are float32 or float16; raises KeyError for another dtype.
    """
    graph = b"".join(
        (
            *(_bytes(1, _node(each)) for each in nodes),
            _text(2, "graph"),
            *(_bytes(5, _tensor(name, array)) for name, array in weights.items()),
            _bytes(11, _value(given)),
            _bytes(12, _value(told)),
        )
    )
    operators = _text(1, "") + _number(2, OPSET)
    return _number(1, IR_VERSION) + _bytes(7, graph) + _bytes(8, operators)


def _node(node: Node) -> bytes:
    return b"".join(
        (
            *(_text(1, name) for name in node.inputs),
            _text(2, node.output),
            _text(4, node.operation),
            *(_bytes(5, _attribute(name, value)) for name, value in node.attributes.items()),
        )
    )


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, int):
        kind, content = INT, _number(3, value)
    elif isinstance(value, str):
        kind, content = STRING, _text(4, value)
    else:
        kind, content = INTS, b"".join(_number(8, each) for each in value)
    return _text(1, name) + content + _number(20, kind)


def _tensor(name: str, array: NDArray[Any]) -> bytes:
    shape = b"".join(_number(1, size) for size in array.shape)
    content = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
    return shape + _number(2, TYPES[array.dtype]) + _text(8, name) + _bytes(9, content)


def _value(value: Value) -> bytes:
    sizes = (_text(2, "N") if size is None else _number(1, size) for size in value.shape)
    shape = b"".join(_bytes(1, size) for size in sizes)
    tensor = _number(1, FLOAT) + _bytes(2, shape)
    return _text(1, value.name) + _bytes(2, _bytes(1, tensor))


def _number(place: int, value: int) -> bytes:
    return _varint(place << 3 | VARINT) + _varint(value)


def _text(place: int, text: str) -> bytes:
    return _bytes(place, text.encode())


def _bytes(place: int, content: bytes) -> bytes:
    return _varint(place << 3 | LENGTH) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*written, value))
