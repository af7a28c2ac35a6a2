"""Ruling: which lines of a picture are its paper's, and the ink without them.

A rule is taken away where it runs alone. Where a stroke crosses it the ink is thicker than the
rule, so the stroke keeps its pixels and is whole.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.components import grouped, runs_of
from reader.ink import Ink
from reader.rule import SPANNING, Rule, follow

# How near to the frame a rule ends that goes on beyond it, as a fraction of the side.
AT_FRAME: Final = 0.03

# How far from a rule's middle its ragged remains lie, in its thickness, and pixels of their own.
BESIDE: Final = 0.75
RAGGED: Final = 3.5

# How far the ends of a rule may miss the rule that they meet, in their thickness, and two pixels
# for what resampling blurred.
MEETING: Final = 1.0

# How many rules meet a side of a box, and a side of a grid whose other rules are endless.
BOX: Final = 2
LATTICE: Final = 3

# The least part of the picture's side that a rule runs along that goes on beyond the frame.
LONG: Final = 0.5

Runs = NDArray[np.int64]


def without_rules(ink: Ink) -> tuple[Ink, NDArray[np.bool_]]:
    """Take the rules out of the ink; also gives where they were, bool [height, width]."""
    mask = ink.mask
    along, runs_along = follow(mask)
    down, runs_down = follow(mask.T)
    meeting = np.array([[_meet(rule, other) for other in down] for rule in along], dtype=np.int64)
    meeting = meeting.reshape(len(along), len(down))
    height, width = mask.shape
    along_through = np.array([_runs_through(rule, width) for rule in along], np.bool_)
    down_through = np.array([_runs_through(rule, height) for rule in down], np.bool_)
    along_endless = np.array([_is_endless(rule, width) for rule in along], np.bool_)
    down_endless = np.array([_is_endless(rule, height) for rule in down], np.bool_)
    along_kept = along_through | _gridded(meeting, down_endless)
    down_kept = down_through | _gridded(meeting.T, along_endless)
    along_kept |= _joined(meeting, down_kept, down_endless)
    down_kept |= _joined(meeting.T, along_kept, along_endless)
    if not along_kept.any() and not down_kept.any():
        return ink, np.zeros_like(mask)
    along, down = (
        _to_the_border(along, along_kept, down, down_kept),
        _to_the_border(down, down_kept, along, along_kept),
    )
    gone = _trodden(along, along_kept, runs_along, mask.shape)
    gone |= _trodden(down, down_kept, runs_down, mask.shape[::-1]).T
    for place, other in zip(*np.nonzero(meeting), strict=True):
        if along_kept[place] and down_kept[other]:
            _take_crossing(along[place], down[other], gone)
    gone &= mask
    if not gone.any():
        return ink, gone
    beside = _corridor(along, along_kept, mask.shape)
    beside |= _corridor(down, down_kept, mask.shape[::-1]).T
    gone |= _leftovers(mask & ~gone, beside)
    soft = np.zeros_like(gone)  # the blurred edges of the rules, where no stroke is
    soft[1:] |= gone[:-1]
    soft[:-1] |= gone[1:]
    soft[:, 1:] |= gone[:, :-1]
    soft[:, :-1] |= gone[:, 1:]
    bare = gone | (soft & ~mask)
    return replace(ink, strength=np.where(bare, np.uint8(0), ink.strength)), gone


def _runs_through(rule: Rule, side: int) -> bool:
    """Tell a rule that goes on beyond the frame, or from edge to edge."""
    if rule.length >= SPANNING * side:
        return True
    margin = AT_FRAME * side
    at_frame = rule.left <= margin or rule.right >= side - margin
    return at_frame and rule.length >= LONG * side


def _is_endless(rule: Rule, side: int) -> bool:
    """Tell a rule that goes on beyond the frame on both sides, as those of ruled paper do."""
    margin = AT_FRAME * side
    return rule.left <= margin and rule.right >= side - margin


def _meet(rule: Rule, other: Rule) -> bool:
    """Tell whether a rule along the rows and one along the columns meet or cross."""
    across = float(other.at(int(rule.at((rule.left + rule.right) // 2))))
    down = float(rule.at(int(across)))
    reach = 2 + MEETING * max(rule.thickness, other.thickness)
    return bool(
        rule.left - reach <= across <= rule.right + reach
        and other.left - reach <= down <= other.right + reach
    )


def _gridded(meeting: NDArray[np.int64], endless: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which rules, [n], are sides of a grid: others, [m], meet both it and one beside it.

    Two others make a box, unless they are endless: between ruled lines stand strokes.
    """
    if not len(meeting):
        return np.zeros(0, np.bool_)
    ends = meeting[:, ~endless]
    boxed, crossed = ends @ ends.T >= BOX, meeting @ meeting.T >= LATTICE
    sides = boxed | crossed
    np.fill_diagonal(sides, False)  # noqa: FBT003 numpy has it so
    return np.asarray(sides.any(axis=1))


def _joined(
    meeting: NDArray[np.int64], kept: NDArray[np.bool_], endless: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which rules meet as many sides of a grid as its sides do."""
    boxed = meeting @ (kept & ~endless) >= BOX
    return np.asarray(boxed | (meeting @ kept >= LATTICE))


def _to_the_border(
    rules: list[Rule], kept: NDArray[np.bool_], others: list[Rule], others_kept: NDArray[np.bool_]
) -> list[Rule]:
    """Lengthen rules to the outermost that cross them, by their own length at most.

    Where a digit touches a rule all along, the rule is not followed, but goes on.
    """
    crossing = [other for other, is_kept in zip(others, others_kept, strict=True) if is_kept]
    lengthened = []
    for rule, is_kept in zip(rules, kept, strict=True):
        ends = [rule.left, rule.right]
        for other in crossing if is_kept else ():
            row = float(rule.at((rule.left + rule.right) // 2))
            place = round(float(other.at(int(row))))
            margin = 2 + MEETING * rule.thickness
            near = rule.left - rule.length <= place <= rule.right + rule.length
            if near and other.left - margin <= row <= other.right + margin:
                ends.append(max(0, place))
        lengthened.append(replace(rule, left=min(ends), right=max(ends)))
    return lengthened


def _trodden(
    rules: list[Rule], kept: NDArray[np.bool_], runs: Runs, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Mark the runs down the columns that rules along the rows alone have left, bool `shape`."""
    height, width = shape
    thickness, middle = runs[:, 2] - runs[:, 1], (runs[:, 1] + runs[:, 2] - 1) / 2
    chosen = np.zeros(len(runs), np.bool_)
    for rule, is_kept in zip(rules, kept, strict=True):
        if is_kept:
            chosen |= (
                (runs[:, 0] >= rule.left - rule.thickness)
                & (runs[:, 0] < rule.right + rule.thickness)
                & (thickness <= 1.5 * rule.thickness + 1)
                & (np.abs(middle - rule.at(runs[:, 0])) <= 1.5 + 0.75 * rule.thickness)
            )
    edges = np.zeros((width, height + 1), np.int8)
    edges[runs[chosen, 0], runs[chosen, 1]] = 1
    edges[runs[chosen, 0], runs[chosen, 2]] = -1
    return np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1].T > 0


def _corridor(
    rules: list[Rule], kept: NDArray[np.bool_], shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Mark what lies close to rules along the rows, from end to end, bool `shape`."""
    height, width = shape
    edges = np.zeros((width, height + 1), np.int32)
    columns = np.arange(width)
    for rule, is_kept in zip(rules, kept, strict=True):
        if is_kept:
            margin = RAGGED + BESIDE * rule.thickness
            near = columns[max(0, rule.left - round(margin)) : rule.right + round(margin)]
            rows = rule.at(near)
            edges[near, np.clip(np.floor(rows - margin), 0, height).astype(np.int64)] += 1
            edges[near, np.clip(np.ceil(rows + margin) + 1, 0, height).astype(np.int64)] -= 1
    return np.cumsum(edges, axis=1)[:, :-1].T > 0


def _leftovers(mask: NDArray[np.bool_], beside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find what is left of a rule where it was ragged: components that lie wholly beside one."""
    runs = runs_of(mask)
    labels, order, starts = grouped(runs, mask.shape[1])
    if not len(labels):
        return np.zeros_like(mask)
    inside = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
    inside[:, 1:] = np.cumsum(beside, axis=1)
    covered = inside[runs[:, 0], runs[:, 2]] - inside[runs[:, 0], runs[:, 1]]
    bare = (runs[:, 2] - runs[:, 1] - covered)[order]
    wholly = np.add.reduceat(bare, starts) == 0
    lengths = np.diff(np.append(starts, len(runs))).astype(np.intp)
    ragged = runs[order][np.repeat(wholly, lengths)]
    edges = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int8)
    edges[ragged[:, 0], ragged[:, 1]] = 1
    edges[ragged[:, 0], ragged[:, 2]] = -1
    return np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1] > 0


def _take_crossing(rule: Rule, other: Rule, gone: NDArray[np.bool_]) -> None:
    """Take the square that two rules have in common, where each is as long as the other."""
    across = float(other.at(int(rule.at((rule.left + rule.right) // 2))))
    down = float(rule.at(int(across)))
    high, wide = rule.thickness / 2 + 1, other.thickness / 2 + 1
    gone[
        max(0, round(down - high)) : max(0, round(down + high) + 1),
        max(0, round(across - wide)) : max(0, round(across + wide) + 1),
    ] = True
