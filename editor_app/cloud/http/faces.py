"""Makes calls that wait of async ones: the same names, arguments and docstrings, run on a loop thread."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from editor_app.cloud.http.loop_thread import Caller

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Face(Generic[R]):
    """A resource whose calls wait."""

    def __init__(self, resource: R, caller: Caller) -> None:
        self._resource = resource
        self._caller = caller


def waiting(
    method: Callable[Concatenate[R, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Face[R], P], T]:
    """Give a method that does what an async one does, and waits for it."""

    @functools.wraps(method)
    def call(face: Face[R], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return face._caller.run(lambda: method(face._resource, *args, **kwargs))  # pyright: ignore[reportPrivateUsage]

    return call
