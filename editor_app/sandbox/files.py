"""Files on disk: written under a temporary name, made sure of, then renamed; never half there."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Collection
from io import BufferedWriter
from pathlib import Path

from editor_app.sandbox.private import close_to_others, make_private_folder, new_private_file

_BATCH = 1024 * 1024


class Files:
    """The folders of a server: uploads that arrive, media, those that documents carry, finished videos."""

    def __init__(self, data_dir: Path) -> None:
        self.incoming, self.media, self.inline, self.outputs, self.sound = (
            data_dir / name for name in ("incoming", "media", "inline", "outputs", "sound")
        )
        for folder in (self.incoming, self.media, self.inline, self.outputs, self.sound):
            make_private_folder(folder)

    def sweep(self, media: Collection[str], outputs: Collection[str]) -> None:
        """Remove what no record names: the remains of a crash. Only before anything is served."""
        folders = ((self.incoming, ()), (self.inline, ()), (self.media, media), (self.outputs, outputs))
        for folder, known in folders:
            for path in folder.iterdir():
                if path.name not in known:
                    _remove(path)
                else:
                    close_to_others(path)

    def remove_outputs(self, names: Collection[str]) -> None:
        """Remove finished videos whose links have expired."""
        for name in names:
            _remove(self.outputs / name)

    def remove_media(self, names: Collection[str]) -> None:
        """Remove uploads for good."""
        for name in names:
            _remove(self.media / name)

    async def receive(self, parts: AsyncIterator[bytes], suffix: str) -> Path:
        """Write what arrives to a new file of an unguessable name; nothing stays where that fails."""
        path = self.incoming / f"{new_token()}{suffix}"
        try:
            with new_private_file(path) as file:
                batch = bytearray()
                async for part in parts:
                    batch += part
                    if len(batch) >= _BATCH:
                        await asyncio.to_thread(file.write, bytes(batch))
                        batch.clear()
                await asyncio.to_thread(_finish, file, bytes(batch))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def keep(self, path: Path) -> Path:
        """Move a received file to the media, for good."""
        place = self.media / path.name
        path.replace(place)
        sync_folder(self.media)
        return place

    def keep_inline(self, content: bytes, suffix: str) -> Path:
        """Give the file of a medium that a document carries; one of the same content is there once."""
        path = self.inline / f"{hashlib.sha256(content).hexdigest()}{suffix}"
        if not path.exists():
            with new_private_file(self.incoming / new_token()) as file:
                file.write(content)
            Path(file.name).replace(path)
        return path


def new_token() -> str:
    """Make a name that nobody guesses."""
    return secrets.token_hex(20)


def sync_folder(folder: Path) -> None:
    """Make sure that a renaming is on disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _finish(file: BufferedWriter, rest: bytes) -> None:
    file.write(rest)
    file.flush()
    os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
