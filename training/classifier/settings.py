"""What a training run can be told, and how: one frozen dataclass, one flag for each field."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final, Self, get_type_hints

from training.digits.mnist import DATA

DIGITS: Final = "0123456789"
PATHS: Final = ("data", "runs", "teachers", "start")  # settings that are folders
PLANS: Final = ("shipped", "assistant", "teacher", "large")
PRECISIONS: Final = ("float32", "mixed_bfloat16")


@dataclass(frozen=True)
class Settings:
    """One run's settings. The defaults are those of the shipped model."""

    data: Annotated[Path | None, "folder with MNIST's four idx .gz files"] = None
    runs: Annotated[Path, "folder that receives the run's own folder"] = Path("runs")
    name: Annotated[str, "name of the run's folder; by default its seed"] = ""
    plan: Annotated[str, "network to train: shipped, assistant, teacher or large"] = "shipped"
    teachers: Annotated[
        tuple[Path, ...], "folders of finished runs of any plan to learn from, all together"
    ] = ()
    start: Annotated[
        Path | None, "folder of a finished run of the same plan, whose network is trained on"
    ] = None
    labels: Annotated[
        str, "what the ten classes of --data are called, a character each, for the model's card"
    ] = DIGITS
    seed: Annotated[int, "seed of weights, order and augmentation"] = 1
    epochs: Annotated[int, "passes over the training digits; may be changed on resuming"] = 20
    batch: Annotated[int, "pictures in a batch, digits and non-digits together"] = 128
    validation: Annotated[
        int, "digits set aside from the training set, on which everything is chosen"
    ] = 5000
    train: Annotated[int, "digits to train on at most; 0 takes all"] = 0
    nondigits: Annotated[int, "generated pictures that are no digits"] = 30000
    numerals: Annotated[
        int, "digits from stroke models, and as many from fonts, added to MNIST's"
    ] = 3000
    written: Annotated[
        int, "digits drawn from pen trajectories, and half as many other characters; 0 takes none"
    ] = 40000
    crops: Annotated[
        int, "pictures at most that `classifier.crops` cut out of generated pages; 0 takes none"
    ] = 60000
    nondigit_part: Annotated[float, "part of each batch that is no digit, in 0..1"] = 0.2
    redrawn_part: Annotated[
        float, "part of the digits that is redrawn with another pen, in 0..1"
    ] = 0.35
    rough: Annotated[
        float,
        "part of the pictures that get another pen and paper as well as another hand, in 0..1",
    ] = 0.5
    calm: Annotated[
        float, "part of the run, at its end, in which hands differ half as much, in 0..1"
    ] = 0.2
    rate: Annotated[float, "highest learning rate of the schedule"] = 4e-3
    decay: Annotated[float, "weight decay of AdamW"] = 0.02
    averaging: Annotated[float, "momentum of the running mean of the weights, per step"] = 0.999
    softness: Annotated[float, "temperature at which the teacher's answers are learnt, above 0"] = (
        2.0
    )
    trust: Annotated[float, "weight of the teacher's answers against the labels, in 0..1"] = 0.7
    precision: Annotated[
        str, "float32, or mixed_bfloat16 where the processor computes with it (Intel's AMX)"
    ] = "float32"

    def __post_init__(self) -> None:
        """Raise ValueError for a value that cannot train."""
        for name in ("epochs", "batch", "validation", "nondigits"):
            if getattr(self, name) < 1:
                raise ValueError(f"--{name} is {getattr(self, name)}, but must be at least 1.")
        for name, known in (("plan", PLANS), ("precision", PRECISIONS)):
            if getattr(self, name) not in known:
                raise ValueError(
                    f"--{name} is {getattr(self, name)!r}, but must be {' or '.join(known)}."
                )
        self._check_labels()
        if not self.softness > 0:
            raise ValueError(f"--softness is {self.softness}, but must be above 0.")
        if not 0 <= self.rough <= 1:
            raise ValueError(f"--rough is {self.rough}, but must lie in 0..1.")
        for name in ("nondigit_part", "redrawn_part", "averaging", "trust", "calm"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(
                    f"--{name.replace('_', '-')} is {getattr(self, name)}, but must lie in 0..1, "
                    "1 excluded."
                )

    def _check_labels(self) -> None:
        """Raise ValueError where classes cannot be called that, or digits would be among them."""
        if len(set(self.labels)) != len(DIGITS) or len(self.labels) != len(DIGITS):
            raise ValueError(
                f"--labels is {self.labels!r}, but must be {len(DIGITS)} different characters."
            )
        drawn = [name for name in ("numerals", "written", "crops") if getattr(self, name)]
        if self.labels != DIGITS and drawn:
            flags = " ".join(f"--{name} 0" for name in drawn)
            raise ValueError(
                f"--labels is {self.labels!r}, but training draws digits alone; "
                f"give {flags} as well."
            )

    @classmethod
    def parse(cls, arguments: Sequence[str] | None = None) -> Self:
        """Read the command line; an unknown flag or a bad value ends the program with a message."""
        parser = argparse.ArgumentParser(
            prog="python -m training.classifier.train",
            description="Train the network; results go to runs/<name>.",
            allow_abbrev=False,
        )
        hints = get_type_hints(cls, include_extras=True)
        for flag in fields(cls):
            several = flag.name == "teachers"
            parser.add_argument(
                f"--{flag.name.replace('_', '-')}",
                type=Path if flag.name in PATHS else type(flag.default),
                nargs="*" if several else None,
                default=flag.default,
                help=f"{hints[flag.name].__metadata__[0]} (default: %(default)s)",
            )
        try:
            given = vars(parser.parse_args(arguments))
            return cls(**{**given, "teachers": tuple(given["teachers"])})
        except ValueError as cause:
            parser.error(str(cause))

    @property
    def folder(self) -> Path:
        """The run's own folder."""
        return self.runs / (self.name or f"seed-{self.seed}")

    @property
    def strokes(self) -> Path:
        """The folder that holds mnist/ and strokes/, of which pen trajectories are read."""
        return self.mnist.parent

    @property
    def mnist(self) -> Path:
        """The folder with MNIST: as named, or in $INKLING_DATA, or beside the checkout."""
        if self.data is not None:
            return self.data
        if "INKLING_DATA" in os.environ:
            return Path(os.environ["INKLING_DATA"]) / "mnist"
        return DATA

    def as_dict(self) -> dict[str, Any]:
        """Give the settings that decide the result, ready for JSON: no paths, no name."""
        chosen = asdict(self)
        for name in ("data", "runs", "name"):
            del chosen[name]
        return {
            **chosen,
            "teachers": [folder.name for folder in self.teachers],
            "start": self.start.name if self.start else None,
        }
