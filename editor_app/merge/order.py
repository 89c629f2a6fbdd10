"""The order of tracks, joined as lists.

```
    base V1 V2    mine V3 V1 V2    theirs V2 V1 V4    ->    V3 V2 V1 V4 is not asked about: V1 and V2 turn as
                                                           theirs do, V3 stays on top, V4 below V1
```
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

_TOP = "\n"
"""What stands before the first track."""


def join_orders(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], kept: Collection[str]
) -> tuple[list[str], bool]:
    """Give the keys `kept` in their joined order, and whether both sides ordered the same tracks anew.

    What only one side has stands behind what it stands behind there. Where both ordered anew, mine counts.
    """
    both = {key for key in mine if key in kept} & {key for key in theirs if key in kept}
    orders = [[key for key in side if key in both] for side in (base, mine, theirs)]
    old = set(orders[0])
    before, first, second = ([key for key in side if key in old] for side in orders)
    is_theirs = first == before != second
    common = orders[2] if is_theirs else orders[1]
    runs: dict[str, list[list[str]]] = {}
    for side in (mine, theirs):
        _collect_runs([key for key in side if key in kept], both, runs)
    result = list[str]()
    for key in (_TOP, *common):
        result += [key] if key != _TOP else []
        # Whose comes first must not depend on who joins.
        result += [one for run in sorted(runs.get(key, ())) for one in run]
    return result, first != before != second != first


def _collect_runs(side: Sequence[str], both: Collection[str], runs: dict[str, list[list[str]]]) -> None:
    """Note what only this side has, in runs, by the common key that each run stands behind."""
    behind, run = _TOP, list[str]()
    for key in (*side, None):
        if key is None or key in both:
            if run:
                runs.setdefault(behind, []).append(run)
            behind, run = key or _TOP, []
        else:
            run.append(key)
