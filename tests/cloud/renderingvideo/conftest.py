"""A service without a network, and repetitions without pauses."""

from __future__ import annotations

import pytest

from editor_app.cloud.http import retrying
from tests.cloud.renderingvideo.stub import Stub


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Give a service; repetitions of calls follow at once."""
    monkeypatch.setattr(retrying, "pause_before", lambda *_: 0)
    return Stub()
