"""Long words that may be broken, such as names of files. Pure."""

from __future__ import annotations

import re

_LONG_WORD = 16


def breakable(text: str) -> str:
    """Let a line break within long words, so that they need not be cut and ask for no room.

    Breaks are zero-width spaces: after a sign that joins, or every 16 characters.
    """
    return " ".join(_breakable_word(word) for word in text.split(" "))


def _breakable_word(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return word
    pieces = re.findall(rf"[^-_./\\]{{1,{_LONG_WORD}}}[-_./\\]?|[-_./\\]", word)
    return "\u200b".join(pieces)
