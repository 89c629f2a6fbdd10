"""Servers under a name that leaves `start` to renders."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sandbox.running import Running


@pytest.fixture
def servers(start: Callable[..., Running]) -> Callable[..., Running]:
    """Give a function that starts a server with limits of its own."""
    return start
