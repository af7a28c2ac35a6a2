"""The ten results that the README states, picked from all that was measured."""

from collections.abc import Callable
from typing import Any, Final

HEAD: Final = (
    "| what | asked | measured | beside it |",
    "|---|--:|--:|--:|",
)

Facts = dict[str, dict[str, Any]]


class MissingError(Exception):
    """A result that the README states is in no measurement."""


def rows(facts: Facts) -> list[str]:
    """Give the README's rows as Markdown, those of starting only where it has been measured.

    `facts` are the measurements by the names of their files: `evaluation`, `results`, `reading`,
    `start`. Raises MissingError where a measurement has no such result.
    """
    return [
        row(words, _found(facts[part], *place, part))
        for part, place, row, words in ROWS
        if part in facts
    ]


def _found(measured: dict[str, Any], table: str, key: str, name: str, part: str) -> dict[str, Any]:
    """Find the row of a table whose `key` has this name."""
    for each in measured[table]:
        if each[key] == name:
            return dict(each)
    raise MissingError(
        f"docs/{part}.json has no result {name!r}: name another in docs/highlights.py"
    )


def _asked(each: dict[str, Any]) -> str:
    return f"{each['asked']}, **missed**" if each["met"] is False else str(each["asked"])


def _promise(words: str, each: dict[str, Any]) -> str:
    return f"| {words} | {_asked(each)} | {each['measured']} |  |"


def _set(words: str, each: dict[str, Any]) -> str:
    share = 100 * each["right"] / each["n"]
    return f"| {words} |  | {share:.1f} % ({each['right']} of {each['n']}) |  |"


def _before(words: str, each: dict[str, Any]) -> str:
    return f"| {words} | {_asked(each)} | {each['measured']} | {each['before']} before |"


def _stock(words: str, each: dict[str, Any]) -> str:
    medians = [
        "fails" if each[page] is None else f"{each[page]['median']:.2f} {each['unit']}"
        for page in ("inkling", "stock")
    ]
    return f"| {words} | {_asked(each)} | {medians[0]} | {medians[1]} stock |"


Row = Callable[[str, dict[str, Any]], str]

# Which measurement; which of its tables, by which key and name; how it is stated; in what words.
ROWS: Final[tuple[tuple[str, tuple[str, str, str], Row, str], ...]] = (
    ("results", ("sets", "set", "photos, single digits"), _set, "photographs of one digit"),
    ("results", ("sets", "set", "drawn"), _set, "drawings of one digit, by mouse or tablet"),
    ("evaluation", ("promises", "what", "`strings`, lines"), _promise, "lines of numbers, exact"),
    ("evaluation", ("promises", "what", "`registers`, exact"), _promise, "register cells, exact"),
    (
        "evaluation", ("promises", "what", "`nondigits`, nothing or unsure"), _promise,
        "pictures of no digit: nothing, or a doubt",
    ),
    (
        "evaluation",
        ("promises", "what", "right of what is said surely, all of these pooled"),
        _promise, "right of what is said surely",
    ),
    (
        "evaluation", ("promises", "what", "MNIST test, the shipped classifier"), _promise,
        "MNIST test, the classifier alone",
    ),
    (
        "reading", ("promises", "what", "one digit, 400 x 400 pixels"), _before,
        "to read one digit",
    ),
    (
        "start", ("figures", "what", "second visit: engine ready"), _stock,
        "second visit, until it can read",
    ),
    (
        "start", ("figures", "what", "first visit: bytes until the first reading"), _stock,
        "first visit, what is fetched until the first answer",
    ),
)  # fmt: skip
