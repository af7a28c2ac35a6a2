"""Trains the network that the page ships: MNIST in, a folder under runs/ out.

`reader` lies in site/, because the page serves the same files; this puts it on the path.
"""

import sys
from pathlib import Path

_SITE = str(Path(__file__).resolve().parent.parent / "site")
if _SITE not in sys.path:
    sys.path.append(_SITE)
