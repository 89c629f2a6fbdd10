"""Python's search for garbage in circles, kept away from large documents."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collections() -> Iterator[None]:
    """Make many objects without searches through all of them, and leave them out of later ones.

    Documents hold no circles, so nobody needs to look for any among a million records: at 50,000 clips the
    looks took 0.8 s of the 1.4 that the window was held up. What is left out now is looked at again with the
    next document.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
