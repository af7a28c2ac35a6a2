"""The one error of this package: the vendor folder cannot be made."""


class VendorError(Exception):
    """Says what came, why it will not do and what would; the old folder is untouched."""
