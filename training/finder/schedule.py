"""The learning rate over a run of the finder."""

from typing import Final

from training.finder.settings import Settings

WARM_UP: Final = 300  # steps until the rate is the highest


def rate(step: int, settings: Settings) -> float:
    """Give the rate of a step: up, level, and down to nothing (a trapezoid)."""
    warm = min(1.0, (step + 1) / WARM_UP)
    left = (settings.steps - step) / max(1.0, settings.cooling * settings.steps)
    return settings.rate * min(warm, left, 1.0)
