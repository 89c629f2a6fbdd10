"""The face that waits has the calls of the other one."""

from __future__ import annotations

import inspect
import threading

import httpx
import pytest

from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient, AuthError, RenderingVideoClient
from tests.cloud.renderingvideo.stub import BASE, KEY, Stub, refused, said

RESOURCES = ("account", "videos", "files", "previews", "downloads")


def client_of(stub: Stub) -> RenderingVideoClient:
    return RenderingVideoClient(KEY, base_url=BASE, transport=httpx.MockTransport(stub.handle))


def test_both_faces_have_the_same_calls(stub: Stub) -> None:
    other = AsyncRenderingVideoClient(KEY)
    with client_of(stub) as client:
        for resource in RESOURCES:
            ours, theirs = getattr(client, resource), getattr(other, resource)
            names = {name for name in dir(theirs) if not name.startswith("_")} - {"iterate"}
            assert names == {name for name in dir(ours) if not name.startswith("_")}
            for name in names:
                assert inspect.signature(getattr(ours, name)) == inspect.signature(getattr(theirs, name))
                assert getattr(ours, name).__doc__ == getattr(theirs, name).__doc__
                assert not inspect.iscoroutinefunction(getattr(ours, name))
    assert inspect.signature(RenderingVideoClient) == inspect.signature(AsyncRenderingVideoClient)


def test_calls_answer_and_raise_and_the_thread_ends(stub: Stub) -> None:
    stub.will("GET /api/v1/credits", said(credits=7), refused(401, "API_KEY_INACTIVE"))
    stub.will("GET /api/v1/capabilities", httpx.Response(404))
    with client_of(stub) as client:
        assert client.credits() == 7
        with pytest.raises(AuthError) as caught:
            client.credits()
        assert client.capabilities() is None
        assert repr(client) == f"<RenderingVideoClient {BASE}>"
        assert KEY not in f"{client!r} {vars(client)!r}"
    assert caught.value.code == "API_KEY_INACTIVE"
    assert "renderingvideo client" not in [thread.name for thread in threading.enumerate()]
