"""The classifier's card: how its answers are calibrated, and from where on they are believed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from reader.card import NetworkCard
from reader.classify.shape import Limits

LABELS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "not-a-digit")


@dataclass(frozen=True, kw_only=True)
class ClassifierCard(NetworkCard):
    """What the reader needs to know of a classifier.

    `temperature` divides the logits before softmax; `sure` is the least probability of an answer
    without doubt, `not_a_digit` the probability above which ink is no digit; both lie in 0..1.
    `limits` are those that the shapes of digits keep to. `logits` and `features` name outputs.
    """

    temperature: float
    sure: float
    not_a_digit: float
    limits: Limits
    logits: str
    features: str

    network: ClassVar[str] = "classifier"
    # The contract is the version of input, outputs and card that this reader understands.
    expected: ClassVar[dict[str, Any]] = {"contract": 2, "labels": list(LABELS)}

    @classmethod
    def fields(cls, card: dict[str, Any]) -> dict[str, Any]:
        """Read the card's own fields."""
        thresholds, outputs = card["thresholds"], card["outputs"]
        return {
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
