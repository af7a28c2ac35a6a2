"""Runs in one tar archive, each a folder that `training.classifier.train` takes up under runs/."""

import io
import json
import shlex
import tarfile
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np

from training.classifier.settings import Settings
from training.classifier.state import State

COMMAND: Final = "finish.txt"  # in each folder: the command that finishes the run


def add(path: Path, state: State) -> None:
    """Add a trained state to an archive, which is begun where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "state.npz")
        state.save(saved)
        _write(path, state, {"state.npz": saved.read_bytes(), COMMAND: _line(state.settings)})


def add_teacher(path: Path, state: State) -> None:
    """Add a teacher: of its weights the running mean alone, float16, for it is large."""
    content = io.BytesIO()
    np.savez(content, *(value.astype(np.float16) for value in state.averaged.get_weights()))
    _write(path, state, {"averaged.npz": content.getvalue()})


def _write(path: Path, state: State, files: dict[str, bytes]) -> None:
    history = json.dumps(state.history, indent=1) + "\n"
    with tarfile.open(path, "a") as archive:
        for name, content in {**files, "history.json": history.encode()}.items():
            entry = tarfile.TarInfo(f"{state.settings.name}/{name}")
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))


def _line(settings: Settings) -> bytes:
    return f"{command(settings)}\n".encode()


def command(settings: Settings) -> str:
    """Give the command line that takes up a run of these settings, from the repository's root."""
    words = ["python", "-m", "training.classifier.train"]
    for field in fields(settings):
        value = getattr(settings, field.name)
        if value == field.default:
            continue
        words.append(f"--{field.name.replace('_', '-')}")
        if field.name in ("teachers", "start"):
            # Where these lay when training, they do not lie when finishing: only their names count.
            folders = value if field.name == "teachers" else (value,)
            words += [f"{Settings.runs}/{folder.name}" for folder in folders]
        else:
            words.append(str(value))
    return shlex.join(words)
