"""Compiles Python's library, numpy and Pillow inside Pyodide, and leaves out what no page needs.

Bytecode belongs to one version of Python, so the Python that runs it has to make it. What is needed
is what is in `sys.modules` once everything that the page imports has been imported.
"""

import fnmatch
import gzip
import importlib
import importlib.util
import io
import json
import marshal
import pkgutil
import sys
import zipfile
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

FOLDER = Path("/folder")

# What PyScript's own package, the engine, a snapshot's maker and an error's traceback import.
ROOTS = (
    *("asyncio", "base64", "builtins", "collections", "dataclasses", "functools", "hashlib"),
    *("html", "inspect", "io", "itertools", "json", "math", "mimetypes", "random", "re"),
    *("pkgutil", "struct", "textwrap", "traceback", "typing", "warnings"),
    *("encodings.ascii", "encodings.latin_1", "encodings.utf_8", "encodings.utf_16"),
    *("encodings.utf_16_be", "encodings.utf_16_le", "encodings.idna", "encodings.unicode_escape"),
    *("pyodide.ffi.wrappers", "pyodide.http", "pyodide.webloop", "pyodide.console"),
    *("numpy", "numpy.ma", "PIL.Image", "PIL.ImageDraw"),
)
# Packages of which every module is kept: what they import lazily cannot be seen by importing.
WHOLE = ("json", "html", "re", "collections", "_pyodide", "pyodide")

# Modules that only hang texts on functions: a fifth of what numpy needs for its start.
WORDLESS = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")

# Shared objects that are imported and never called, as by Pillow's GIF plugin, which needs one when
# it saves. An empty module stands in for each.
UNUSED = {"numpy": (), "pillow": ("PIL/_imagingmath",)}

WHEELS = {"numpy": "numpy-*.whl", "pillow": "pillow-*.whl"}
LIBRARIES = {
    "numpy": ("numpy/_core/_multiarray_umath", "numpy/linalg/_umath_linalg"),
    "pillow": ("PIL/_imaging", "PIL/_webp"),
}


def main() -> None:
    """Write python_stdlib.zip, one pack for each wheel, and its shared objects as .wasm files."""
    out = FOLDER / "out"
    out.mkdir()
    needed = trace()
    with zipfile.ZipFile(FOLDER / "python_stdlib.zip") as archive:
        (out / "python_stdlib.zip").write_bytes(zipped(compiled(archive, needed)))
    for name, pattern in WHEELS.items():
        (wheel,) = FOLDER.glob(pattern)
        with zipfile.ZipFile(wheel) as archive:
            files = compiled(archive, needed)
            files.update({f"{path}.pyc": bytecode(b"", path) for path in UNUSED[name]})
            (out / f"{name}.pack").write_bytes(packed(files))
            for library in LIBRARIES[name]:
                (member,) = fnmatch.filter(archive.namelist(), library + ".*.so")
                (out / f"{Path(library).name}.wasm").write_bytes(archive.read(member))


def trace() -> set[str]:
    """Import everything that the page does, read a page, and give the names of all modules."""
    sys.path.insert(0, str(FOLDER))  # the reader lies there
    reader = importlib.import_module("reader")
    parts = [module.name for module in pkgutil.walk_packages(reader.__path__, "reader.")]
    for name in (*ROOTS, *parts):
        importlib.import_module(name)
    Image.init()  # imports the formats
    # Some of numpy is imported when it is called.
    cards = [(FOLDER / f"{name}.json").read_text("utf-8") for name in ("finder", "classifier")]
    finder = importlib.import_module("reader.find.card").FinderCard.parse(cards[0])
    classifier = reader.ClassifierCard.parse(cards[1])
    for certain in (True, False):
        answers = partial(classify, certain=certain)
        networks = reader.networks.Networks.checked(find, finder, answers, classifier)
        reader.read(page(), None, networks, trace=True).as_dict()
    return set(sys.modules)


def page() -> bytes:
    """Draw a ruled page with a row of strokes, as a JPEG."""
    sheet = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(sheet)
    for height in range(100, 600, 100):
        pen.line((0, height, 800, height), fill="lightblue", width=3)
    for left in range(100, 700, 90):
        pen.line((left, 120, left + 50, 120, left + 20, 190), fill="black", width=9)
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG")
    return buffer.getvalue()


def find(planes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Stand in for the finder: what is dark is ink, and all over it there are digits and signs."""
    channels = importlib.import_module("reader.find.maps")
    count, high, wide, _ = planes.shape
    dark = planes[..., 0] < 100
    cells = dark.reshape(count, high // 2, 2, wide // 2, 2).transpose(0, 1, 3, 2, 4)
    ink = np.where(cells.reshape(count, high // 2, wide // 2, 4), 8, -8).astype(np.float32)
    maps = np.full((count, high // 4, wide // 4, channels.CHANNELS), -8, np.float32)
    maps[..., channels.BOX] = 1
    maps[..., channels.CENTRE] = 0
    middles = dark.reshape(count, high // 32, 32, wide // 32, 32).any(axis=(2, 4))
    maps[:, 4::8, 4::8, channels.DIGIT] = np.where(middles, 3, -8)
    maps[:, ::8, 4::8, channels.SIGN] = np.where(middles, 2, -8)
    return ink, maps


def classify(pixels: np.ndarray, *, certain: bool) -> np.ndarray:
    """Stand in for the network: seven, for certain or not."""
    logits = np.zeros((len(pixels), 11), np.float32)
    logits[:, 7] = 20 if certain else 1
    return logits


def compiled(archive: zipfile.ZipFile, needed: set[str]) -> dict[str, bytes]:
    """Compile an archive's needed modules: bytecode by its path, `a/b.pyc` for `a/b.py`."""
    files = {}
    for path in sorted(archive.namelist()):
        if not path.endswith(".py"):
            continue
        module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if module not in needed and module.partition(".")[0] not in WHOLE:
            continue
        source = b"" if path in WORDLESS else archive.read(path)
        files[path + "c"] = bytecode(source, path)
    return files


def bytecode(source: bytes, path: str) -> bytes:
    """Compile a module without its docstrings and assertions: an unchecked, hash-based .pyc.

    Source: PEP 552, "Deterministic pycs".
    """
    code = compile(source, path, "exec", dont_inherit=True, optimize=2)
    flags = (0b01).to_bytes(4, "little")
    head = importlib.util.MAGIC_NUMBER + flags + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def zipped(files: dict[str, bytes]) -> bytes:
    """Put files into a zip archive, all of them dated 1980."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    """Put files into a pack: gzip of a line of JSON, [[path, bytes], …], and their contents.

    JavaScript unpacks it with what every browser has, and all files together are smaller than each
    for itself.
    """
    index = json.dumps([[path, len(content)] for path, content in files.items()]).encode()
    return gzip.compress(index + b"\n" + b"".join(files.values()), 9, mtime=0)


main()
