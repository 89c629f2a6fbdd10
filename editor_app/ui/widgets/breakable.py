"""Long words that may be broken, such as names of files. Pure."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
_LONG_WORD = 16


def breakable(text: str) -> str:
    """Let a line break within long words, so that they need not be cut and ask for no room.

    Breaks are zero-width spaces: after a sign that joins, or every 16 characters; none where somebody has
    written a space that does not break.
    """
    return " ".join(_breakable_word(word) for word in text.split(" "))


def _breakable_word(word: str) -> str:
    if len(word) <= _LONG_WORD or NO_BREAK in word:
        return word
    pieces = re.findall(rf"[^-_./\\]{{1,{_LONG_WORD}}}[-_./\\]?|[-_./\\]", word)
    return "\u200b".join(pieces)
