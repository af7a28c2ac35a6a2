"""The seal on a file: the SHA-256 that the model's card states for it."""

import hashlib

from engine.errors import EngineError

SHOWN = 12  # hex digits: enough to tell two files apart, few enough to read aloud


def verify(file: str, content: bytes, sha256: str) -> bytes:
    """Return a file's content unchanged where its SHA-256 is the stated one, in lower-case hex.

    Raises EngineError with the file's name, its length and both hashes where it is not.
    """
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EngineError(
            f"{file} is damaged: its {len(content)} bytes have the SHA-256 {found[:SHOWN]}…, "
            f"but card.json states {sha256[:SHOWN]}…. Load the page again; if that does not help, "
            f"restore site/{file} and the card.json beside it from the same release."
        )
    return content


def verify_text(file: str, content: bytes, sha256: str) -> bytes:
    """Return a text as it was published; raises EngineError as `verify` does.

    Some servers give lines other ends, or leave out the last one.
    """
    published = content.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
    return verify(file, published, sha256)
