"""Numbers as a visitor reads them. Nothing here ever claims certainty."""

KB = 1000  # bytes, as file managers count
MB = 1000 * KB


def percent(confidence: float) -> str:
    """A confidence in 0..1 as it stands in a sentence: never 100 %, and never 0 %.

    From 99.5 % on tenths tell more than whole numbers would.
    """
    if confidence >= 0.9995:
        return "over 99.9 %"
    if confidence >= 0.995:
        return f"{100 * confidence:.1f} %"
    if confidence < 0.005:
        return "under 1 %"
    return f"{int(100 * confidence + 0.5)} %"


def share(probability: float) -> str:
    """A probability in 0..1 as it stands in a list of ten, to a tenth of a percent."""
    if probability >= 0.9995:
        return "> 99.9 %"
    if probability < 0.0005:
        return "< 0.1 %"
    return f"{100 * probability:.1f} %"


def weight(size: int) -> str:
    """A file's size in bytes, in the unit that keeps it short."""
    if size < KB:
        return f"{size} bytes" if size != 1 else "1 byte"
    if size < MB - KB // 2:
        return f"{size / KB:.0f} kB"
    return f"{size / MB:.1f} MB" if size < 9.95 * MB else f"{size / MB:.0f} MB"


def duration(milliseconds: float) -> str:
    """A time as a visitor cares about it."""
    if milliseconds < 1:
        return "under 1 ms"
    if milliseconds < 999.5:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f} s"
