"""Trains and measures the two networks that the page ships; what a run leaves is under runs/.

`digits` and `pages` make pictures, `classifier` and `finder` are the two networks and their
training, `run` is what both share, `accelerator` trains them in JAX, `evaluate` measures them, and
`samples` draws the pictures of the empty page.

`reader` lies in site/, because the page serves the same files; this puts it on the path.
"""

import sys
from pathlib import Path

_SITE = str(Path(__file__).resolve().parent.parent / "site")
if _SITE not in sys.path:
    sys.path.append(_SITE)
