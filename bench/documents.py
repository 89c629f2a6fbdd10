"""Measures loading and checking documents of 1,000 and 10,000 items against the official Python validator.

Prints a table; the last columns are ratios. The official validator (indream-client 1.1.0) is used where its
package lies in `<environment>/indream/1.1.0` or in the folder that INDREAM_SCHEMAS names.
"""

from __future__ import annotations

import copy
import importlib.metadata
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from editor_app.checks import check
from editor_app.state import parse_json, read, to_bytes
from editor_app.state.patch import Patch
from editor_app.state.queries import visible_items

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "documents"
PER_TRACK = 100


def many_items(dialect: str, count: int) -> dict[str, Any]:
    """Make a valid document of `count` items by repeating the items of the rich fixture on many tracks."""
    rich = json.loads((FIXTURES / f"rich-{dialect}.json").read_text("utf-8"))
    models = [item for item in rich["items"].values() if item["type"] != "illustration"]
    items, tracks = dict[str, Any](), list[dict[str, Any]]()
    start = 0
    for index in range(count):
        item = copy.deepcopy(models[index % len(models)])
        if index % PER_TRACK == 0:
            start = 0
            tracks.append({"id": f"track-{index}", "items": [], "hidden": False, "muted": False})
        item |= {"id": f"item-{index}", "startTicks": start}
        start += item["durationTicks"]
        items[item["id"]] = item
        tracks[-1]["items"].append(item["id"])
    return rich | {"items": items, "tracks": tracks, "transitions": {}}


def best_ms(work: Callable[[], object], times: int = 5) -> float:
    """Give the shortest of `times` runs in milliseconds."""
    runs = list[float]()
    for _ in range(times):
        start = time.perf_counter()
        work()
        runs.append((time.perf_counter() - start) * 1000)
    return min(runs)


def official_validator() -> Callable[[Any], object] | None:
    """Give the official validator's function, or None with a printed reason."""
    folders = [os.environ.get("INDREAM_SCHEMAS"), Path(sys.prefix) / "indream"]
    package = next((p for f in folders if f and (p := Path(f) / "1.1.0" / "indream").is_dir()), None)
    if package is None:
        print("official validator: not measured (the package indream-client 1.1.0 is not there)")
        return None
    try:
        import jsonschema
    except ImportError:
        print("official validator: not measured (jsonschema is not installed)")
        return None
    schema = json.loads((package / "schemas" / "editor-state.v1.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    # The package's own function does exactly this; importing it would need its network dependencies.
    return lambda document: list(checker.iter_errors(document))


def main() -> None:
    """Print the table."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("pydantic", "pydantic-core")
    )
    print(f"Python {platform.python_version()}, {versions}; best of 5 runs, ms")
    official = official_validator()
    print(
        f"{'document':<22}{'MB':>6}{'load':>9}{'check':>9}{'write':>9}{'edit+patch':>12}{'frame':>8}{'official':>10}{'ratio':>8}"
    )
    for dialect in ("newer", "seed"):
        for count in (1_000, 10_000):
            document = many_items(dialect, count)
            print(
                f"{f'{dialect}, {count:,} items':<22}" + row(document, official if count == 1_000 else None)
            )


def row(document: dict[str, Any], official: Callable[[Any], object] | None) -> str:
    """Measure one document."""
    data = json.dumps(document).encode()
    state, problems = read(parse_json(data))
    assert not problems, problems[:3]
    load = best_ms(lambda: read(parse_json(data)))
    checking = best_ms(lambda: check(state))
    unwritten = [read(parse_json(data))[0] for _ in range(3)]
    write = best_ms(lambda: to_bytes(unwritten.pop()), times=3)

    def edit() -> None:
        item: Any = state.items["item-7"]
        Patch.between(state, state.replace(items={**state.items, "item-7": item.replace(start_ticks=1)}))

    cells = f"{len(data) / 1e6:>6.2f}{load:>9.1f}{checking:>9.1f}{write:>9.1f}{best_ms(edit):>12.2f}"
    cells += f"{best_ms(lambda: visible_items(state, 240_000)):>8.3f}"
    if official is None or "stateSchemaVersion" not in document:
        return cells
    theirs = best_ms(lambda: official(document), times=1)
    return cells + f"{theirs:>10.0f}{theirs / (load + checking):>7.0f}×"


if __name__ == "__main__":
    main()
