"""Every template is valid, shows something all the time, says what to replace, and looks like its picture."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.checks import check
from editor_app.render.picture.fonts import missing_families
from editor_app.state.queries import project_length
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.projects.templates import Template, templates
from tests.templates.covers import paint_at, paint_cover, read_template


def pixels(image: QImage) -> np.ndarray:
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    return (
        np.frombuffer(made.constBits(), np.uint8).reshape(made.height(), made.width(), 4)[..., :3].astype(int)
    )


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_a_template(template: Template) -> None:
    state, problems = read_template(template)
    assert problems == ()
    assert check(state) == ()
    assert not missing_families(state)
    assert project_length(state) == template.seconds * TICKS_PER_SECOND
    across, up = (int(part) for part in template.ratio.split(":"))
    assert state.composition_width * up == state.composition_height * across
    for second in (1, template.seconds // 2, template.seconds - 1):
        assert pixels(paint_at(state, second)).std() > 10, second
    kept, painted = QImage(str(template.cover)), paint_cover(template)
    assert kept.size() == painted.size()
    assert np.abs(pixels(kept) - pixels(painted)).mean() < 3
    assert template.path.stat().st_size < 150_000
    assert template.cover.stat().st_size < 150_000
