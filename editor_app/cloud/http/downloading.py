"""Downloads: streamed to disk, gone on with after trouble, whole before they bear their name.

The key is never sent along: links are plain, and may lead anywhere that is https.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import httpx

from editor_app.cloud.http import retrying
from editor_app.cloud.http.answers import answer_of
from editor_app.cloud.http.failures import Failure, FileRefused, FileTooLarge, NoAnswer, OddAnswer
from editor_app.cloud.http.origin import Origin, read_download_url
from editor_app.cloud.http.parts import Part, claimed
from editor_app.cloud.http.pieces import pieces_of
from editor_app.cloud.http.pool import BROKEN_TLS, translated
from editor_app.cloud.http.ranges import Coming, range_headers, resume_at, tells_its_end, what_comes
from editor_app.cloud.http.threads import in_thread

Progress = Callable[[int, int | None], None]
"""Told how many bytes are there, and how many there will be, if that is known."""

_NO_LENGTH = "The file may be cut off: the link does not tell how long it is."
_MOST_HOPS = 5
_BLOCK = 512 * 1024
_NO_MEDIA = frozenset({"text/html", "application/xhtml+xml", "application/json", "application/problem+json"})


class Way(Protocol):
    """What a download goes by: a client that knows no key, and where it may lead."""

    @property
    def plain(self) -> httpx.AsyncClient: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def max_retries(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file may be; `permits` is asked of each address on the way, `most_bytes` holds for the whole.

    `spare_bytes` of the disk stay free.
    """

    permits: Callable[[str], bool] | None = None
    most_bytes: int | None = None
    refused_kinds: frozenset[str] = _NO_MEDIA
    spare_bytes: int = 0


ANY_FILE = Rules()
"""From anywhere, of any size, and no page in a file's place."""


async def download(
    transport: Way,
    url: str,
    target: Path,
    *,
    identity: str | None = None,
    progress: Progress | None = None,
    rules: Rules = ANY_FILE,
) -> Path:
    """Fetch what `url` leads to into the file `target`, and give its path.

    What there is already of it is kept beside it as `.part`, also after a failure or a cancellation, and
    gone on with next time; `identity` says what it is where the address changes from time to time.
    Trouble on the way is overcome as long as bytes come. Raise Failure, OSError.
    """
    where = identity or url
    with claimed(target):
        digest = hashlib.sha256(where.encode("utf-8", "replace")).hexdigest()
        part = Part(target, digest, rules.spare_bytes)
        await in_thread(part.check)
        fetch = _Fetch(transport, url, part, progress, rules)
        idle = 0
        while True:
            before = fetch.reached
            failure = await _tried(fetch)
            if fetch.is_whole:
                await in_thread(part.finish)
                return target
            idle = 0 if fetch.reached > before else idle + 1
            if failure and (idle > transport.max_retries or not retrying.is_transient(failure)):
                raise failure
            if idle > transport.max_retries + 1:
                raise NoAnswer("The download breaks off again and again.")
            if failure:
                await asyncio.sleep(retrying.pause_before(idle, _asked_pause(failure), random.random()))


async def _tried(fetch: _Fetch) -> Failure | None:
    """Fetch as much as one answer brings; give what stopped it, with nothing of the HTTP library in it."""
    try:
        await fetch.once()
    except httpx.HTTPError as error:
        failure: Failure = translated(error)
    except ssl.SSLError:
        failure = NoAnswer(BROKEN_TLS)
    except Failure as error:
        failure = error
    else:
        return None
    return failure


class _Fetch:
    """A download on its way: one answer after the other until it is whole."""

    def __init__(self, transport: Way, url: str, part: Part, progress: Progress | None, rules: Rules) -> None:
        self._transport = transport
        self._rules = rules
        self._url = url
        self._part = part
        self._progress = progress
        self.reached = 0
        """Bytes up to which the file has come."""
        self.is_whole = False
        self._is_unproven = False

    async def once(self) -> None:
        have, known = await in_thread(self._part.look)
        # An end that nothing proves: its last byte is asked for, as the answer tells how long the file is.
        asked = max(0, have - 1) if self._is_unproven else resume_at(have, known)
        async with self._answer(range_headers(asked, known)) as response:
            if response.status_code not in (200, 206, 416) or (response.status_code == 416 and not asked):
                raise _refused(response)
            coming = what_comes(response.status_code, response.headers, asked, known)
            if self._is_unproven and (coming is None or coming.start != asked or coming.known.total is None):
                await in_thread(self._part.discard)
                raise OddAnswer(_NO_LENGTH, response.status_code)
            if coming is None:
                await in_thread(self._part.discard)
                return
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind in self._rules.refused_kinds:
                raise OddAnswer(f"The link gives {kind}, not the file.", response.status_code)
            self._check_size(coming.known.total or 0)
            await self._store(response, coming)

    async def _store(self, response: httpx.Response, coming: Coming) -> None:
        """Write an answer to the part, also what of it came before it broke off."""
        total, at = coming.known.total, coming.start
        file = await self._opened(coming)
        block = bytearray()
        try:
            async with pieces_of(response) as pieces:
                async for piece in pieces:
                    at += len(piece)
                    if total is not None and at > total:
                        raise OddAnswer("More comes than the file has.", response.status_code)
                    self._check_size(at)
                    block += piece
                    self.reached = max(self.reached, at)
                    if len(block) >= _BLOCK:
                        await in_thread(self._part.write, file, block)
                        block = bytearray()
                    if self._progress is not None:
                        self._progress(at, total)
        finally:
            with file:
                self._part.write(file, block)
        self.is_whole = at == total or (
            total is None and tells_its_end(response.status_code, response.headers)
        )
        self._is_unproven = total is None and not self.is_whole

    async def _opened(self, coming: Coming) -> BinaryIO:
        """Open the part; a file that opens after a cancellation is closed again."""
        opened = list[BinaryIO]()
        try:
            await in_thread(lambda: opened.append(self._part.open_at(coming.start, coming.known)))
        except asyncio.CancelledError:
            for file in opened:
                file.close()
            raise
        return opened[0]

    @asynccontextmanager
    async def _answer(self, headers: dict[str, str]) -> AsyncGenerator[httpx.Response]:
        """Ask, follow where that leads, and give the answer; without a key, each hop checked."""
        client, url = self._transport.plain, self._checked(self._url)
        for _ in range(_MOST_HOPS):
            response = await client.send(client.build_request("GET", url, headers=headers), stream=True)
            try:
                if not response.has_redirect_location:
                    yield response
                    return
                url = self._checked(str(url.join(response.headers["Location"])))
            finally:
                await response.aclose()
        raise OddAnswer("The link leads from one address to the next without end.", 302)

    def _checked(self, url: str) -> httpx.URL:
        try:
            read = read_download_url(url, self._transport.origin)
            if self._rules.permits is None or self._rules.permits(str(read)):
                return read
            reason = f"The link leads to another host: {read.netloc.decode('ascii')}."
        except ValueError as error:
            reason = str(error)
        raise OddAnswer(reason, 200)

    def _check_size(self, size: int) -> None:
        most = self._rules.most_bytes
        if most is not None and size > most:
            raise FileTooLarge(f"The file is larger than {most} bytes.", 200)


def _asked_pause(failure: Failure) -> float | None:
    return failure.retry_after if isinstance(failure, OddAnswer) else None


def _refused(response: httpx.Response) -> FileRefused:
    status = response.status_code
    hint = " The link may have expired." if status in (401, 403, 404, 410) else ""
    detail = f"The file cannot be downloaded: status {status}.{hint}"
    return FileRefused(detail, status, answer_of(response, b"").retry_after)
