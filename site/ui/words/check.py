"""What is said of a check of this device: does it read as Keras does, and how fast."""

from ui.words.figures import duration

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

CHECKING = "Reading 100 digits\u2026"
FAILED = (
    "The check could not be made: the engine stopped, or its pictures were not loaded with the "
    "page. Load the page again and press once more."
)
COPIED = "Copied"
SELECTED = "The browser does not let this page copy. The report is selected: copy it by hand."

# How far a score may be from Keras's: the sums of float32 come in another order, no more.
TOLERANCE = 0.001

STARTS = {
    "snapshot": "Python started from its snapshot.",
    "normal": "Python started without a snapshot.",
}

# How browsers name themselves; who is built upon another names that one, too, so it comes later.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def found_words(report: "dict[str, Any]") -> str:
    """Say what a check found, from what is in its report."""
    count, right = report["pictures"], report["right"]
    away, spent = report["largest_difference"], report["milliseconds"]
    is_well = right == count == report["as_keras"] and away <= TOLERANCE
    first = f"{right} of {count} digits right, {report['as_keras']} as Keras reads them."
    differs = f"No score differs from Keras's by more than {_small(away)}."
    if not is_well:
        differs = (
            f"A score differs from Keras's by {_small(away)}: this device does not compute as it "
            "should. Please report it, with what stands below."
        )
    times = (
        f"{_milliseconds(spent['median'])} a digit (95 of 100 within "
        f"{_milliseconds(spent['percentile_95'])}), {duration(spent['picture'])} a whole picture."
    )
    started = STARTS.get(report["start"], "")
    return f"{first} {differs} {times} {started} {report['browser']}."


def browser(agent: str) -> str:
    """Name the browser, its version and the system, from what it says of itself."""
    system = ""
    for sign, name in SYSTEMS:
        if sign in agent:
            system = f" on {name}"
            break
    for sign, name in BROWSERS:
        if sign in agent:
            _, _, version = agent.partition(sign)
            version = version.split(" ")[0].split(".")[0]
            return f"{name} {version}{system}"
    return f"An unknown browser{system}"


def _small(value: float) -> str:
    """A difference of scores, in decimals."""
    if value < 0.00001:
        return "0.00001"
    return f"{value:.5f}" if value < 0.01 else f"{value:.2f}"


def _milliseconds(value: float) -> str:
    """A time that is short, to a tenth; many browsers tell whole milliseconds only."""
    return f"{value:.1f} ms" if value < 10 else duration(value)
