"""Letters of menu titles that open them with Alt. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def with_mnemonics(titles: Iterable[str], taken: str = "") -> list[str]:
    """Put “&” before a letter of each title: the first that no title before it has, and none of `taken`."""
    used = set(taken.casefold())
    marked: list[str] = []
    for title in titles:
        place = next((n for n, letter in enumerate(title) if _is_free(letter, used)), None)
        if place is None:
            marked.append(title)
        else:
            used.add(title[place].casefold())
            marked.append(f"{title[:place]}&{title[place:]}")
    return marked


def _is_free(letter: str, used: set[str]) -> bool:
    return letter.isalnum() and letter.casefold() not in used
