"""Sends calls and brings back the fields of replies; only reads are ever sent again."""

from __future__ import annotations

from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import Any

import httpx

from editor_app.cloud.http.answers import Answer
from editor_app.cloud.http.failures import Failure
from editor_app.cloud.http.origin import Origin, Secret
from editor_app.cloud.http.pool import PATIENCE
from editor_app.cloud.http.repeating import until_done
from editor_app.cloud.http.service_line import ServiceLine
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.renderingvideo import policy
from editor_app.cloud.renderingvideo.errors import APIError, NetworkError, outcome_unknown
from editor_app.cloud.renderingvideo.failures import error_for
from editor_app.cloud.renderingvideo.replies import is_of_this_api, open_reply

MOST_REPLY_BYTES = 64 * 2**20

_LARGE_BODY = 256 * 1024
_LARGE_REPLY = 256 * 1024
_KEY_HEADERS = {"Authorization": "Bearer "}

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call; `path` holds its query."""

    method: str
    path: str
    body: bytes | None = None


class Transport(ServiceLine):
    """Calls and replies of the service."""

    def __init__(
        self,
        key: Secret,
        origin: Origin,
        *,
        timeout: float,
        max_retries: int,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(
            key, origin, _KEY_HEADERS, timeout=timeout, max_retries=max_retries, transport=transport
        )

    async def request(self, call: Call) -> Fields:
        """Send a call, again where it only reads; raise APIError."""
        repeats = self.max_retries if policy.is_repeatable(call.method) else 0
        with self.at_work():
            return await until_done(lambda: self._once(call), APIError, repeats, policy.is_transient)

    async def send_stream(
        self, path: str, content_type: str, size: int, chunks: AsyncIterable[bytes]
    ) -> Fields:
        """Send a body of `size` bytes piece by piece, once; raise APIError, and whatever the pieces raise."""
        # The service looks into files before it answers.
        limits = httpx.Timeout(self.timeout, read=self.timeout * PATIENCE)
        headers = {"Content-Type": content_type, "Content-Length": str(size)}
        request = self._pool.api.build_request(
            "POST", self.origin.url(path), content=chunks, headers=headers, timeout=limits
        )
        with self.at_work():
            return await self._exchange(request, None)

    async def _once(self, call: Call) -> Fields:
        headers = {"Content-Type": "application/json"} if call.body is not None else {}
        is_large = call.body is not None and len(call.body) > _LARGE_BODY
        # The service looks into a large document before it answers, and a call that is given up is in doubt.
        longer = httpx.Timeout(self.timeout, read=self.timeout * PATIENCE)
        limits = longer if is_large else httpx.USE_CLIENT_DEFAULT
        request = self._pool.api.build_request(
            call.method, self.origin.url(call.path), content=call.body, headers=headers, timeout=limits
        )
        return await self._exchange(request, self.timeout * PATIENCE)

    async def _exchange(self, request: httpx.Request, patience: float | None) -> Fields:
        """Send one request; an error is raised outside the handlers, so that it holds no other one."""
        answer = None
        try:
            answer = await self._pool.exchange(request, patience, MOST_REPLY_BYTES)
            if len(answer.body) > _LARGE_REPLY:
                return await in_thread(open_reply, answer, self._key)
            return open_reply(answer, self._key)
        except Failure as error:
            failure = error_for(error)
        except APIError as error:
            failure = error
        if policy.is_repeatable(request.method) or not _is_open(failure, answer):
            raise failure
        raise outcome_unknown(failure)


def _is_open(failure: APIError, answer: Answer | None) -> bool:
    """Tell whether a call that changes something may have done so, though nothing of the API has said no."""
    if answer is None:
        return failure.may_have_arrived if isinstance(failure, NetworkError) else failure.status != 0
    if answer.status == 408 or not 300 <= answer.status < 500:
        return not is_of_this_api(answer)
    return False
