"""What training cannot go on with."""


class DataError(Exception):
    """Training data that cannot be used; the message names the file and the remedy."""
