"""What a training run of the finder can be told: one frozen dataclass, one flag for each field."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final, Self, get_type_hints

DATA: Final = Path("..", "shared", "data")  # where the data lies beside a checkout
PATHS: Final = ("data", "runs", "start")  # settings that are folders
CHANGEABLE: Final = ("steps", "workers", "each", "first", "cooling")  # on resuming a run


@dataclass(frozen=True)
class Settings:
    """One run's settings. The defaults are those of the shipped finder."""

    data: Annotated[Path | None, "folder with mnist/ and strokes/"] = None
    runs: Annotated[Path, "folder that receives the run's own folder"] = Path("runs")
    name: Annotated[str, "name of the run's folder; by default finder- and its seed"] = ""
    plan: Annotated[str, "network to train: shipped, slim or teacher"] = "shipped"
    start: Annotated[Path | None, "folder of a run, perhaps of a smaller plan, to begin with"] = (
        None
    )
    seed: Annotated[int, "seed of weights, pages and windows"] = 1
    steps: Annotated[int, "batches to train on; may be changed on resuming"] = 25_000
    workers: Annotated[int, "processes that draw pages"] = 1
    windows: Annotated[int, "windows of fine levels in a batch"] = 12
    small: Annotated[int, "windows of coarse levels in a batch"] = 16
    kept: Annotated[int, "pages that windows are drawn from, the newest"] = 6000
    first: Annotated[int, "pages that are drawn before the first step"] = 400
    each: Annotated[int, "steps for each new page"] = 1
    validation: Annotated[int, "pages of other writers and fonts that the loss is stated on"] = 96
    rate: Annotated[float, "highest learning rate"] = 2e-3
    decay: Annotated[float, "weight decay of AdamW"] = 0.01
    cooling: Annotated[float, "part of the run, at its end, in which the rate falls to 0"] = 0.4
    averaging: Annotated[float, "momentum of the running mean of the weights, per step"] = 0.998
    record: Annotated[int, "steps between two looks at the validation pages"] = 1000

    def __post_init__(self) -> None:
        """Raise ValueError for a value that cannot train."""
        for name in ("steps", "workers", "windows", "small", "kept", "first", "each", "record"):
            if getattr(self, name) < 1:
                raise ValueError(f"--{name} is {getattr(self, name)}, but must be at least 1.")
        for name in ("cooling", "averaging"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(
                    f"--{name} is {getattr(self, name)}, but must lie in 0..1, 1 excluded."
                )

    @classmethod
    def parse(cls, arguments: Sequence[str] | None = None) -> Self:
        """Read the command line; an unknown flag or a bad value ends the program with a message."""
        parser = argparse.ArgumentParser(
            prog="python -m training.finder.train",
            description="Train the finder; results go to runs/<name>.",
            allow_abbrev=False,
        )
        hints = get_type_hints(cls, include_extras=True)
        for flag in fields(cls):
            parser.add_argument(
                f"--{flag.name}",
                type=Path if flag.name in PATHS else type(flag.default),
                default=flag.default,
                help=f"{hints[flag.name].__metadata__[0]} (default: %(default)s)",
            )
        try:
            return cls(**vars(parser.parse_args(arguments)))
        except ValueError as cause:
            parser.error(str(cause))

    @property
    def folder(self) -> Path:
        """The run's own folder."""
        return self.runs / (self.name or f"finder-{self.seed}")

    @property
    def sources(self) -> Path:
        """The folder with mnist/ and strokes/: named, $INKLING_DATA, or beside the checkout."""
        return self.data or Path(os.environ.get("INKLING_DATA", DATA))

    def as_dict(self) -> dict[str, Any]:
        """Give the settings that decide the result, ready for JSON: no paths, no name."""
        chosen = asdict(self)
        for name in ("data", "runs", "name"):
            del chosen[name]
        return {**chosen, "start": self.start.name if self.start else None}

    def fits(self, settings: dict[str, Any]) -> bool:
        """Tell whether a saved run with these settings may be taken up with the present ones."""
        own = self.as_dict()
        return all(own[name] == settings.get(name) for name in own if name not in CHANGEABLE)
