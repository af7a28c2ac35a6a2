"""How much of a seeded series is tried: its first cases in `make test`, all in `make sweep`."""

import os

import pytest

# A test with this mark has more cases than `make test` tries.
marked = pytest.mark.sweep


def is_whole() -> bool:
    """Whether all cases are to be tried, as `make sweep` and `make results` do."""
    return bool(os.environ.get("INKLING_SWEEP"))


def cases(whole: int, first: int) -> int:
    """Give how many of a series of `whole` cases are tried.

    The seeds are the same, so that the first cases are those with which the whole series begins.
    """
    return whole if is_whole() else first
