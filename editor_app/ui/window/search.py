"""Finding an action by a few of its letters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_WORD, _INITIALS, _INSIDE, _SCATTERED = 0, 100, 200, 300
"""From where on the costs of each kind of match lie."""
_MOST = 99


def score(query: str, text: str) -> int | None:
    """Tell how well a text answers a query, lower is better; None where letters are missing.

    All of the query's letters must come in order. Best is the whole query at the start of a word, then pieces
    of it that each start a word (“rd”, “ripdel” for “Ripple delete”), then the whole inside a word, and last
    letters here and there.
    """
    letters, found = query.casefold().replace(" ", ""), text.casefold()
    if not letters:
        return 0
    whole = query.casefold().strip()
    starts = _word_starts(found)
    at = next((place for place in sorted(starts) if found.startswith(whole, place)), None)
    if at is not None:
        return _WORD + min(at, _MOST)
    if not _has_in_order(letters, found):
        return None
    inside, pieces = _pieces(letters, found, starts)
    if inside == 0:
        return _INITIALS + min(pieces, _MOST)
    at = found.find(whole)
    if at >= 0:
        return _INSIDE + min(at, _MOST)
    return _SCATTERED + 10 * inside + pieces


def _word_starts(text: str) -> frozenset[int]:
    return frozenset(
        n for n, letter in enumerate(text) if letter.isalnum() and (n == 0 or not text[n - 1].isalnum())
    )


def _has_in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _pieces(letters: str, text: str, starts: frozenset[int]) -> tuple[int, int]:
    """Give in how few pieces that start inside a word letters are found, and in how few pieces at that."""
    never = (len(text) + 1, 0)
    before: list[tuple[int, int]] = [never] * len(text)
    for number, wanted in enumerate(letters):
        now: list[tuple[int, int]] = [never] * len(text)
        cheapest = (0, 0) if number == 0 else never
        for place, letter in enumerate(text):
            if letter == wanted and cheapest < never:
                now[place] = (cheapest[0] + (place not in starts), cheapest[1] + 1)
            if place and letter == wanted:
                now[place] = min(now[place], before[place - 1])
            cheapest = min(cheapest, before[place])
        before = now
    return min(before)


def best(query: str, texts: Iterable[str], recent: Sequence[int] = ()) -> list[int]:
    """Give the places of the texts that answer a query, the best first; of equals the shorter one.

    Without a query the places in `recent` come first, in that order.
    """
    found = [
        (cost, len(text) if query.strip() else 0, place)
        for place, text in enumerate(texts)
        if (cost := score(query, text)) is not None
    ]
    places = [place for _, _, place in sorted(found)]
    if query.strip():
        return places
    return [*recent, *(place for place in places if place not in recent)]


def with_latest(recent: Sequence[str], name: str, most: int = 8) -> list[str]:
    """Give the names chosen last with one more in front, each once and no more than `most`."""
    return [name, *(other for other in recent if other != name)][:most]
