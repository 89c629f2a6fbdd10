"""What can be wrong with a medium, said to a person.

MediaError
├── MediaMissing       there is no file
│   └── MediaUnknown   nobody has told of it (yet)
│       └── MediaComing  its file is being fetched
├── MediaEmpty         the file has no bytes
├── MediaUnreadable    damaged, of an unknown format, a folder, no permission
├── MediaWrongKind     a readable file of another kind (a sound where a video belongs)
├── MediaTooLarge      more pixels than can be decoded safely
├── MediaHostile       built to exhaust or to reach out of the program
└── MediaQuarantined   its decoder died before; it is not opened again
"""

from __future__ import annotations


class MediaError(Exception):
    """A medium cannot be shown: which one, what happened, what to do next."""

    next_step = "Replace the file and try again."

    def __init__(self, label: str, what: str, next_step: str | None = None) -> None:
        self.label = label
        self.what = what
        self.next_step = next_step or type(self).next_step
        super().__init__(f"“{label}” {what}. {self.next_step}")

    def __reduce__(self) -> tuple[type[MediaError], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.label, self.what, self.next_step)


class MediaMissing(MediaError):
    """There is no file."""

    next_step = "Put the file back or point to its new place."


class MediaUnknown(MediaMissing):
    """Nobody has told where it is: its file is still looked for, or no asset has that id.

    Not worth a warning: the first passes, and the checks tell of the second.
    """


class MediaComing(MediaUnknown):
    """Its file is being fetched."""

    next_step = "It is shown as soon as it is there."


class MediaEmpty(MediaError):
    """The file has no bytes."""

    next_step = "Copy or download it again."


class MediaUnreadable(MediaError):
    """The file is damaged, of an unknown format, or may not be read."""

    next_step = "Check that it opens in another player, or replace it."


class MediaWrongKind(MediaError):
    """The file is readable, but of another kind than the document says."""

    next_step = "Replace it with a file of the right kind."


class MediaTooLarge(MediaError):
    """The file has more pixels than can be decoded safely."""

    next_step = "Save a smaller copy and use that."


class MediaHostile(MediaError):
    """The file is built to exhaust the machine or to reach out of the program."""

    next_step = "Do not use this file unless you know where it comes from."


class MediaQuarantined(MediaError):
    """The medium killed its decoder before and is not opened again."""

    next_step = "Convert it to another format, then replace it."
