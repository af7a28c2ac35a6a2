"""Files that are refused before they are opened: what came, why it will not do, what would."""

from ui.words.figures import MB, weight

# Bytes: several times a phone's largest photograph, and little enough for the page to hold twice.
LARGEST = 50 * MB


def refuse_file(name: str | None, size: int) -> tuple[str, str] | None:
    """Say why a file of so many bytes is not opened, as code and message; None where it is."""
    what = f"“{name}”" if name else "The picture"
    if size == 0:
        message = (
            f"{what} is empty: it has 0 bytes, so there is no picture in it. "
            "Save or copy the picture again, then try that."
        )
        return "not-an-image", message
    if size > LARGEST:
        message = (
            f"{what} has {weight(size)}, but files over {weight(LARGEST)} are not opened, so that "
            "this device does not run out of memory. A smaller copy, saved as JPEG, will do."
        )
        return "too-large", message
    return None


def refuse_unreadable(name: str | None) -> tuple[str, str]:
    """Say why a file that the device does not hand over is not read, as code and message."""
    what = f"“{name}”" if name else "The picture"
    message = (
        f"{what} could not be opened: it may lie on a drive in a network, or have been changed or "
        "removed since it was chosen. Copy it to this device first, then choose the copy."
    )
    return "unreadable-file", message


def refuse_thing() -> tuple[str, str]:
    """Say why something dropped or pasted that is no file is not read, as code and message."""
    message = (
        "That is no file: it may be text, or a link to another site. "
        "Save the picture on this device, then choose that file."
    )
    return "not-an-image", message
