"""What is said of films that a service makes whatever happens here."""

from __future__ import annotations

from dataclasses import replace

from editor_app.ui.export.paid_films import cancel_text, fetch_name, left_sentence, paid
from tests.ui.export.scene import other_job


def test_at_a_sandbox_nothing_is_said_to_be_paid() -> None:
    real = other_job(status="rendering")
    box = replace(real, target=replace(real.target, service="renderingvideo http://127.0.0.1:8817"))
    said = [[paid(job), cancel_text(job), left_sentence(job), fetch_name(job)] for job in (real, box)]
    assert all("18 credits" in text for text in said[0])
    assert not any("credit" in text or "paid" in text for text in said[1])
