"""Skeletons one pixel wide turned into strokes: polylines that run straight through crossings."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.pages.strokes import Strokes, softened

BRIDGE: Final = 9  # pixels: two forks that near are one crossing, which thinning tore apart
SPUR: Final = 8  # pixels: a twig shorter than this is the thinning's, not the writer's
AHEAD: Final = 7  # pixels over which a branch's direction is taken
STRAIGHT: Final = -0.35  # cosine between two branches below which they are one stroke
CRUMB: Final = 8  # pixels: a stroke of its own shorter than this is dirt
SMOOTH: Final = 2.5  # pixels, sigma: takes the steps of the pixel grid away

Chain = list[tuple[int, int]]


def traced(line: NDArray[np.bool_]) -> Strokes:
    """Follow a skeleton, bool [height, width]: strokes in its pixels, the longest first."""
    chains = _chains(line)
    twigs = [chain for chain in chains if len(chain) > SPUR or not _twig(chain, chains)]
    paths = sorted(_merged(twigs or chains), key=len, reverse=True)
    paths = [path for path in paths if len(path) >= CRUMB] or paths[:1]
    return [softened(np.array(path, dtype=np.float32), SMOOTH) for path in paths]


def _chains(line: NDArray[np.bool_]) -> list[Chain]:
    """Cut a skeleton at its ends and forks: chains of (x, y), both their ends included."""
    rows, columns = np.nonzero(line)
    pixels = set(zip(columns.tolist(), rows.tolist(), strict=True))
    near = {pixel: _neighbours(pixel, pixels) for pixel in sorted(pixels)}
    nodes = [pixel for pixel, around in near.items() if len(around) != 2]
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    chains: list[Chain] = []
    stops, visited = set(nodes), set(nodes)
    for node in nodes:
        for step in near[node]:
            if (node, step) not in seen:
                chain = _walk(node, step, near, stops)
                seen.update([(node, step), (chain[-1], chain[-2])])
                visited.update(chain)
                chains.append(chain)
    for pixel, around in near.items():  # closed curves have neither ends nor forks
        if pixel not in visited and around:
            chain = _walk(pixel, around[0], near, {pixel})
            visited.update(chain)
            chains.append(chain)
    return chains


def _neighbours(pixel: tuple[int, int], pixels: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the pixels linked to one: diagonal ones only where no straight pixel links them."""
    x, y = pixel
    found = [place for place in ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)) if place in pixels]
    found += [
        (x + across, y + down)
        for across in (-1, 1)
        for down in (-1, 1)
        if (x + across, y + down) in pixels
        and (x + across, y) not in pixels
        and (x, y + down) not in pixels
    ]
    return found


def _walk(
    start: tuple[int, int],
    step: tuple[int, int],
    near: dict[tuple[int, int], list[tuple[int, int]]],
    stops: set[tuple[int, int]],
) -> Chain:
    chain = [start, step]
    while chain[-1] not in stops:
        here, before = chain[-1], chain[-2]
        ways = near[here]
        chain.append(ways[0] if ways[1] == before else ways[1])
    return chain


def _twig(chain: Chain, chains: list[Chain]) -> bool:
    """Say whether a short chain has exactly one free end."""
    ends = [end for other in chains for end in (other[0], other[-1])]
    return (ends.count(chain[0]) == 1) != (ends.count(chain[-1]) == 1)


def _merged(chains: list[Chain]) -> list[list[tuple[float, float]]]:
    """Join chains that go straight on at a crossing."""
    places = _crossings(chains)
    kept = [
        [places[c[0]], *((float(x), float(y)) for x, y in c[1:-1]), places[c[-1]]]
        for c in chains
        if len(c) > BRIDGE or places[c[0]] != places[c[-1]]
    ] or [[(float(x), float(y)) for x, y in chains[0]]]
    while pair := _straightest(kept):
        first, second = pair
        joint = kept[first][:-1] + kept[second]
        kept = [path for at, path in enumerate(kept) if at not in pair]
        kept.append(joint)
    return kept


def _crossings(chains: list[Chain]) -> dict[tuple[int, int], tuple[float, float]]:
    """Give each chain's end the place of its crossing: near forks share their middle."""
    ends = sorted({end for chain in chains for end in (chain[0], chain[-1])})
    count = dict.fromkeys(ends, 0)
    for chain in chains:
        count[chain[0]] += 1
        count[chain[-1]] += 1
    group = {end: end for end in ends}
    for chain in chains:
        first, last = group[chain[0]], group[chain[-1]]
        if len(chain) <= BRIDGE and first != last and min(count[chain[0]], count[chain[-1]]) > 1:
            group.update({end: first for end in ends if group[end] == last})
    places: dict[tuple[int, int], tuple[float, float]] = {}
    for end in ends:
        members = np.array([other for other in ends if group[other] == group[end]])
        places[end] = (float(members[:, 0].mean()), float(members[:, 1].mean()))
    return places


def _straightest(paths: list[list[tuple[float, float]]]) -> tuple[int, int] | None:
    """Find the two paths that continue each other best, turned so that first leads to second."""
    best, found = STRAIGHT, None
    for one, first in enumerate(paths):
        for two in range(one + 1, len(paths)):
            second = paths[two]
            for turn_first in (False, True):
                for turn_second in (False, True):
                    a = first[::-1] if turn_first else first
                    b = second[::-1] if turn_second else second
                    if a[-1] != b[0]:
                        continue
                    angle = _cosine(a[::-1], b)
                    if angle < best:
                        best, found = angle, (one, two, turn_first, turn_second)
    if found is None:
        return None
    one, two, turn_first, turn_second = found
    if turn_first:
        paths[one].reverse()
    if turn_second:
        paths[two].reverse()
    return one, two


def _cosine(one: list[tuple[float, float]], two: list[tuple[float, float]]) -> float:
    """Give the cosine between the directions in which two paths leave their common start."""
    a = np.subtract(one[min(AHEAD, len(one) - 1)], one[0])
    b = np.subtract(two[min(AHEAD, len(two) - 1)], two[0])
    return float(a @ b / max(float(np.sqrt((a @ a) * (b @ b))), 1e-6))
