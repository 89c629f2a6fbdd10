"""From a request to an answer: who calls, what the call says, and a problem body for all that goes wrong."""

from __future__ import annotations

import asyncio
import errno
import logging
import sqlite3
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from editor_app.sandbox import replies, requests
from editor_app.sandbox.auth import authenticate
from editor_app.sandbox.errors import ApiError
from editor_app.sandbox.faults import Faults
from editor_app.sandbox.routes.table import Operation
from editor_app.sandbox.service import Call, Service

Endpoint = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def endpoint(service: Service, operation: Operation) -> Endpoint:
    """Give what answers the requests of one route."""

    async def answer(request: Request) -> Response:
        if service.settings.faults is not None:
            await _fail_at_times(service.settings.faults)
        caller = await authenticate(service.database, request.headers, is_paid=operation.is_paid)
        ids = requests.read_ids(request)
        query = requests.read_query(request, operation.query)
        headers = requests.read_headers(request, operation.headers)
        limits = service.settings.limits
        body = (
            {}
            if operation.body is None
            else await requests.read_body(request, operation.body, limits.json_bytes, limits.idle_seconds)
        )
        return await operation.run(Call(service, request, caller, ids, query, headers, body))

    return guarded(answer)


def guarded(answer: Endpoint) -> Endpoint:
    """Let nothing but a response come out, whatever happens inside."""

    async def safe(request: Request) -> Response:
        try:
            return await answer(request)
        except ApiError as error:
            return replies.problem(error)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except OSError as error:
            _log.exception("The disk refuses.")
            reason = "The disk is full." if error.errno in _FULL else "The disk cannot be used."
            return replies.problem(ApiError(503, "SERVICE_UNAVAILABLE", reason))
        except sqlite3.OperationalError:
            _log.exception("The database refuses.")
            return replies.problem(ApiError(503, "SERVICE_UNAVAILABLE", "The database cannot be used."))
        except Exception:
            _log.exception("A call failed.")
            return replies.problem(ApiError(500, "INTERNAL_ERROR", "The call failed inside the server."))

    return safe


async def refuse(request: Request, error: Exception) -> Response:
    """Answer what the router refuses: paths and methods that are not there."""
    if not isinstance(error, HTTPException):
        return replies.problem(ApiError(500, "INTERNAL_ERROR", "The call failed inside the server."))
    if error.status_code == 405:
        detail = f"{request.method} is not among the methods of this path."
        return replies.problem(ApiError(405, "OPEN_API_METHOD_NOT_ALLOWED", detail, error.headers))
    return replies.problem(
        ApiError(error.status_code, "OPEN_API_ROUTE_NOT_FOUND", "There is no such path.", error.headers)
    )


async def _fail_at_times(faults: Faults) -> None:
    if faults.latency:
        await asyncio.sleep(faults.latency)
    if not faults.code and faults.strikes():
        headers = {"Retry-After": "1"} if faults.status in (429, 503) else {}
        raise ApiError(faults.status, "SANDBOX_FAULT", "This fault was asked for with --fault.", headers)
