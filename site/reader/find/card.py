"""The finder's card: the facts that travel with its weights, checked before they are trusted."""

import json
from dataclasses import dataclass
from typing import Any, Self

from reader.card import CardError
from reader.find.maps import SIGNS

CONTRACT = 1  # version of input, outputs and card that this reader understands
PLANES = ("grey", "dark", "light")  # of a level, in the order of the input's channels
THRESHOLDS = ("digit", "doubt", "sure", "sign", "sure_sign")
AGAIN = "export the finder again with this version."


@dataclass(frozen=True)
class FinderCard:
    """What the reader needs to know of a finder.

    Thresholds are least probabilities of a peak, in 0..1: `digit` of one that is read, `doubt` of
    one that is shown as a doubtful mark, `sure` of a digit without doubt, `sign` of one that is a
    sign, `sure_sign` of one whose kind stands in the text without a doubt.
    """

    digit: float
    doubt: float
    sign: float
    sure: float
    sure_sign: float
    ink: str
    maps: str
    graph_file: str
    graph_sha256: str
    weights_file: str
    weights_sha256: str

    @property
    def model(self) -> str:
        """The finder's short name: the first 12 hex digits of its weights' SHA-256."""
        return self.weights_sha256[:12]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a `finder/card.json`; raises CardError where it does not fit this reader."""
        try:
            return cls._from_dict(json.loads(text))
        except KeyError as missing:
            raise CardError(f"finder/card.json has no {missing}; {AGAIN}") from missing
        except (ValueError, TypeError) as cause:
            raise CardError(f"finder/card.json is damaged ({cause}); {AGAIN}") from cause

    @classmethod
    def _from_dict(cls, card: dict[str, Any]) -> Self:
        expected = {"contract": CONTRACT, "planes": list(PLANES), "signs": list(SIGNS)}
        for name, needed in expected.items():
            if card[name] != needed:
                raise CardError(
                    f"finder/card.json states the {name} {card[name]!r}, but this reader needs "
                    f"{needed!r}; {AGAIN}"
                )
        thresholds = {name: float(card["thresholds"][name]) for name in THRESHOLDS}
        for name, value in thresholds.items():
            if not 0 <= value <= 1:
                raise CardError(
                    f"finder/card.json states {value} for thresholds.{name}, but it is a "
                    f"probability in 0..1; {AGAIN}"
                )
        for less, more in (("doubt", "digit"), ("digit", "sure"), ("sign", "sure_sign")):
            if thresholds[less] > thresholds[more]:
                raise CardError(
                    f"finder/card.json states {thresholds[less]} for thresholds.{less}, but it is "
                    f"at most thresholds.{more}, {thresholds[more]}; {AGAIN}"
                )
        return cls(
            **thresholds,
            ink=str(card["outputs"]["ink"]),
            maps=str(card["outputs"]["maps"]),
            graph_file=str(card["graph"]["file"]),
            graph_sha256=str(card["graph"]["sha256"]),
            weights_file=str(card["weights"]["file"]),
            weights_sha256=str(card["weights"]["sha256"]),
        )
