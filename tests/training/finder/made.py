"""Pages with a truth made by hand: boxes of ink on white paper, and numerals on ruled paper."""

from functools import cache

import numpy as np
from PIL import Image

from training.digits import numerals
from training.pages.page import Page

CORE = 0.4  # strength of ink, 0..1, from which on a pixel is a digit's


def page(boxes, *, size=(200, 160), labels=None, signs=(), lines=None, sign_lines=None, **facts):
    """Give a page of this size, width and height in pixels, with solid boxes as digits.

    `boxes` and `signs` are left, top, right, bottom. `facts` replace a Page's own fields.
    """
    width, height = size
    picture = np.full((height, width, 3), 240, np.uint8)
    instances = np.zeros((height, width), np.uint16)
    marks = np.zeros((height, width), np.uint16)
    for plane, table in ((instances, boxes), (marks, signs)):
        for number, (left, top, right, bottom) in enumerate(table, 1):
            plane[top:bottom, left:right] = number
            picture[top:bottom, left:right] = 30
    table = np.array(boxes, np.int16).reshape(-1, 4)
    sides = (table[:, 2:] - table[:, :2]).astype(np.float32)
    count = len(boxes)
    given = {
        "picture": picture,
        "instances": instances,
        "signs": marks,
        "other": np.zeros((height, width), np.uint8),
        "boxes": table,
        "labels": np.array(labels if labels is not None else [1] * count, np.uint8),
        "heights": np.maximum(sides[:, 1], 0.9 * sides[:, 0]),
        "whole": np.ones(count, np.bool_),
        "contrast": np.full(count, 200, np.float32),
        "printed": np.zeros(count, np.bool_),
        "line": np.array(lines if lines is not None else [0] * count, np.int16),
        "place": np.arange(count, dtype=np.int16),
        "sign_boxes": np.array(signs, np.int16).reshape(-1, 4),
        "sign_kinds": np.ones(len(signs), np.uint8),
        "sign_line": np.array(sign_lines if sign_lines is not None else [0] * len(signs), np.int16),
        "sign_place": np.arange(len(signs), dtype=np.int16),
        "scene": "made",
    }
    return Page(**{**given, **facts})


def written(seed, number):
    """Give a page of a few numerals from stroke models, on paper with some grain, ruled or plain.

    The same seed and number make the same page. Ink is dark or light, and digits are 18 to 70
    pixels high, each in a field of its own.
    """
    random = np.random.default_rng([seed, number])
    width, height = (int(side) for side in random.integers(160, 320, 2))
    side = int(random.integers(24, 90))
    fields = [(x, y) for y in range(0, height - side, side) for x in range(0, width - side, side)]
    count = min(len(fields), int(random.integers(1, 9)))
    pixels, labels = _hands()
    chosen = random.permutation(len(labels))[:count]
    cover = np.zeros((height, width), np.float32)
    if random.random() < 0.5:
        cover[:: random.integers(9, 60)] = random.uniform(0.2, 1)
    instances = np.zeros((height, width), np.uint16)
    boxes = []
    places = [fields[place] for place in random.permutation(len(fields))[:count]]
    for each, (x, y) in zip(pixels[chosen], places, strict=True):
        large = Image.fromarray(each).resize((side, side), Image.Resampling.BICUBIC)
        strength = np.asarray(large, np.float32) / 255
        field = np.s_[y : y + side, x : x + side]
        cover[field] = np.maximum(cover[field], strength)
        core = strength > CORE
        boxes.append(_around(core, x, y))
        instances[field][core] = len(boxes)
    paper, ink = random.uniform(140, 250, 3), random.uniform(10, 90, 3)
    if random.random() < 0.3:
        paper, ink = ink, paper
    seen = paper + cover[..., None] * (ink - paper) + random.normal(0, 3, (height, width, 3))
    return page(
        boxes,
        size=(width, height),
        labels=labels[chosen],
        picture=seen.clip(0, 255).astype(np.uint8),
        instances=instances,
        contrast=np.full(count, np.abs(ink - paper).max(), np.float32),
    )


@cache
def _hands():
    return numerals.write(600, seed=5)


def _around(mask, x, y):
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return x + columns[0], y + rows[0], x + columns[-1] + 1, y + rows[-1] + 1
