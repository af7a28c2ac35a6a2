"""The site's files, as the worker gets them."""

from js import fetch

from engine.errors import EngineError


async def load(base: str, file: str) -> bytes:
    """Fetch a file of the site: `base` is the page's address, `file` a path below it.

    Raises EngineError where the server does not send it.
    """
    # A worker that PyScript starts has a blob: address, so nothing is relative to it.
    response = await fetch(base + file)
    if not response.ok:
        raise EngineError(
            f"{file} is missing: the server answered {response.status}. Load the page again; if "
            f"that does not help, restore site/{file}."
        )
    buffer = await response.arrayBuffer()
    return bytes(buffer.to_bytes())
