"""SVG images: drawn sharply at any size, and kept from reaching out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor_app.render.media import MediaError, MediaHostile, MediaUnreadable
from editor_app.render.media.probe import probe
from editor_app.render.media.svg_safe import sanitised
from tests.render.media.making import pixels, pool_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def svg(path: Path, body: str, head: str = 'width="100" height="50"', before: str = "") -> Path:
    path.write_text(f"{before}{SVG}{head}>{body}</svg>", encoding="utf-8")
    return path


def drawn(path: Path, size: tuple[int, int] = (100, 50)) -> np.ndarray:
    return pixels(pool_of(path, "image").picture("m", 0, size))


def test_an_svg_is_drawn_at_the_size_it_is_wanted(tmp_path: Path) -> None:
    path = svg(tmp_path / "a.svg", '<rect x="25" width="50" height="50" fill="#c8785a"/>')
    assert pool_of(path, "image").size("m") == (100, 50)
    for size in ((100, 50), (40, 20), (1000, 500), (300, 300)):
        image = drawn(path, size)
        assert image.shape[:2] == size[::-1]
        middle, edge = image[size[1] // 2, size[0] // 2], image[size[1] // 2, size[0] // 8]
        assert middle.tolist() == [0xC8, 0x78, 0x5A, 255]
        assert edge[3] == 0
        assert np.ptp(image[2:-2, size[0] // 4 + 1, 3]) == 0  # a sharp upright edge


@pytest.mark.parametrize(
    ("head", "size"),
    [('viewBox="0 0 320 200"', (320, 200)), ('width="5in" height="1in"', None), ("", None)],
)
def test_sizes(tmp_path: Path, head: str, size: tuple[int, int] | None) -> None:
    found = pool_of(svg(tmp_path / "a.svg", '<rect width="10" height="10"/>', head), "image").size("m")
    assert found is not None
    assert found == size if size else min(found) > 0


def test_text_and_gradients_are_drawn(tmp_path: Path) -> None:
    body = (
        '<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>'
        '</linearGradient></defs><rect width="100" height="50" fill="url(#g)"/>'
        '<text x="10" y="40" font-size="20" fill="white">WWW</text>'
    )
    image = drawn(svg(tmp_path / "a.svg", body))
    assert image[2, 2, 0] > 240 > image[2, 97, 0]
    assert (image[..., :3].min(axis=2) > 250).sum() > 50


def test_pixels_inside_the_file_stay(tmp_path: Path) -> None:
    import base64

    Image.new("RGB", (4, 4), (0, 255, 0)).save(tmp_path / "g.png")
    data = base64.b64encode((tmp_path / "g.png").read_bytes()).decode()
    body = '<image width="100" height="50" preserveAspectRatio="none" xlink:href="data:image/png;base64,'
    body += f'{data}"/>'
    assert drawn(svg(tmp_path / "a.svg", body))[25, 50].tolist() == [0, 255, 0, 255]
    body = '<defs><rect id="r" width="50" height="50" fill="#00ff00"/></defs><use href="#r" xlink:href="#r"/>'
    assert drawn(svg(tmp_path / "a.svg", body))[25, 25].tolist() == [0, 255, 0, 255]


def test_other_files_are_never_drawn(tmp_path: Path) -> None:
    Image.new("RGB", (100, 50), (255, 0, 0)).save(tmp_path / "secret.png")
    secret = tmp_path / "secret.png"
    for link in (str(secret), "secret.png", secret.as_uri(), f" {secret.as_uri()}", "FILE://" + str(secret)):
        for name in ("href", "xlink:href"):
            body = f'<image width="100" height="50" {name}="{link}"/>'
            image = drawn(svg(tmp_path / "a.svg", body))
            assert image[..., 3].max() == 0, (name, link)


HARMFUL = {
    "script": "<script>alert(1)</script>",
    "script with a prefix": '<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>',
    "handler": '<rect onload="alert(1)" width="1" height="1"/>',
    "foreign object": '<foreignObject><iframe src="http://x.example/"/></foreignObject>',
    "far use": '<use href="http://x.example/a.svg#b"/>',
    "far style": '<style>@import url("http://x.example/a.css"); rect {fill: url(http://x.example/p)}</style>',
    "far fill": '<rect fill="url( &quot;http://x.example/p#a&quot; )" width="1" height="1"/>',
    "nested svg": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "base": '<g xml:base="http://x.example/"/>',
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_reaches_out_is_gone(name: str) -> None:
    safe = sanitised(f"{SVG}>{HARMFUL[name]}<circle r='7'/></svg>".encode(), "a.svg").decode()
    assert '<circle r="7">' in safe
    for word in ("alert", "x.example", "svg+xml", "iframe"):
        assert word not in safe


def test_harmless_things_stay() -> None:
    body = (
        '<a href="https://example.org/"><rect fill="url(#g)" style="stroke:url(#h)" width="1"/></a>'
        "<style>rect { fill: red }</style><text>a &lt; b &amp; c</text>"
    )
    assert sanitised(f"{SVG}>{body}</svg>".encode(), "a").decode() == f"{SVG[:-1]}>{body}</svg>".replace(
        'width="1"/>', 'width="1"></rect>'
    )


def test_plain_entities_of_drawing_programs_work(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg11.dtd" '
    doctype += '[<!ENTITY colour "#00ff00">]>'
    path = svg(tmp_path / "a.svg", '<rect width="100" height="50" fill="&colour;"/>', before=doctype)
    assert drawn(path)[25, 50].tolist() == [0, 255, 0, 255]


ATTACKS = {
    "billion laughs": (
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "]>",
        "<text>&i;</text>",
    ),
    "a file as an entity": ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<text>&a;</text>"),
    "uses without end": (
        "",
        '<defs><g id="g0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="g{n}">{f"""<use href="#g{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
        + '</defs><use href="#g8"/>',
    ),
    "a circle of uses": ("", '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "too deep": ("", "<g>" * 5000 + "</g>" * 5000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_bombs_are_refused(tmp_path: Path, name: str) -> None:
    before, body = ATTACKS[name]
    path = svg(tmp_path / "bomb.svg", body, before=before)
    with pytest.raises(MediaHostile, match=r"“bomb\.svg” is an SVG image"):
        drawn(path)


@pytest.mark.parametrize("text", ["<svg", "<svg><rect></svg>", "<svg xmlns='x'>&undefined;</svg>"])
def test_damaged_files_say_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.svg").write_text(text)
    with pytest.raises(MediaUnreadable, match="damaged SVG"):
        drawn(tmp_path / "a.svg")


def test_an_svg_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is an SVG image, not a video"):
        pool_of(svg(tmp_path / "a.svg", ""), "video").picture("m", 0, (10, 10))


FAR = {
    "far use": ["http://x.example/a.svg#b"],
    "far style": ["http://x.example/a.css", "http://x.example/p"],
    "far fill": ["http://x.example/p#a"],
    "nested svg": ["data:image/svg+xml;base64,PHN2Zy8+"],
}


@pytest.mark.parametrize("name", HARMFUL)
def test_links_that_are_left_out_are_told(name: str) -> None:
    links: list[str] = []
    sanitised(f"{SVG}>{HARMFUL[name]}<a href='http://x.example'/></svg>".encode(), "a.svg", links.append)
    assert links == FAR.get(name, [])


@pytest.mark.qt_log_ignore("Could not resolve property", extend=True)  # Qt's own word on the link
def test_an_svg_without_what_it_links_to_is_a_warning(tmp_path: Path) -> None:
    path = svg(tmp_path / "a.svg", '<image href="b.png"/><image href="c.png"/><rect width="9" height="9"/>')
    pool = pool_of(path, "image")
    pool.picture("m", 0, (10, 10))
    (warning,) = pool.warnings
    assert "wants to load “b.png” and 1 more" in warning
    assert probe(path).warnings == (warning.replace("“m”", "“a.svg”"),)
    whole = pool_of(svg(tmp_path / "b.svg", '<rect width="9" height="9" fill="url(#a)"/>'), "image")
    whole.picture("m", 0, (10, 10))
    assert whole.warnings == ()
