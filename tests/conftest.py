"""What every test starts with: no display, caches and fonts of its own, no stopwatch."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import hypothesis

# Before anything imports Qt, and inherited by every process that a test starts.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = Path(tempfile.mkdtemp(prefix="editor-app-tests-"))
for _name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())

# What a system has installed must not change what a test sees: only the bundled typefaces are there.
_FONTS = _HOME / "fonts.conf"
_FONTS.write_text(
    f"<?xml version='1.0'?><fontconfig><cachedir>{_HOME / 'fonts'}</cachedir></fontconfig>", encoding="utf-8"
)
os.environ["FONTCONFIG_FILE"] = str(_FONTS)

hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


def pytest_unconfigure() -> None:
    """Remove the caches."""
    import shutil

    shutil.rmtree(_HOME, ignore_errors=True)
