"""The names of illustrations that are known outside the service, and how they are searched."""

from __future__ import annotations

import difflib
import re

# The service has many more; these are the ones that its public texts name.
NAMES = (
    "IAiAgent",
    "IAiChat",
    "IAnalytics",
    "IChatBot",
    "ICharts",
    "IColorPalette",
    "IContentCreator",
    "ICreativeProcess",
    "ICreativeThinking",
    "IDataAnalysis",
    "IDesignComponents",
    "IGrowthChart",
    "IHello",
    "ILaunchDay",
    "ILaunchEvent",
    "IMeetingBoard",
    "IMegaphone",
    "IOnlineVideo",
    "IProductDemo",
    "IProductExplainer",
    "ITakingNotes",
    "ITeamCollaboration",
    "IVideoTutorial",
    "IWelcome",
    "IWelcomeAboard",
)

_WORD = re.compile(r"[A-Z][a-z0-9]*")


def search(query: str) -> list[str]:
    """Give the names that hold every word of the query, or else those with words spelled much alike."""
    words = query.casefold().split()
    if not words:
        return list(NAMES)
    exact = [name for name in NAMES if all(word in name.casefold() for word in words)]
    return exact or [name for name in NAMES if all(_is_alike(word, name) for word in words)]


def _is_alike(word: str, name: str) -> bool:
    parts = [part.casefold() for part in _WORD.findall(name[1:])]
    return bool(difflib.get_close_matches(word, parts, 1, 0.75))
