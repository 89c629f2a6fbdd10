"""Waiting for the end of a gesture, as nothing from outside may change the document under one."""

from __future__ import annotations

import asyncio

from editor_app.document import Document


async def gesture_ended(document: Document) -> None:
    """Wait until no gesture is in hand."""
    while document.is_previewing:
        ended = asyncio.Event()
        document.preview_ended.connect(ended.set)
        try:
            await ended.wait()
        finally:
            document.preview_ended.disconnect(ended.set)
