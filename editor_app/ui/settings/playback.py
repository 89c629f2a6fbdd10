"""How films are played."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from editor_app.ui.settings.page import Page
from editor_app.ui.settings.ports import Follows, Plays, Previews
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import Tokens
from editor_app.ui.widgets.segments import Choice, Segments
from editor_app.ui.widgets.switch import Switch


class PlaybackPage(Page):
    """What holds for every project, and what goes with the one that is open."""

    def __init__(
        self,
        preview: Previews,
        player: Plays,
        session: Follows,
        parent: QWidget | None = None,
        *,
        has_project: bool,
        tokens: Tokens,
    ) -> None:
        super().__init__(tr("Playback"), parent)
        self._preview, self._player, self._session = preview, player, session
        qualities = (
            Choice("auto", tr("Auto")),
            Choice("full", tr("Full")),
            Choice("half", tr("Half")),
            Choice("quarter", tr("Quarter")),
        )
        ways = (
            Choice("none", tr("Off")),
            Choice("page", tr("Page by page")),
            Choice("smooth", tr("Smoothly")),
        )
        self.quality = Segments(qualities, name=tr("Preview quality"), tokens=tokens)
        self.mute = Switch(tr("Mute playback"), tokens=tokens)
        self.loop = Switch(tr("Loop"), tokens=tokens)
        self.follow = Segments(ways, name=tr("Follow the playhead"), tokens=tokens)
        always = self.add_card(tr("In every project"))
        always.add_row(
            tr("Preview quality"),
            self.quality,
            tr("“Auto” is full, and less only while it plays too slowly. Exports are always full."),
            is_wide=True,
        )
        always.add_row(tr("Mute playback"), self.mute, tr("Exports keep their sound."))
        here = self.add_card(tr("In this project"))
        here.add_row(tr("Loop"), self.loop, tr("At the end, begin again at the start, or at the in point."))
        here.add_row(tr("Follow the playhead"), self.follow, is_wide=True)
        if not has_project:
            for control in (self.loop, self.follow):
                control.setEnabled(False)
            self.add_remark(tr("Open a project to choose what goes with it."))
        self._connect()
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for part in (self.quality, self.mute, self.loop, self.follow):
            part.set_tokens(tokens)

    def _connect(self) -> None:
        self.quality.edited.connect(self._preview.set_quality)
        self.mute.chosen.connect(self._player.set_muted)
        self.loop.chosen.connect(self._session.set_loop)
        self.follow.edited.connect(self._session.set_follow)
        for changed in (
            self._preview.quality_changed,
            self._player.muted_changed,
            self._session.loop_changed,
            self._session.follow_changed,
        ):
            changed.connect(self._show)

    def _show(self, *_news: object) -> None:
        self.quality.set_value(self._preview.quality)
        self.mute.show_state(self._player.muted)
        self.loop.show_state(self._session.loop)
        self.follow.set_value(self._session.follow)
