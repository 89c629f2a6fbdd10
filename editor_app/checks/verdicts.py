"""What our checks find and what a service says of the same document, as one list."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from editor_app.checks.spellings import read_place
from editor_app.problem import CODES, PathPart, Problem, format_path, place_in, printable

_RECORD = 2
"""So many parts lead to a record; what is said of more than that is said of none."""
_Key = tuple[str, tuple[PathPart, ...]]


def service_problem(service: str, code: str, path: str, message: str) -> Problem:
    """Give what a service says as a problem: an error, at the place that is meant however it is spelled."""
    place = read_place(path)
    where = printable(path) if place is None else format_path(place)
    return Problem(code, where, printable(message), "error", (service,))


def joined(
    ours: Sequence[Problem], theirs: Iterable[Problem], *, is_current: bool = True
) -> tuple[Problem, ...]:
    """Give one list of what both say: what has one code and one place is one problem that both say.

    One place is also where one path leads to a record and the other to something in it. Ours come first and
    keep their sentences; they are errors where the service says so. Where its word is not about the document
    as it is now, what our checks look for too counts only where they find it.
    """
    theirs = tuple(theirs)
    index = _Index.of(ours, {problem.code for problem in theirs})
    voices: dict[int, tuple[str, ...]] = {}
    rest: dict[Problem, None] = {}
    for problem in theirs:
        same = index.same(problem)
        for number in same:
            voices[number] = problem.said_by
        if not same and (is_current or problem.code not in CODES):
            rest[problem] = None
    if not voices:
        return (*ours, *rest)
    both = (
        Problem(problem.code, problem.path, problem.message, "error", (*problem.said_by, *voices[number]))
        if number in voices
        else problem
        for number, problem in enumerate(ours)
    )
    return (*both, *rest)


@dataclass(frozen=True, slots=True)
class _Index:
    """Problems by code and place, and by code and what lies above the place."""

    at: Mapping[_Key, Sequence[int]]
    below: Mapping[_Key, Sequence[int]]

    @classmethod
    def of(cls, problems: Sequence[Problem], codes: Container[str]) -> _Index:
        """Make the index of those with some codes: there may be thousands of others."""
        at: dict[_Key, list[int]] = {}
        below: dict[_Key, list[int]] = {}
        for number, problem in enumerate(problems):
            place = place_in(problem.path) if problem.code in codes else None
            if place is None:
                continue
            at.setdefault((problem.code, place), []).append(number)
            for length in range(_RECORD, len(place)):
                below.setdefault((problem.code, place[:length]), []).append(number)
        return cls(at, below)

    def same(self, problem: Problem) -> Sequence[int]:
        """Give the numbers of the problems that say the same."""
        place, code = place_in(problem.path), problem.code
        if place is None:
            return ()
        if found := self.at.get((code, place)) or self.below.get((code, place)):
            return found
        lengths = range(len(place) - 1, _RECORD - 1, -1)
        return next((found for n in lengths if (found := self.at.get((code, place[:n])))), ())
