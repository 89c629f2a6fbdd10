"""What the settings need of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Protocol

from editor_app.services.account_drafts import Draft
from editor_app.services.account_keys import KeyPlace
from editor_app.services.account_trial import TrialState
from editor_app.session import FollowMode
from editor_app.store.accounts import Profile

Quality = Literal["auto", "full", "half", "quarter"]


class Previews(Protocol):
    """What has a quality: `services.preview.Preview`."""

    quality_changed: Any

    @property
    def quality(self) -> Quality: ...
    def set_quality(self, quality: Quality) -> None: ...


class Plays(Protocol):
    """What is heard: `services.playback.Player`."""

    muted_changed: Any

    @property
    def muted(self) -> bool: ...
    def set_muted(self, on: bool) -> None: ...


class Follows(Protocol):
    """What goes with a project: `session.Session`."""

    loop_changed: Any
    follow_changed: Any

    @property
    def loop(self) -> bool: ...
    def set_loop(self, on: bool) -> None: ...
    @property
    def follow(self) -> FollowMode: ...
    def set_follow(self, mode: FollowMode) -> None: ...


class State(Protocol):
    """How a server is: `services.local_server.ServerState`."""

    @property
    def kind(self) -> Literal["off", "starting", "running", "stopping", "failed"]: ...
    @property
    def url(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def is_on(self) -> bool: ...


class Serves(Protocol):
    """What is switched on and off: `services.local_server.LocalServer`."""

    state_changed: Any
    data_dir: Path

    @property
    def state(self) -> State: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Amount(Protocol):
    """How much there is: `store.media_cache.Usage`."""

    @property
    def files(self) -> int: ...
    @property
    def size_bytes(self) -> int: ...


class Stores(Protocol):
    """What keeps fetched media: `services.fetching.MediaStorage`."""

    changed: Any
    hosts: tuple[str, ...]
    is_busy: bool
    trouble: str

    @property
    def usage(self) -> Amount | None: ...
    @property
    def limit_bytes(self) -> int: ...
    def set_limit(self, limit_bytes: int) -> None: ...
    def measure(self) -> None: ...
    def clear(self) -> None: ...
    def forget_hosts(self) -> None: ...


class Tries(Protocol):
    """What finds out what works: `services.account_trial.AccountTrial`."""

    changed: Any
    state: TrialState

    def cancel(self) -> None: ...


class Keeps(Protocol):
    """What knows the accounts: `services.accounts.Accounts`."""

    changed: Any
    has_key_chain: bool | None

    @property
    def trial(self) -> Tries: ...
    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    @property
    def default(self) -> Profile | None: ...
    def profile(self, profile_id: str) -> Profile | None: ...
    def key_place(self, profile: Profile) -> KeyPlace: ...
    def is_own(self, profile: Profile) -> bool: ...
    def is_refused(self, profile: Profile) -> bool: ...
    def look_for_key_chain(self) -> None: ...
    def trouble_with(self, draft: Draft) -> str: ...
    def try_out(self, draft: Draft) -> None: ...
    def save(self, draft: Draft) -> Profile: ...
    def remove(self, profile: Profile) -> None: ...
    def choose_default(self, profile: Profile) -> None: ...
