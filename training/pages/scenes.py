"""All kinds of pictures and how often each is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from training.pages import (
    scene_cells,
    scene_edges,
    scene_empty,
    scene_lines,
    scene_register,
    scene_single,
    scene_text,
)
from training.pages.canvas import Canvas
from training.pages.noise import Random
from training.pages.setting import Plan


@dataclass(frozen=True)
class Scene:
    """`chance` is this kind's share of pictures; `draw` writes on what was planned."""

    name: str
    chance: float
    plan: Callable[[Random], Plan]
    draw: Callable[[Canvas], None]


SCENES: Final = (
    Scene("one", 0.105, scene_single.plan_one, scene_single.one),
    Scene("few", 0.1, scene_single.plan_few, scene_single.few),
    Scene("numbers", 0.085, scene_lines.plan, scene_lines.numbers),
    Scene("amounts", 0.085, scene_lines.plan, scene_lines.amounts),
    Scene("table", 0.055, scene_cells.plan_table, scene_cells.table),
    Scene("form", 0.055, scene_cells.plan_form, scene_cells.form),
    Scene("edges", 0.07, scene_edges.plan, scene_edges.edges),
    Scene("fractions", 0.02, scene_single.plan_fraction, scene_single.fractions),
    Scene("register", 0.05, scene_register.plan, scene_register.register),
    Scene("mixed", 0.07, scene_text.plan, scene_text.mixed),
    Scene("printed", 0.07, scene_text.plan_printed, scene_text.printed),
    # Without any digit: 23.5 of a hundred.
    Scene("words", 0.075, scene_text.plan, scene_text.words),
    Scene("letters", 0.055, scene_text.plan, scene_text.letters),
    Scene("capitals", 0.02, scene_text.plan_capitals, scene_text.capitals),
    Scene("doodles", 0.02, scene_empty.plan, scene_empty.doodles),
    Scene("signature", 0.01, scene_empty.plan, scene_empty.signature),
    Scene("texture", 0.02, scene_empty.plan_texture, scene_empty.objects),
    Scene("dust", 0.015, scene_empty.plan_dust, scene_empty.dust),
    Scene("blank", 0.02, scene_empty.plan_blank, scene_empty.blank),
)
