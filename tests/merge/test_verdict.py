"""The rules that a joined document is held to."""

from __future__ import annotations

from editor_app.checks import RULES
from editor_app.merge import verdict


def test_no_rule_is_forgotten() -> None:
    asked = (*verdict.RECORD_RULES, *verdict.CUT_RULES, *verdict.TRACK_RULES, *verdict.WHOLE_RULES)
    names = sorted(rule.__qualname__ for rule in (*asked, *verdict.NOT_ASKED))
    assert names == sorted(rule.__qualname__ for rule in RULES)
