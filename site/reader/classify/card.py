"""The classifier's card: how its answers are calibrated, and from where on they are believed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reader.card import NetworkCard
from reader.classify.shape import Limits
from reader.reading import DIGITS

REFUSED = "not-a-digit"  # the last label, whatever the others are
LABELS = (*DIGITS, REFUSED)
SIGNS = ".,-/:+"  # what a text has between digits, so no digit can be called that


@dataclass(frozen=True, kw_only=True)
class ClassifierCard(NetworkCard):
    """What the reader needs to know of a classifier.

    `temperature` divides the logits before softmax; `sure` is the least probability of an answer
    without doubt, `not_a_digit` the probability above which ink is no digit; both lie in 0..1.
    `limits` are those that the shapes of digits keep to. `logits` and `features` name outputs.
    `labels` are the characters of the ten classes in the order of the logits.
    """

    temperature: float
    sure: float
    not_a_digit: float
    limits: Limits
    logits: str
    features: str
    labels: str = DIGITS

    network: ClassVar[str] = "classifier"
    # The contract is the version of input, outputs and card that this reader understands.
    expected: ClassVar[dict[str, Any]] = {"contract": 2}

    @classmethod
    def fields(cls, card: dict[str, Any]) -> dict[str, Any]:
        """Read the card's own fields."""
        thresholds, outputs = card["thresholds"], card["outputs"]
        return {
            "labels": cls._labels(card["labels"]),
            "temperature": float(card["temperature"]),
            "sure": float(thresholds["sure"]),
            "not_a_digit": float(thresholds["not_a_digit"]),
            "limits": Limits(
                least_ink=float(thresholds["least_ink"]),
                most_ink=float(thresholds["most_ink"]),
                pieces=int(thresholds["pieces"]),
                holes=int(thresholds["holes"]),
            ),
            "logits": str(outputs["logits"]),
            "features": str(outputs["features"]),
        }

    @classmethod
    def _labels(cls, labels: Any) -> str:
        """Join the ten characters; raises CardError where the labels are anything else."""
        characters = labels[:-1] if isinstance(labels, list) else []
        is_right = (
            len(characters) == len(DIGITS)
            and labels[-1] == REFUSED
            and all(isinstance(each, str) and len(each) == 1 for each in characters)
            and len(set(characters)) == len(DIGITS)
            and not any(each.isspace() or each in SIGNS for each in characters)
        )
        if not is_right:
            raise cls.error(
                f"states the labels {labels!r}, but this reader needs ten different characters, "
                f'none of them a space or one of {SIGNS}, and then "{REFUSED}"'
            )
        return "".join(characters)

    def check(self) -> None:
        """Raise CardError where values do not fit together."""
        if not self.temperature > 0:
            raise self.error(
                f"states the temperature {self.temperature}, but it divides the logits and must "
                "be above 0"
            )
        self.probabilities(sure=self.sure, not_a_digit=self.not_a_digit)
        if not 0 <= self.limits.least_ink < self.limits.most_ink:
            raise self.error(
                f"states {self.limits.least_ink} for thresholds.least_ink and "
                f"{self.limits.most_ink} for thresholds.most_ink, but ink covers a part of its "
                "box between the two"
            )
