"""A network's card: the facts that travel with its weights, checked before they are trusted."""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Self


class CardError(Exception):
    """A card that does not fit this reader; the message names the field and the remedy."""


@dataclass(frozen=True, kw_only=True)
class NetworkCard(ABC):
    """What the cards of both networks state: files, with their SHA-256 in hex.

    A card of its own says what its `expected` fields must be, and reads the rest.
    """

    graph_file: str
    graph_sha256: str
    weights_file: str
    weights_sha256: str

    network: ClassVar[str]  # "classifier" or "finder", also its folder
    expected: ClassVar[dict[str, Any]]  # fields whose values this reader needs, contract first

    @property
    def model(self) -> str:
        """The network's short name: the first 12 hex digits of its weights' SHA-256."""
        return self.weights_sha256[:12]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a card.json; raises CardError where it does not fit this reader."""
        try:
            card = json.loads(text)
            for name, needed in cls.expected.items():
                if card[name] != needed:
                    raise cls.error(
                        f"states the {name} {card[name]!r}, but this reader needs {needed!r}"
                    )
            parsed = cls(
                graph_file=str(card["graph"]["file"]),
                graph_sha256=str(card["graph"]["sha256"]),
                weights_file=str(card["weights"]["file"]),
                weights_sha256=str(card["weights"]["sha256"]),
                **cls.fields(card),
            )
        except KeyError as missing:
            raise cls.error(f"has no {missing}") from missing
        except (ValueError, TypeError) as cause:
            raise cls.error(f"is damaged ({cause})") from cause
        parsed.check()
        return parsed

    @classmethod
    def error(cls, what: str) -> CardError:
        """Say what is wrong with a card of this kind, and what would be right."""
        return CardError(
            f"{cls.network}/card.json {what}; "
            f"calibrate and export the {cls.network} again with this version."
        )

    def probabilities(self, **values: float) -> None:
        """Raise CardError where one of these thresholds does not lie in 0..1."""
        for name, value in values.items():
            if not 0 <= value <= 1:
                raise self.error(
                    f"states {value} for thresholds.{name}, but it is a probability in 0..1"
                )

    @classmethod
    @abstractmethod
    def fields(cls, card: dict[str, Any]) -> dict[str, Any]:
        """Read the card's own fields; KeyError, ValueError or TypeError where they are amiss."""

    @abstractmethod
    def check(self) -> None:
        """Raise CardError where values do not fit together."""
