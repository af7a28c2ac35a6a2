"""The model's card: the facts that travel with the weights, checked before they are trusted."""

import json
from dataclasses import dataclass
from typing import Any, Self

from reader.classify.shape import Limits

CONTRACT = 2  # version of input, outputs and card that this reader understands
FILE = "classifier/card.json"  # as errors name it
LABELS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "not-a-digit")


class CardError(Exception):
    """A card that does not fit this reader; the message names the field and the remedy."""


@dataclass(frozen=True)
class Card:
    """What the reader needs to know of a model.

    `temperature` divides the logits before softmax; `sure` is the least probability of an answer
    without doubt, `not_a_digit` the probability above which ink is no digit; both lie in 0..1.
    `limits` are those that the shapes of digits keep to.
    """

    temperature: float
    sure: float
    not_a_digit: float
    limits: Limits
    logits: str
    features: str
    graph_file: str
    graph_sha256: str
    weights_file: str
    weights_sha256: str

    @property
    def model(self) -> str:
        """The model's short name: the first 12 hex digits of its weights' SHA-256."""
        return self.weights_sha256[:12]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a `classifier/card.json`; raises CardError where it does not fit this reader."""
        try:
            return cls._from_dict(json.loads(text))
        except KeyError as missing:
            raise CardError(f"{FILE} has no {missing}; export the model again.") from missing
        except (ValueError, TypeError) as cause:
            raise CardError(f"{FILE} is damaged ({cause}); export the model again.") from cause

    @classmethod
    def _from_dict(cls, card: dict[str, Any]) -> Self:
        if card["contract"] != CONTRACT:
            raise CardError(
                f"{FILE} states contract {card['contract']!r}, but this reader understands "
                f"{CONTRACT}; export the model again with this version."
            )
        if tuple(card["labels"]) != LABELS:
            raise CardError(
                f"{FILE} states the labels {card['labels']!r}, but this reader needs "
                f"{list(LABELS)!r}; export the model again with this version."
            )
        thresholds = card["thresholds"]
        parsed = cls(
            temperature=float(card["temperature"]),
            sure=float(thresholds["sure"]),
            not_a_digit=float(thresholds["not_a_digit"]),
            limits=Limits(
                least_ink=float(thresholds["least_ink"]),
                most_ink=float(thresholds["most_ink"]),
                pieces=int(thresholds["pieces"]),
                holes=int(thresholds["holes"]),
            ),
            logits=str(card["outputs"]["logits"]),
            features=str(card["outputs"]["features"]),
            graph_file=str(card["graph"]["file"]),
            graph_sha256=str(card["graph"]["sha256"]),
            weights_file=str(card["weights"]["file"]),
            weights_sha256=str(card["weights"]["sha256"]),
        )
        if not parsed.temperature > 0:
            raise CardError(
                f"{FILE} states the temperature {parsed.temperature}, but it divides the logits "
                "and must be above 0; calibrate and export the model again."
            )
        for name, value in (("sure", parsed.sure), ("not_a_digit", parsed.not_a_digit)):
            if not 0 <= value <= 1:
                raise CardError(
                    f"{FILE} states {value} for thresholds.{name}, but it is a probability "
                    "in 0..1; calibrate and export the model again."
                )
        if not 0 <= parsed.limits.least_ink < parsed.limits.most_ink:
            raise CardError(
                f"{FILE} states {parsed.limits.least_ink} for thresholds.least_ink and "
                f"{parsed.limits.most_ink} for thresholds.most_ink, but ink covers a part of its "
                "box between the two; calibrate and export the model again."
            )
        return parsed
