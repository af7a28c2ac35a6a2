"""Measures how fast the page is and what it leaves in memory.

What is measured is printed and written down, never asserted in a test. `reader` lies in site/,
because the page serves the same files; this puts it on the path.
"""

import sys
from pathlib import Path

_SITE = str(Path(__file__).resolve().parent.parent / "site")
if _SITE not in sys.path:
    sys.path.append(_SITE)
