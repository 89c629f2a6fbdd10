"""Which services cost nothing for real."""

from __future__ import annotations

import pytest

from editor_app.services.exporting.sandboxes import is_sandbox, is_sandbox_service
from editor_app.store.accounts import Profile


@pytest.mark.parametrize(
    ("service", "is_one"),
    [
        ("local-workspace", True),
        ("local-workspace-renderingvideo", True),
        ("http://127.0.0.1:8787", True),
        ("renderingvideo http://127.0.0.1:8817", True),
        ("renderingvideo http://[::1]:8817", True),
        ("renderingvideo http://localhost:8817", True),
        ("renderingvideo https://renderingvideo.example", False),
        ("https://api.example.com", False),
        ("renderingvideo http://[", False),
        ("", False),
    ],
)
def test_what_answers_on_this_computer_is_a_sandbox(service: str, is_one: bool) -> None:
    assert is_sandbox_service(service) == is_one


def test_an_account_that_was_added_as_a_sandbox_is_one_wherever_it_is() -> None:
    assert is_sandbox(Profile("s", "sandbox", "Lab", "https://lab.example", "https://lab.example"))
    assert not is_sandbox(Profile("i", "indream", "Lab", "https://lab.example", "https://lab.example"))
