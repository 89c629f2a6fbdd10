"""The status page's part about RenderingVideo."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tests.sandbox.renderingvideo.samples import clip, config, lost, make, start, wait
from tests.sandbox.running import Running, payload_of
from tests.sandbox.test_status import Balance


def test_a_server_without_keys_says_how_to_make_one(servers: Callable[..., Running]) -> None:
    page = httpx.get(servers().url).text
    assert "sandbox key create --service renderingvideo" in page


def test_tasks_and_accounts_are_shown(servers: Callable[..., Running]) -> None:
    running = servers()
    with running.rv_client(running.rv_key("<b>", plan="pro", credits=7)) as rv:
        done, (failed, name) = make(rv, title="<i>"), lost(rv)
        make(rv, title="never rendered")
        for task in (done, failed):
            start(rv, task["taskId"])
            wait(rv, task["taskId"])
        page = httpx.get(running.url).text
        assert Balance(page).open == []
        assert '&lt;b&gt;</td><td>pro</td><td class="num">5</td>' in page
        assert "&lt;i&gt;" in page
        assert name in page
        assert page.count("1 credit<") == 2
        assert "never rendered" in page
        assert f'href="/v/{done["taskId"]}"' in page
        assert f'href="/v/{failed["taskId"]}"' not in page
        assert "http-equiv" not in page
        long = make(rv, config=config(clip(duration=5)))["taskId"]
        start(rv, long)
        assert 'http-equiv="refresh"' in httpx.get(running.url).text
        payload_of(rv.delete(f"/api/v1/video/{long}"))
