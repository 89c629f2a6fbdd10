"""Spreading spans of time over lanes, so that none overlap on one."""

from __future__ import annotations

from collections.abc import Mapping


def first_fit(spans: Mapping[str, tuple[int, int]], *, most: int) -> dict[str, int]:
    """Give each half-open span, in ticks, the topmost lane that is free when it starts.

    ```
        A[0-2] B[1-3] C[2-4]   ->   0: | A | C |
                                    1:   | B |
    ```
    Spans that start together keep their order. Beyond `most` lanes nothing is looked for: what is left over
    gets the lane numbered `most`.
    """
    found: dict[str, int] = {}
    ends: list[int] = []
    for key, (start, end) in sorted(spans.items(), key=lambda entry: entry[1][0]):
        lane = next((number for number, last in enumerate(ends) if last <= start), len(ends))
        if lane == len(ends) < most:
            ends.append(end)
        elif lane < len(ends):
            ends[lane] = end
        found[key] = lane
    return found
