"""What few need is checked before it is sent."""

from __future__ import annotations

import pytest

from editor_app.ui.export.extras import IndreamExtras, OtherExtras
from editor_app.ui.export.recipes import Recipe


@pytest.mark.parametrize(
    ("extras", "said"),
    [
        (IndreamExtras(), ""),
        (IndreamExtras(callback_url="https://a.example/done", headers=(("X-Token", "a b"),)), ""),
        (IndreamExtras(callback_url="http://127.0.0.1:8000/x"), ""),
        (IndreamExtras(callback_url="a.example"), "callback address must be a whole one"),
        (IndreamExtras(callback_url="ftp://a.example"), "callback address"),
        (
            IndreamExtras(
                callback_url="https://[",
            ),
            "callback address",
        ),
        (IndreamExtras(headers=(("X-Token", "a"),)), "write its address"),
        (IndreamExtras(headers=(("", ""),)), ""),
        (IndreamExtras(callback_url="https://a.b", headers=(("X Token", "a"),)), "“X Token” cannot be"),
        (IndreamExtras(callback_url="https://a.b", headers=(("X", "a\nb"),)), "“X” cannot be"),
        (IndreamExtras(canvas="1080x1920"), ""),
        (IndreamExtras(canvas="1080 × 1920"), ""),
        (IndreamExtras(canvas="1080"), "canvas must be written"),
        (IndreamExtras(canvas="4000x100"), "from 50 to 1920 px"),
        (IndreamExtras(client_task_id="x" * 129), "128 characters"),
        (OtherExtras("https://a.example"), ""),
        (OtherExtras("nowhere"), "webhook address"),
        (OtherExtras(workers=64), ""),
        (OtherExtras(workers=65), "at most 64 workers"),
    ],
)
def test_what_is_wrong_is_said(extras, said: str) -> None:
    troubles = extras.troubles()
    assert (said in troubles[0]) if said else troubles == ()


def test_settings_hold_the_names_of_headers_and_no_values() -> None:
    extras = IndreamExtras("9:16", " mine ", "https://a.b", (("X-Token", "secret"),), "1080x1920")
    settings = extras.settings(Recipe("webm", 60, 0.6))
    assert (settings.format, settings.fps, settings.scale, settings.ratio) == ("webm", 60, 0.6, "9:16")
    assert (settings.client_task_id, settings.canvas) == ("mine", (1080, 1920))
    assert settings.header_names == ("X-Token",)
    assert "secret" not in repr(settings)
    assert extras.header_values == {"X-Token": "secret"}


def test_a_wish_for_the_other_service() -> None:
    wish = OtherExtras("https://a.b", 8).wish(
        Recipe(fps=60, scale=1.5), (1, 5), prerenders=False, is_preview=True
    )
    assert (wish.fps, wish.scale, wish.range_ticks, wish.workers) == (60, 1.5, (1, 5), 8)
    assert not wish.prerenders
    assert wish.is_preview
