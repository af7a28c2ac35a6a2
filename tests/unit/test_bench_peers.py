"""The peer: the classifier as the bytes of an ONNX model, the page around it, and the report."""

import base64
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from bench import onnx, peer, peers
from bench.pictures import one_digit
from bench.translation import UntranslatableError, translated
from convert.runtime.cache import Cache
from convert.runtime.error import VendorError
from serve import SITE
from tests.network import shipped

CLASSIFIER = SITE / "model" / "classifier"
PARITY = SITE.parent / "tests" / "browser" / "parity.json"


def fields(message):
    """Give what a message of Protocol Buffers holds: lists of numbers or bytes by field."""
    found: dict[int, list[Any]] = {}
    at = 0

    def varint():
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        place, kind = divmod(varint(), 8)
        value = varint()
        if kind == 2:
            value, at = message[at : at + value], at + value
        else:
            assert kind == 0
        found.setdefault(place, []).append(value)
    assert at == len(message)
    return found


class Model:
    """A model of ONNX, parsed from its bytes by the numbers of onnx.proto."""

    def __init__(self, content):
        whole = fields(content)
        self.operators = fields(whole[8][0])
        graph = fields(whole[7][0])
        self.nodes = [fields(each) for each in graph[1]]
        tensors = [fields(each) for each in graph[5]]
        types = {1: np.float32, 10: np.float16}
        self.weights = {
            each[8][0]: np.frombuffer(each[9][0], types[each[2][0]]).reshape(each.get(1, []))
            for each in tensors
        }
        (self.given,), (self.told,) = graph[11], graph[12]

    def shape(self, value):
        tensor = fields(fields(fields(value)[2][0])[1][0])
        sizes = [fields(each) for each in fields(tensor[2][0])[1]]
        return [each[1][0] if 1 in each else None for each in sizes]

    def run(self, pixels):
        """Compute the output in numpy, as the operators of ONNX are defined."""
        values = {**self.weights, fields(self.given)[1][0]: pixels}
        for node in self.nodes:
            given = [values[name] for name in node[1]]
            how = {each[1][0]: each for each in map(fields, node.get(5, []))}
            values[node[2][0]] = OPERATIONS[node[4][0].decode()](how, *given)
        return values[fields(self.told)[1][0]]


def conv(how, flow, kernel, bias):
    groups, strides = how[b"group"][3][0], how[b"strides"][8]
    high, wide = kernel.shape[2:]
    if how[b"auto_pad"][4] == [b"SAME_UPPER"]:
        pads = []
        for size, stride, side in zip(flow.shape[2:], strides, (high, wide), strict=True):
            total = max((-(-size // stride) - 1) * stride + side - size, 0)
            pads.append((total // 2, total - total // 2))
        flow = np.pad(flow, ((0, 0), (0, 0), *pads))
    every = sliding_window_view(flow, (1, 1, high, wide))[..., 0, 0, :, :]
    windows = every[:, :, :: strides[0], :: strides[1]]
    if groups == 1:
        return np.einsum("nchwij,ocij->nohw", windows, kernel) + bias[:, None, None]
    assert groups == flow.shape[1] == len(kernel)
    return np.einsum("nchwij,cij->nchw", windows, kernel[:, 0]) + bias[:, None, None]


OPERATIONS: dict[str, Callable[..., Any]] = {
    "Add": lambda _, one, other: one + other,
    "Cast": lambda how, flow: flow.astype({1: np.float32}[how[b"to"][3][0]]),
    "Conv": conv,
    "Flatten": lambda _, flow: flow.reshape(len(flow), -1),
    "Gemm": lambda _, flow, weights, bias: flow @ weights + bias,
    "Identity": lambda _, flow: flow,
    "Mul": lambda _, one, other: one * other,
    "Relu": lambda _, flow: np.maximum(flow, 0),
}


@pytest.fixture(scope="module")
def model():
    return Model(translated(CLASSIFIER))


def test_a_number_above_127_takes_more_than_one_byte():
    weights = {"w": np.arange(200, dtype=np.float32)}
    nodes = [onnx.Node("Add", ("x", "w"), "y", {"axis": 300, "way": "up", "pads": (1, 0)})]
    written = Model(
        onnx.model(nodes, onnx.Value("x", (None, 200)), onnx.Value("y", (None, 200)), weights)
    )
    assert np.array_equal(written.weights[b"w"], weights["w"])
    assert written.shape(written.given) == [None, 200]
    number, text, numbers = map(fields, written.nodes[0][5])
    assert number == {1: [b"axis"], 3: [300], 20: [2]}
    assert text == {1: [b"way"], 4: [b"up"], 20: [3]}
    assert numbers == {1: [b"pads"], 8: [1, 0], 20: [7]}


def test_it_has_the_shapes_and_the_weights_of_the_shipped_classifier(model):
    assert model.operators == {1: [b""], 2: [17]}
    assert model.shape(model.given) == [None, 1, 28, 28]
    assert model.shape(model.told) == [None, 11]
    card = json.loads((CLASSIFIER / "card.json").read_text())
    scaling = 2  # a factor and an offset of the pixels, which the card does not count
    assert sum(each.size for each in model.weights.values()) == card["parameters"] + scaling
    assert {each.dtype for each in model.weights.values()} == {np.dtype(np.float16)}


def test_it_computes_what_the_shipped_classifier_computes(model):
    kept = [base64.b64decode(each) for each in json.loads(PARITY.read_text())["inputs"]]
    pictures = np.array([np.frombuffer(each, np.uint8) for each in kept]).reshape(-1, 28, 28)
    found = model.run(pictures[:, None].astype(np.float32))
    expected = shipped().classify(pictures)
    assert len(set(expected.argmax(axis=1))) >= 10
    assert np.abs(found - expected).max() <= 1e-3


def test_an_operation_that_has_no_translation_is_named(tmp_path):
    for file in CLASSIFIER.iterdir():
        text = file.read_bytes().replace(b'"_FusedMatMul"', b'"Softmax"')
        (tmp_path / file.name).write_bytes(text)
    with pytest.raises(UntranslatableError, match="Softmax of the node"):
        translated(tmp_path)


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Make the peer of a small package, which may be another than the pinned one."""

    def make(changed=b""):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            for name in (*peer.MEMBERS, "ort.all.min.js"):
                member = tarfile.TarInfo(f"package/dist/{name}")
                member.size = len(name)
                archive.addfile(member, io.BytesIO(name.encode()))
        content = packed.getvalue()
        pinned = replace(peer.PACKAGE, sha256=hashlib.sha256(content).hexdigest())
        monkeypatch.setattr(peer, "PACKAGE", pinned)
        (tmp_path / "downloads").mkdir()
        (tmp_path / "downloads" / pinned.file).write_bytes(content + changed)
        folder = tmp_path / "peer"
        folder.mkdir()
        peer.build(folder, SITE, Cache(tmp_path / "downloads", offline=True))
        return folder

    return make


def test_the_page_is_one_file_the_smallest_build_and_the_network(make):
    folder = make()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    vendored = {f"vendor/{name}" for name in peer.MEMBERS}
    assert files == {"index.html", "classifier.onnx", *vendored}
    page = (folder / "index.html").read_text()
    for name in files - {"index.html"}:
        assert f'href="./{name}"' in page  # asked for before the first script runs
    assert (folder / "classifier.onnx").read_bytes() == translated(CLASSIFIER)


def test_a_package_that_is_not_the_pinned_one_is_refused(make):
    with pytest.raises(VendorError, match="damaged or not the pinned one"):
        make(changed=b"x")


def test_the_report_has_the_medians_of_both_pages_and_their_ratio():
    def runs(*factors):
        return [dict.fromkeys(peers.FIGURES, 1_000_000 * factor) for factor in factors]

    rows = {each["what"]: each for each in peers.rows(runs(4, 2, 9), runs(3, 1, 2))}
    assert list(rows) == list(peers.FIGURES)
    assert rows[peers.SENT] == {
        "what": peers.SENT, "unit": "MB", "ratio": 0.5,
        "peer": {"n": 3, "median": 4.0, "min": 2.0, "max": 9.0},
        "inkling": {"n": 3, "median": 2.0, "min": 1.0, "max": 3.0},
    }  # fmt: skip
    assert peers.sentence(rows[peers.SENT]) == (
        "bytes until the first answer, as sent: peer 4.00 MB (2.00 to 9.00), "
        "Inkling 2.00 MB (1.00 to 3.00), ratio 0.500"
    )
    assert rows[peers.FILE]["unit"] == "ms"


def test_the_timed_digit_is_the_drawn_one_in_the_network_s_size():
    image = Image.open(io.BytesIO(peers.small(one_digit().content)))
    assert (image.format, image.size) == ("PNG", (28, 28))
    assert shipped().read(peers.small(one_digit().content)).text == "7"
