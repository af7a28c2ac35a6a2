"""The finder's card: what its input and its outputs are, and from where on a peak is believed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reader.card import NetworkCard
from reader.find.maps import SIGNS

PLANES = ("grey", "dark", "light")  # of a level, in the order of the input's channels
THRESHOLDS = ("digit", "doubt", "sure", "sign", "sure_sign")


@dataclass(frozen=True, kw_only=True)
class FinderCard(NetworkCard):
    """What the reader needs to know of a finder.

    Thresholds are least probabilities of a peak, in 0..1: `digit` of one that is read, `doubt` of
    one that is shown as a doubtful mark, `sure` of a digit without doubt, `sign` of one that is a
    sign, `sure_sign` of one whose kind stands in the text without a doubt. `ink` and `maps` name
    outputs.
    """

    digit: float
    doubt: float
    sign: float
    sure: float
    sure_sign: float
    ink: str
    maps: str

    network: ClassVar[str] = "finder"
    # The contract is the version of input, outputs and card that this reader understands.
    expected: ClassVar[dict[str, Any]] = {
        "contract": 1, "planes": list(PLANES), "signs": list(SIGNS)
    }  # fmt: skip

    @classmethod
    def fields(cls, card: dict[str, Any]) -> dict[str, Any]:
        """Read the card's own fields."""
        outputs = {name: str(card["outputs"][name]) for name in ("ink", "maps")}
        return {name: float(card["thresholds"][name]) for name in THRESHOLDS} | outputs

    def check(self) -> None:
        """Raise CardError where values do not fit together."""
        thresholds = {name: float(getattr(self, name)) for name in THRESHOLDS}
        self.probabilities(**thresholds)
        for less, more in (("doubt", "digit"), ("digit", "sure"), ("sign", "sure_sign")):
            if thresholds[less] > thresholds[more]:
                raise self.error(
                    f"states {thresholds[less]} for thresholds.{less}, but it is at most "
                    f"thresholds.{more}, {thresholds[more]}"
                )
