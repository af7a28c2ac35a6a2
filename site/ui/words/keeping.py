"""What is said of a desk that is kept on this device, or is not."""

from ui.words.stack import counted

KEPT = "This desk is kept on this device now. It lies here again at the next visit."
NOT_KEPT = "This desk is not kept any more. It is here until the page is closed or loaded again."
FORGOTTEN = "What was kept of this desk is deleted. It is here until the page is closed."
ELSEWHERE = "Another open tab keeps its desk, so this one is not kept."
ELSEWHERE_TILL = "Close that tab, or turn it off there; then turn it on here."
BLOCKED = (
    "This browser stores nothing for this page, so the desk cannot be kept. Allow cookies and "
    "storage for this site in the browser\u2019s settings, then turn it on again."
)
LACKING = "A desk cannot be kept here: {}."
FAILED = "The desk is not kept: the browser says {}."
UNDELETED = (
    "The browser did not delete what is kept: it says {}. In its settings the data of this site "
    "can be deleted, too."
)

# What browsers call it where storage is blocked, and where it is full.
BLOCKING = ("SecurityError", "NotAllowedError", "InvalidStateError", "UnknownError")
FULL = "QuotaExceededError"


def refused(name: str, message: str) -> str:
    """Why a desk cannot be kept at all, by the name and message of the browser's error."""
    return BLOCKED if name in BLOCKING else FAILED.format(f"\u201c{message or name}\u201d")


def undeleted(name: str, message: str) -> str:
    """Why what is kept could not be deleted, by the name and message of the browser's error."""
    return UNDELETED.format(f"\u201c{message or name}\u201d")


def unkept(count: int, kept: int, name: str, message: str) -> str:
    """What is said where some pictures could not be kept."""
    what = counted(count, "picture")
    stay = f" {counted(kept, 'picture')} {_are(kept)} kept." if kept else ""
    if name == FULL:
        return (
            f"There is no room on this device to keep {what}.{stay} Remove what you need no "
            "more, here or on the device, then turn it off and on again."
        )
    return f"{what} could not be kept: the browser says \u201c{message or name}\u201d.{stay}"


def brought(count: int, again: int, *, beside: bool) -> str:
    """What is said when a desk lies here again, where there is anything to say.

    `again` are read anew because Inkling has changed; `beside` are other pictures already.
    """
    said = []
    if beside and count:
        said.append(
            f"{counted(count, 'picture')} that {_were(count)} kept {_are(count)} here, too."
        )
    if again:
        said.append(
            f"Inkling has changed since: {counted(again, 'picture')} {_are(again)} read again. "
            "What you corrected stays."
        )
    return " ".join(said)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
