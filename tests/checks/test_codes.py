"""The documented table of codes is the one in the code."""

from __future__ import annotations

from pathlib import Path

from editor_app.problem import CODES

DOCS = Path(__file__).parents[2] / "docs" / "documents.md"


def test_the_table_in_the_documentation_is_true() -> None:
    rows = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    expected = [
        f"| `{code}` | {info.severity} | {'ours' if info.ours else 'service'} | {info.meaning} |"
        for code, info in CODES.items()
    ]
    assert rows == expected


def test_every_code_is_used_by_a_rule() -> None:
    package = Path(__file__).parents[2] / "editor_app"
    places = [
        *(package / "checks").rglob("*.py"),
        *(package / "record").rglob("*.py"),
        *(package / "state").rglob("*.py"),
    ]
    text = "".join(path.read_text("utf-8") for path in places)
    assert [code for code in CODES if f'"{code}"' not in text] == []
