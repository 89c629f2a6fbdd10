"""What the preview shows follows the document, the playhead and the media, and outlives its process."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState
from editor_app.store.history import Work
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, pixels, solid
from tests.services.preview_scene import Scene, plant

SIZE = (WIDTH, HEIGHT)
Open = Callable[..., Scene]


@pytest.fixture
def open_scene(qtbot: QtBot) -> Iterator[Open]:
    """Opens scenes, and fails a test after which a process is left."""
    scenes: list[Scene] = []

    def make(state: EditorState, sources: Mapping[str, MediaSource] | None = None, size=SIZE) -> Scene:
        scenes.append(Scene(qtbot, state, sources or {}))
        if size:
            scenes[-1].preview.set_viewport(size)
        return scenes[-1]

    yield make
    for scene in scenes:
        scene.preview.close()
    assert multiprocessing.active_children() == []


def plain(color: str, **fields: object) -> EditorState:
    """A document of one rectangle that fills the picture for four seconds."""
    return document(solid(4 * SECOND, (0, 0, WIDTH, HEIGHT), color, **fields))


def recolored(state: EditorState, color: str) -> EditorState:
    item = state.items["item0"]
    return state.replace(items={**state.items, "item0": item.replace(color=color)})


def test_it_follows_edits_previews_and_undo(open_scene: Open) -> None:
    scene = open_scene(plain("#cc2200"))
    scene.until_color(5, 5, "#cc2200")
    doc = scene.document
    doc.apply("Colour", recolored(doc.work.state, "#22cc00"))
    scene.until_color(5, 5, "#22cc00")
    doc.preview(recolored(doc.work.state, "#0022cc"))
    scene.until_color(5, 5, "#0022cc")
    doc.cancel_preview()
    scene.until_color(5, 5, "#22cc00")
    doc.undo()
    scene.until_color(5, 5, "#cc2200")
    assert scene.notices == []
