"""Why the engine cannot start."""


class EngineError(Exception):
    """A part of the engine is missing or damaged; the message names the file and the remedy."""
