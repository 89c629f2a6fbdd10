"""Text as it is read: lines, places, weights, outlines."""

from dataclasses import replace
from typing import Any

import pytest

from editor_app.drawing import Box, Color, Text, TextBackground, TextStyle
from editor_app.render.picture.families import bundled_families
from editor_app.render.picture.fonts import known_families, lacking_letters, missing_families
from editor_app.render.picture.text import ink_bounds, lay_out, measure
from tests.render.picture.scene import Pool, W, document, frame, paint, pixel, text

STYLE = TextStyle("Inter", 24.0)
WORDS = "The quick brown fox jumps over the lazy dog"


def lines(words: str, width: float | None, **style: Any) -> list[str]:
    return [line.text for line in lay_out(words, replace(STYLE, **style), width).lines]


def test_words_wrap_at_the_width_of_the_box() -> None:
    assert lines(WORDS, 200) == ["The quick brown ", "fox jumps over ", "the lazy dog"]
    assert lines(WORDS, 10_000) == [WORDS]


def test_a_word_that_does_not_fit_breaks_anywhere() -> None:
    broken = lines("incomprehensibilities", 100)
    assert len(broken) > 1
    assert "".join(broken) == "incomprehensibilities"


def test_lines_break_where_they_are_written() -> None:
    assert [line.strip() for line in lines("one\n\nthree\r\nfour", 500)] == ["one", "", "three", "four"]


@pytest.mark.parametrize("family", ["Inter", "Roboto", "Nonesuch"])
@pytest.mark.parametrize("size", [7.3, 11.0, 23.99, 24.0, 96.5])
def test_lines_break_alike_at_every_output_size(family: str, size: float) -> None:
    """The layout of a text twice as large in a box twice as wide is the same, so the preview's is too."""
    for width in range(120, 620, 20):
        breaks = lines(WORDS, width * size / 24, family=family, font_size=size)
        assert breaks == lines(WORDS, width, family=family)


@pytest.mark.parametrize("scale", [0.25, 0.37, 0.5, 1.0, 1.7, 3.0])
def test_the_picture_of_a_text_is_the_same_at_every_size(scale: float) -> None:
    """Where its lines start and end, in shares of the frame."""
    operation = Text(WORDS, STYLE, Box(20.0, 10.0, 190.0, 160.0))
    whole, scaled = paint(operation), paint(operation, scale=scale)
    for row in (0.30, 0.5, 0.66):
        for share_of in (first_ink, last_ink):
            expected = share_of(whole, row) * scale
            assert share_of(scaled, row) == pytest.approx(expected, abs=1.5 + scale)


def first_ink(picture: Any, row: float) -> int:
    band = range(round((row - 0.06) * picture.height()), round((row + 0.06) * picture.height()))
    return next(x for x in range(picture.width()) if any(pixel(picture, x, y)[0] > 60 for y in band))


def last_ink(picture: Any, row: float) -> int:
    band = range(round((row - 0.06) * picture.height()), round((row + 0.06) * picture.height()))
    columns = range(picture.width() - 1, -1, -1)
    return next(x for x in columns if any(pixel(picture, x, y)[0] > 60 for y in band))


@pytest.mark.parametrize("size", [10.0, 24.0, 33.3])
def test_lines_are_font_size_times_line_height_apart_and_the_block_is_centred(size: float) -> None:
    block = lay_out("a\nb\nc", replace(STYLE, font_size=size, line_height=1.5), 200)
    assert [line.top for line in block.lines] == pytest.approx([0, 1.5 * size, 3 * size])
    assert block.height == pytest.approx(4.5 * size)
    ink = ink_bounds(Text("HHH", replace(STYLE, font_size=size), Box(0.0, 0.0, 200.0, 100.0)))
    assert ink.center().y() == pytest.approx(50, abs=0.1 * size)


def test_overflow_is_drawn_above_and_below_the_box() -> None:
    operation = Text("one\ntwo\nthree\nfour", STYLE, Box(100.0, 80.0, 100.0, 20.0))
    assert ink_bounds(operation).top() < 60
    assert ink_bounds(operation).bottom() > 120


@pytest.mark.parametrize(("align", "center"), [("left", 0.3), ("center", 0.5), ("right", 0.7)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_align_is_physical_in_both_directions(align: Any, center: float, direction: Any) -> None:
    words = "Hello" if direction == "ltr" else "שלום"
    width = measure(words, STYLE)[0]
    box = Box(0.0, 0.0, width / 0.6, 100.0)
    ink = ink_bounds(Text(words, replace(STYLE, align=align, direction=direction), box))
    assert ink.center().x() / box.width == pytest.approx(center, abs=0.03)


def test_right_to_left_text_puts_its_first_word_on_the_right() -> None:
    """Latin words in a right-to-left line keep their order only within themselves."""
    mixed = lay_out("abc שלום", replace(STYLE, direction="rtl"), 400)
    plain = lay_out("abc שלום", STYLE, 400)
    assert mixed.outlines.boundingRect().width() == pytest.approx(plain.outlines.boundingRect().width(), 0.05)
    assert mixed.outlines != plain.outlines


@pytest.mark.parametrize("family", ["Inter", "Roboto"])
def test_weights_are_true_ones(family: str) -> None:
    widths = [measure("Hamburg", replace(STYLE, family=family, weight=w))[0] for w in (100, 400, 700, 900)]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4
    dark = [darkness(replace(STYLE, family=family, weight=w)) for w in (100, 250, 400, 700, 900)]
    assert dark == sorted(dark)
    assert dark[-1] > 2.5 * dark[0]


def test_italic_has_letters_of_its_own() -> None:
    assert lay_out("af", replace(STYLE, italic=True), None).outlines != lay_out("af", STYLE, None).outlines


def darkness(style: TextStyle) -> int:
    picture = paint(Text("Hamburg", replace(style, font_size=60.0), Box(0.0, 0.0, W, 180.0)))
    return sum(picture.pixelColor(x, y).red() for x in range(0, W, 2) for y in range(0, 180, 2))


@pytest.mark.parametrize("spacing", [-2.0, 5.0])
def test_letter_spacing_is_in_px(spacing: float) -> None:
    plain = measure("iiiiiiiiii", STYLE)[0]
    assert measure("iiiiiiiiii", replace(STYLE, letter_spacing=spacing))[0] == pytest.approx(
        plain + 10 * spacing, abs=abs(spacing)
    )


def test_a_stroke_lies_outside_the_letters_and_under_them() -> None:
    style = replace(STYLE, font_size=120.0, weight=900, align="center", color=Color(1.0, 1.0, 1.0))
    operation = Text("I", style, Box(0.0, 0.0, W, 180.0))
    stroked = replace(operation, style=replace(style, stroke_width=10.0, stroke_color=Color(1.0, 0.0, 0.0)))
    plain, outlined = paint(operation), paint(stroked)
    row = [pixel(plain, x, 90) for x in range(W)]
    left = row.index((255, 255, 255))
    assert pixel(outlined, left, 90) == pytest.approx((255, 255, 255), abs=40)
    assert pixel(outlined, left - 5, 90) == (255, 0, 0)
    assert pixel(outlined, left - 14, 90) == (0, 0, 0)
    assert pixel(outlined, 160, 90) == (255, 255, 255)


def test_a_stroke_does_not_show_through_clear_letters() -> None:
    style = replace(STYLE, font_size=120.0, weight=900, align="center", color=Color(1.0, 1.0, 1.0, 0.0))
    style = replace(style, stroke_width=8.0, stroke_color=Color(1.0, 0.0, 0.0))
    picture = paint(Text("I", style, Box(0.0, 0.0, W, 180.0)))
    assert pixel(picture, 160, 90) == (0, 0, 0)
    assert max(pixel(picture, x, 90)[0] for x in range(W)) == 255


def test_each_line_has_its_own_round_box() -> None:
    background = TextBackground(Color(0.0, 0.0, 1.0), 10.0, 6.0)
    style = replace(STYLE, background=background, color=Color(1.0, 1.0, 1.0, 0.0))
    box = Box(40.0, 40.0, 240.0, 100.0)
    picture = paint(Text("wide enough\nno", style, box))
    block = lay_out("wide enough\nno", style, 240)
    first, second = block.lines
    top = 40 + (100 - block.height) / 2
    middle = round(top + first.height / 2)
    assert pixel(picture, 40 - 10 + 2, middle) == (0, 0, 255)
    assert pixel(picture, 40 - 10 - 2, middle) == (0, 0, 0)
    assert pixel(picture, round(40 + first.width + 8), middle) == (0, 0, 255)
    assert pixel(picture, round(40 + first.width + 12), middle) == (0, 0, 0)
    below = round(top + first.height * 1.5)
    assert pixel(picture, round(40 + second.width + 8), below) == (0, 0, 255)
    assert pixel(picture, round(40 + second.width + 13), below) == (0, 0, 0)
    assert pixel(picture, 30, round(top)) == (0, 0, 0)


def test_a_half_clear_text_is_one_layer() -> None:
    """Where stroke, fill and box overlap, opacity must not show them through each other."""
    fields: dict[str, Any] = {
        "fontSize": 90,
        "strokeWidth": 6,
        "strokeColor": "#ff0000",
        "background": {"color": "#0000ff", "horizontalPadding": 8, "borderRadius": 8},
    }
    whole = frame(document([text("t", "Wow", **fields)]))
    half = frame(document([text("t", "Wow", opacity=0.5, **fields)]))
    for x in range(60, 260, 7):
        assert pixel(half, x, 90) == pytest.approx(tuple(v / 2 for v in pixel(whole, x, 90)), abs=2)


def test_bundled_families_have_files_and_weights() -> None:
    families = bundled_families()
    assert families["inter"].weights == (100, 900)
    assert all(file.is_file() for family in families.values() for file in family.files)
    assert {"inter", "roboto", "sans-serif"} <= known_families()


def test_a_family_nobody_has_is_named_with_its_items_and_drawn_in_the_default() -> None:
    state = document(
        [text("a", "x", fontFamily="Nonesuch Grotesk")],
        [text("b", "x", fontFamily="'Inter', sans-serif")],
        [text("c", "x", fontFamily="Nonesuch Grotesk")],
    )
    assert missing_families(state) == {"Nonesuch Grotesk": ("a", "c")}
    unknown = replace(STYLE, family="Nonesuch Grotesk")
    assert lay_out(WORDS, unknown, 200).outlines == lay_out(WORDS, STYLE, 200).outlines


def test_a_css_list_takes_the_first_family_that_is_known() -> None:
    listed = replace(STYLE, family="Nonesuch, 'Roboto', Inter")
    assert lay_out("Q", listed, None).outlines == lay_out("Q", replace(STYLE, family="Roboto"), None).outlines


def test_a_still_title_is_painted_once_and_a_moved_one_lands_in_place() -> None:
    words = Text("Title", STYLE, Box(20.0, 20.0, 200.0, 60.0))
    moved = replace(words, box=Box(27.0, 31.0, 200.0, 60.0))
    here, there = paint(words), paint(moved)
    for x in range(20, 120, 3):
        assert pixel(there, x + 7, 51 + 11) == pixel(here, x, 51)


@pytest.mark.parametrize("words", ["", " ", "\n", "\u200b", "a\ud83d", "\x00", "🚀" * 50])
def test_odd_texts_do_not_break_the_picture(words: str) -> None:
    state = document([text("t", words)])
    assert frame(state, 0, Pool()).width() == W


@pytest.mark.parametrize("family", ["Inter", "Nonesuch"])
def test_letters_that_no_font_has_are_found(family: str) -> None:
    nobody = "".join(chr(0x10F000 + number) for number in range(10))  # a private plane
    assert lacking_letters(family, f"Aé€😀ع\n {nobody[0]}b{nobody[0]}{nobody[1]}") == nobody[:2]
    assert lacking_letters(family, nobody) == nobody[:8]


@pytest.mark.parametrize("text", ["", "Hello", "a\u0301\u200d\ufe0f\u00a0\t", "❤\ufe0f", "half \ud800"])
def test_what_draws_nothing_by_itself_is_not_missed(text: str) -> None:
    assert lacking_letters("Inter", text) == ""
