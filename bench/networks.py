"""Which networks the page has: what was measured with others is refused by `docs.results`."""

import json

from serve import SITE

KEYS = {"model": "classifier", "finder": "finder"}  # as readings name them, and their folders


def short_names() -> dict[str, str]:
    """Give the short names, the first 12 hex digits of the weights' SHA-256, by KEYS."""
    names = {}
    for key, folder in KEYS.items():
        card = json.loads((SITE / "model" / folder / "card.json").read_text(encoding="utf-8"))
        names[key] = card["weights"]["sha256"][:12]
    return names
