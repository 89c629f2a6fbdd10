"""Finding an action by a few of its letters. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def score(query: str, text: str) -> int | None:
    """Tell how well a text answers a query, lower is better; None where letters are missing.

    All of the query's letters must come in order; letters that stand together, and at the start of words,
    count most.
    """
    letters, found = query.casefold().replace(" ", ""), text.casefold()
    if not letters:
        return 0
    if query.casefold().strip() in found:
        return found.index(query.casefold().strip())
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


def best(query: str, texts: Iterable[str]) -> list[int]:
    """Give the places of the texts that answer a query, the best first; of equals the shorter one."""
    found = [
        (cost, len(text) if query.strip() else 0, place)
        for place, text in enumerate(texts)
        if (cost := score(query, text)) is not None
    ]
    return [place for _, _, place in sorted(found)]
