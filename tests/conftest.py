"""What every test starts with: no display, caches and fonts of its own, no stopwatch."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

# Before anything imports Qt, and inherited by every process that a test starts.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = Path(tempfile.mkdtemp(prefix="editor-app-tests-"))
for _name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())

# Key chains that tests plant register themselves, and would be taken for the system's; nobody's own is asked.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# A process that crashes tells where.
os.environ["PYTHONFAULTHANDLER"] = "1"

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


class _TellAtOnce:
    """Writes a failure's name and reason when it happens: a run that is cut short tells only that much."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Name what failed, and in which phase."""
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            reason = crash.message if crash else report.longreprtext[-400:]
            self._terminal.write_line(f"\n{report.when} of {report.nodeid}: {reason[:400]}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Tell failures at once, in the process that has the terminal."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_TellAtOnce(terminal))


def pytest_unconfigure() -> None:
    """Remove the caches."""
    import shutil

    shutil.rmtree(_HOME, ignore_errors=True)
