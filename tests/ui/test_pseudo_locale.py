"""Every text can be translated and has room when it is a third longer: the window in a made-up language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.e2e.apart import environment_of
from tests.ui.pseudo_locale import LONGER, pseudo, untranslated
from tests.ui.seen_texts import cut_of

RICH = Path(__file__).parents[1] / "fixtures/documents/rich-newer.json"
UNITS = {"px", "dB", "fps", "kB", "MB", "GB"}
PRODUCTS = {"Editor App", "Premiere", "Resolve", "Shotcut", "Indream", "RenderingVideo"}
OF_CHECKS = ("ProblemList <", "ProblemWords < Strip#strip", "painted editor_app.ui.problems.delegate")
"""Where sentences of the checks stand, which know of no language: they are those of the command line."""
OF_SYSTEM = ("QComboBox < FontEditor",)
"""And where names stand that the system gives: of its typefaces."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_PATH = re.compile(r"[~“]?/[^\n”]*”?|[\w .-]+\.(mp4|m4a|mp3|wav|mkv|jpg|png|gif|json|webm|mov)\b")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what the window said in all places."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.pseudo_scene", str(RICH)],
        env=environment_of(tmp_path_factory.mktemp("home")) | {"HOME": os.environ.get("HOME", "")},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_every_text_can_be_translated(told: dict[str, Any]) -> None:
    names = sorted({*told["names"], *UNITS, *PRODUCTS}, key=len, reverse=True)
    seen = [*told["texts"], *told["painted"]]
    assert len(seen) > 1500
    found = [f"{where}: {text!r}" for where, text in seen if not _is_known(where) and words(text, names)]
    assert found == []


def test_no_text_is_cut(told: dict[str, Any]) -> None:
    assert told["cut"] == []


def _is_known(where: str) -> bool:
    return where.startswith((*OF_CHECKS, *OF_SYSTEM))


def words(text: str, names: Iterable[str]) -> list[str]:
    """Give the words of a text that are neither translated nor names."""
    rest = " ".join(untranslated(text).split())
    for name in names:
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        if rest.endswith("…") and len(name) > 8:
            rest = _without_start_of(name, rest)
    return _WORD.findall(_PATH.sub(" ", rest))


def _without_start_of(name: str, text: str) -> str:
    """Leave out what begins a name and was cut with an ellipsis."""
    kept = text[:-1].rstrip()
    length = next((n for n in range(len(name), 0, -1) if kept.endswith(name[:n].rstrip())), 0)
    return kept[: len(kept) - len(name[:length].rstrip())] if length else text


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Split", "[!!Split!!]"),
        ("Go to the previous panel", "[!!GGoo to the previous panel!!]"),
        ("Added {count} files.", "[!!AAdded {count} files.!!]"),
        ("&File", "[!!&File!!]"),
    ],
)
def test_the_made_up_language_is_longer_and_keeps_places_for_values(text: str, given: str) -> None:
    assert pseudo(text) == given
    assert len(pseudo(text)) >= round(len(text) * LONGER)


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("[!!Split!!]", [], []),
        ("[!!Open: [!!History!!]!!] (F6)", [], []),
        ("Open: [!!History!!]", [], ["Open"]),
        ("[!!Video!!] · evening.mp4", [], []),
        ("[!!Video!!] · beach", ["beach"], []),
        ("[!!Width!!], px", ["px"], []),
        ("[!!Width!!], pixels", ["px"], ["pixels"]),
        ("[!!TTaalk with lower thir…", [], []),
        ("[!!about [!!12 s!!…", [], []),
        ("about [!!12 s!!…", [], ["about"]),
        ("[!!Text!!] · Twelve pieces, thr…", ["Twelve pieces, thrown by hand"], []),
        ("0:12 · 16:9", [], []),
        ("~/Videos/Summer.mp4", [], []),
        ("No problems", [], ["No", "problems"]),
    ],
)
def test_what_is_not_translated_is_found(text: str, names: list[str], found: list[str]) -> None:
    assert words(text, names) == found


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = QHBoxLayout(host)
    row.addWidget(QLabel("There is room for this"))
    narrow = QPushButton("There is none for this")
    narrow.setFixedWidth(60)
    row.addWidget(narrow)
    low = QLabel("These words stand on more lines than there are", wordWrap=True)
    low.setFixedSize(80, 20)
    row.addWidget(low)
    host.show()
    assert [seen.text for seen in cut_of(host.findChildren(QWidget))] == [narrow.text(), low.text()]
