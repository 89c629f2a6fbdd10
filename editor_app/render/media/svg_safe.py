"""Make an SVG harmless: nothing reaches out of the file, runs, or grows without end.

What stays points into the file itself (`#id`) or carries its pixels along (`data:image/…`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from editor_app.render.media.errors import MediaHostile, MediaUnreadable

MAX_ENTITY_CHARS = 256
MAX_OUTPUT_CHARS = 64_000_000
MAX_DEPTH = 256
MAX_DRAWN_ELEMENTS = 500_000

_DROPPED = frozenset(
    {"script", "foreignobject", "iframe", "audio", "video", "handler", "listener", "object", "embed"}
)
_PICTURES = frozenset({"image", "feimage"})
_LINKS = frozenset({"href", "src"})
_PIXELS = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp|bmp)[;,])", re.IGNORECASE)
_FAR_URL = re.compile(r"""url\(\s*(?!["']?\s*(#|data:image/(?!svg)))[^)]*\)?""", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)
_BARE = re.compile(r"""^@import\s*|url\(|["'();\s]+""", re.IGNORECASE)
_REFERENCE = re.compile(r"""url\(\s*["']?\s*#([^"')\s]+)""", re.IGNORECASE)


def sanitised(data: bytes, label: str, on_link: Callable[[str], None] = lambda link: None) -> bytes:
    """Give the SVG without scripts, foreign content and far links; raise MediaError.

    `on_link` is told what was to be fetched and is left out.
    """
    cleaner = _Cleaner(label, on_link)
    try:
        cleaner.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise MediaUnreadable(label, f"is a damaged SVG image (line {error.lineno})") from error
    cleaner.references.check()
    return "".join(cleaner.parts).encode()


class _Cleaner:
    """Writes the document again while expat reads it."""

    def __init__(self, label: str, on_link: Callable[[str], None]) -> None:
        self.label, self._on_link = label, on_link
        self.parts: list[str] = []
        self.references = _References(label)
        self._chars = 0
        self._depth = 0
        self._dropping = 0
        self._in_style = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _entity(
        self, name: str, parameter: bool, value: str | None, base: object, system: object, *_: object
    ) -> None:
        if parameter or system is not None or value is None or "&" in value or len(value) > MAX_ENTITY_CHARS:
            raise MediaHostile(self.label, "is an SVG image whose entities may grow or read other files")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise MediaHostile(self.label, f"is an SVG image nested more than {MAX_DEPTH} levels deep")
        local = _local(name)
        if self._dropping or local in _DROPPED:
            self._dropping += 1
            return
        kept = {
            key: value
            for key, old in attributes.items()
            if (value := self._kept(local, key, old)) is not None
        }
        if local in _PICTURES and not any(_local(key) == "href" for key in kept):
            # Qt would complain on the terminal about a picture without a name.
            self._dropping += 1
            return
        self.references.open(kept)
        self._in_style = local == "style"
        self._write(f"<{name}" + "".join(f" {key}={quoteattr(value)}" for key, value in kept.items()) + ">")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._dropping:
            self._dropping -= 1
            return
        self.references.close()
        self._in_style = False
        self._write(f"</{name}>")

    def _text(self, text: str) -> None:
        if not self._dropping:
            self._write(escape(self._near(text) if self._in_style else text))

    def _kept(self, element: str, key: str, value: str) -> str | None:
        local = _local(key)
        if local.startswith("on") or local == "base":
            return None
        if local not in _LINKS:
            return self._near(value)
        # The target of a link (<a>) is never fetched.
        if element == "a" or _PIXELS.match(value):
            return value
        if value.strip():
            self._on_link(value.strip())
        return None

    def _near(self, css: str) -> str:
        """Drop what a style would fetch."""

        def drop(link: re.Match[str]) -> str:
            self._on_link(_BARE.sub("", link[0]))
            return "none" if link.re is _FAR_URL else ""

        return _FAR_URL.sub(drop, _IMPORT.sub(drop, css))

    def _write(self, part: str) -> None:
        self._chars += len(part)
        if self._chars > MAX_OUTPUT_CHARS:
            raise MediaHostile(self.label, "is an SVG image that grows beyond all measure")
        self.parts.append(part)


class _References:
    """Counts what drawing costs when every reference to an `#id` is followed."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._root = _Part()
        self._stack = [self._root]
        self._by_id: dict[str, _Part] = {}

    def open(self, attributes: Mapping[str, str]) -> None:
        part = _Part()
        self._stack[-1].parts.append(part)
        self._stack.append(part)
        if name := attributes.get("id"):
            self._by_id.setdefault(name, part)
        for key, value in attributes.items():
            if _local(key) == "href" and value.strip().startswith("#"):
                part.uses.append(value.strip()[1:])
            part.uses += _REFERENCE.findall(value)

    def close(self) -> None:
        self._stack.pop()

    def check(self) -> None:
        """Raise MediaHostile for references in a circle, or to more than can be drawn."""
        costs: dict[int, int] = {}
        pending: set[int] = set()
        work = [(self._root, False)]
        while work:
            part, done = work.pop()
            key = id(part)
            needed = [*part.parts, *(self._by_id[name] for name in part.uses if name in self._by_id)]
            if done:
                pending.discard(key)
                costs[key] = 1 + sum(costs.get(id(other), 0) for other in needed)
                if costs[key] > MAX_DRAWN_ELEMENTS:
                    raise MediaHostile(self._label, "is an SVG image that draws itself without end")
            elif key in pending:
                raise MediaHostile(self._label, "is an SVG image that draws itself in a circle")
            elif key not in costs:
                pending.add(key)
                work.append((part, True))
                work += [(other, False) for other in needed if id(other) not in costs]


class _Part:
    """An element, as far as its cost is concerned."""

    __slots__ = ("parts", "uses")

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.uses: list[str] = []


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
