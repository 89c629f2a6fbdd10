"""What the renderer is told about one medium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaKind = Literal["video", "image", "gif", "lottie", "audio"]


@dataclass(frozen=True, slots=True)
class MediaSource:
    """One asset of the document: its file, or its Lottie JSON text.

    `loops` says what an animated picture does after its last frame: start again, or hold it. `length_s` is
    how long the document takes the medium to be, in seconds; 0 where it does not say. `is_coming` says of one
    without a path that its file is being fetched, `not_fetched` that this was tried in vain.
    """

    asset_id: str
    path: Path | None
    kind: MediaKind
    filename: str
    lottie_json: str | None = None
    loops: bool = True
    length_s: float = 0.0
    is_coming: bool = False
    not_fetched: bool = False

    @property
    def label(self) -> str:
        """Give the name a person knows the medium by."""
        return self.filename or (self.path.name if self.path else self.asset_id)
