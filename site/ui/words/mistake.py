"""What went wrong with a picture, as code and message for the visitor."""

from js import console

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

UNEXPECTED = (
    "The answer to this picture could not be shown because of a mistake in Inkling; the browser's "
    "console says which. Other pictures can still be read."
)


def told(error: Exception) -> "tuple[str, str]":
    """Give the code and message of the contract's Error that came out of a promise."""
    # Of what JavaScript threw, the first argument is the object.
    cause: Any = error.args[0] if error.args else None
    code = getattr(cause, "code", None)
    if isinstance(code, str):
        return code, str(cause.message)
    console.error(repr(error))
    return "engine-failed", UNEXPECTED
