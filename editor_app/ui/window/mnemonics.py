"""Letters of menu titles that open them with Alt. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_REACHING_BELOW = "gjpqy"
"""Small letters that hide the line that is drawn below them."""


def with_mnemonics(titles: Iterable[str], taken: str = "") -> list[str]:
    """Put “&” before a letter of each title: the first that is free, and none of `taken`.

    A title whose letters all belong to others gets one of them, where another title can do with another.
    Letters whose mark would not be seen come last.
    """
    known, never = list(titles), set(taken.casefold())
    owners: dict[str, int] = {}
    seen = [_letters(title, only_seen=True) for title in known]
    whole = [_letters(title) for title in known]
    for number in range(len(known)):
        if not _give(seen, number, owners, set(never)):
            _give(whole, number, owners, set(never))
    letters = {number: letter for letter, number in owners.items()}
    return [_marked(title, letters.get(number)) for number, title in enumerate(known)]


def _letters(title: str, *, only_seen: bool = False) -> list[str]:
    """Give what can be marked in a title, each letter where it comes first."""
    firsts: dict[str, str] = {}
    for letter in filter(str.isalnum, title):
        firsts.setdefault(letter.casefold(), letter)
    return [folded for folded, first in firsts.items() if not (only_seen and first in _REACHING_BELOW)]


def _give(titles: Sequence[Sequence[str]], number: int, owners: dict[str, int], closed: set[str]) -> bool:
    """Give a title one of its letters; tell whether there is one."""
    letters = [letter for letter in titles[number] if letter not in closed]
    free = next((letter for letter in letters if letter not in owners), None)
    if free is not None:
        owners[free] = number
        return True
    for letter in sorted(letters, key=lambda letter: -owners[letter]):  # the first titles keep theirs
        closed.add(letter)
        if _give(titles, owners[letter], owners, closed):
            owners[letter] = number
            return True
    return False


def _marked(title: str, letter: str | None) -> str:
    if letter is None:
        return title
    place = next(n for n, found in enumerate(title) if found.casefold() == letter)
    return f"{title[:place]}&{title[place:]}"
