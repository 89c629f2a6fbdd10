"""Letters of menu titles that open them with Alt. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def with_mnemonics(titles: Iterable[str], taken: str = "") -> list[str]:
    """Put “&” before a letter of each title: the first that is free, and none of `taken`.

    A title whose letters all belong to others gets one of them, where another title can do with another.
    """
    known, never = list(titles), set(taken.casefold())
    owners: dict[str, int] = {}
    for number in range(len(known)):
        _give(known, number, owners, set(never))
    letters = {number: letter for letter, number in owners.items()}
    return [_marked(title, letters.get(number)) for number, title in enumerate(known)]


def _give(titles: Sequence[str], number: int, owners: dict[str, int], closed: set[str]) -> bool:
    """Give a title a letter; tell whether there is one."""
    folded = (letter.casefold() for letter in titles[number] if letter.isalnum())
    letters = [letter for letter in folded if letter not in closed]
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
