"""Finding an action by a few of its letters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def score(query: str, text: str) -> int | None:
    """Tell how well a text answers a query, lower is better; None where letters are missing.

    All of the query's letters must come in order; letters that stand together, and at the start of words,
    count most.
    """
    letters, found = query.casefold().replace(" ", ""), text.casefold()
    if not letters:
        return 0
    whole = query.casefold().strip()
    if whole in found:
        at_word = any(found.startswith(whole, place) for place in _word_starts(found))
        return found.index(whole) + (0 if at_word else 50)
    cost, at = 100, -1
    for letter in letters:
        place = found.find(letter, at + 1)
        if place < 0:
            return None
        is_next = place == at + 1
        starts_word = place == 0 or not found[place - 1].isalnum()
        cost += 0 if is_next else 2 if starts_word else 5 + (place - at)
        at = place
    return cost


def _word_starts(text: str) -> list[int]:
    return [n for n, letter in enumerate(text) if letter.isalnum() and (n == 0 or not text[n - 1].isalnum())]


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
