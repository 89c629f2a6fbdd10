"""Still images: right colours, upright, and refused in words where they cannot be used."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtGui import QColorSpace, QImage

from editor_app.render.media import MediaTooLarge, MediaUnreadable
from editor_app.render.media.medium import MAX_PIXELS
from tests.render.media.heif import write_heic
from tests.render.media.making import PATCHES, pixels, pool_of

SIDE = 16


def patches() -> Image.Image:
    """One row of colour patches."""
    row = np.array([PATCHES], np.uint8)
    return Image.fromarray(np.kron(row, np.ones((SIDE, SIDE, 1), np.uint8)))


def seen(path: Path) -> np.ndarray:
    image = pixels(pool_of(path, "image").picture("m", 0, (4000, 4000)))
    return image[SIDE // 2, SIDE // 2 :: SIDE].astype(int)


LOSSLESS = {
    "png": ("a.png", {}),
    "webp": ("a.webp", {"lossless": True}),
    "bmp": ("a.bmp", {}),
    "tiff": ("a.tiff", {"compression": "tiff_lzw"}),
    "tiff deflate": ("a.tif", {"compression": "tiff_adobe_deflate"}),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_come_out_exactly(tmp_path: Path, name: str) -> None:
    filename, options = LOSSLESS[name]
    patches().save(tmp_path / filename, **options)
    assert seen(tmp_path / filename)[:, :3].tolist() == [list(colour) for colour in PATCHES]


LOSSY = {
    "jpeg 4:4:4": ("a.jpg", {"quality": 100, "subsampling": 0}),
    "progressive": ("a.jpg", {"quality": 100, "subsampling": 0, "progressive": True}),
    "avif": ("a.avif", {"quality": 100, "subsampling": "4:4:4", "speed": 8}),
}


@pytest.mark.parametrize("name", LOSSY)
def test_lossy_formats_come_out_closely(tmp_path: Path, name: str) -> None:
    filename, options = LOSSY[name]
    patches().save(tmp_path / filename, **options)
    assert np.abs(seen(tmp_path / filename)[:, :3] - np.array(PATCHES)).max() <= 4 - 2 * (name != "avif")


def test_png_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    grey = Image.fromarray(np.kron(np.array([[0, 100, 255]], np.uint8), np.ones((SIDE, SIDE), np.uint8)))
    grey.save(path)
    assert seen(path)[:, 0].tolist() == [0, 100, 255]

    Image.fromarray(
        np.kron(np.array([[0, 25_700, 65_535]], np.uint16), np.ones((SIDE, SIDE), np.uint16))
    ).save(path)
    assert seen(path)[:, 1].tolist() == [0, 100, 255]

    patches().quantize(32).save(path, transparency=bytes([0] + [255] * 31))
    palette = seen(path)
    visible = palette[:, 3] == 255
    assert visible.sum() == len(PATCHES) - 1
    assert palette[visible][:, :3].tolist() == np.array(PATCHES)[visible].tolist()

    rgba = patches().convert("RGBA")
    rgba.putalpha(128)
    rgba.save(path)
    assert np.abs(seen(path) - np.array([[*c, 128] for c in PATCHES])).max() <= 1

    sixteen_bit_png(path, [(65_535, 25_700, 257)])
    assert seen(path)[0].tolist() == [255, 100, 1, 255]


def sixteen_bit_png(path: Path, colours: list[tuple[int, int, int]]) -> None:
    """PNG with 16 bits a channel, which Pillow cannot write."""
    row = b"\0" + b"".join(struct.pack(">HHH", *colour) * SIDE for colour in colours)
    header = struct.pack(">IIBBBBB", len(colours) * SIDE, SIDE, 16, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * SIDE))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def test_opaque_images_need_no_alpha(tmp_path: Path) -> None:
    patches().save(tmp_path / "a.png")
    patches().convert("RGBA").save(tmp_path / "b.png")
    patches().save(tmp_path / "c.avif")
    formats = [
        pool_of(tmp_path / n, "image").picture("m", 0, (9, 9)).format() for n in ("a.png", "b.png", "c.avif")
    ]
    opaque, alpha = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied
    assert formats == [opaque, alpha, opaque]


@pytest.mark.parametrize(
    ("name", "turn"),
    [("a.jpg", o) for o in range(1, 9)] + [("a.tif", 6), ("a.avif", 6), ("a.webp", 6), ("a.png", 3)],
)
def test_orientation_is_followed(tmp_path: Path, name: str, turn: int) -> None:
    upright = np.full((32, 64), 30, np.uint8)
    upright[:16, :32] = 220
    undo = {
        1: lambda a: a, 2: lambda a: a[:, ::-1], 3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1],
        5: lambda a: a.T, 6: lambda a: np.rot90(a, 1), 7: lambda a: a[::-1, ::-1].T,
        8: lambda a: np.rot90(a, -1),
    }  # fmt: skip
    stored = Image.fromarray(np.ascontiguousarray(undo[turn](upright))).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turn
    options = {"lossless": True} if name == "a.webp" else {}
    stored.save(tmp_path / name, exif=exif.tobytes(), **options)
    pool = pool_of(tmp_path / name, "image")
    assert pool.size("m") == (64, 32)
    for wanted in ((64, 32), (32, 16), (15, 9)):
        image = pixels(pool.picture("m", 0, wanted))
        assert image.shape[:2] == wanted[::-1]
        bright = image[wanted[1] // 4 :: wanted[1] // 2, wanted[0] // 4 :: wanted[0] // 2, 1] > 120
        assert bright[:2, :2].tolist() == [[True, False], [False, False]]


def test_colour_profiles_are_brought_to_srgb(tmp_path: Path) -> None:
    """sRGB red, written in a wide space, is sRGB red again."""
    for name in (QColorSpace.NamedColorSpace.DisplayP3, QColorSpace.NamedColorSpace.AdobeRgb):
        wide = QColorSpace(name)
        source = QImage(32, 32, QImage.Format.Format_RGB888)
        source.fill(0xFFC8785A)
        source.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        converted = source.convertedToColorSpace(wide)
        stored = Image.frombytes("RGB", (32, 32), bytes(converted.constBits())[: 32 * 96])
        assert stored.getpixel((0, 0)) != (200, 120, 90)
        profile = bytes(wide.iccProfile().data())
        for filename, options in (
            ("a.png", {}), ("a.jpg", {"quality": 100, "subsampling": 0}), ("a.tif", {}),
            ("a.avif", {"quality": 100, "subsampling": "4:4:4"}),
        ):  # fmt: skip
            stored.save(tmp_path / filename, icc_profile=profile, **options)
            found = pixels(pool_of(tmp_path / filename, "image").picture("m", 0, (99, 99)))[16, 16, :3]
            assert np.abs(found.astype(int) - (200, 120, 90)).max() <= 2, (name, filename)


def test_srgb_profiles_and_gamma_chunks_change_nothing(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    patches().save(tmp_path / "a.png", icc_profile=profile)
    assert np.abs(seen(tmp_path / "a.png")[:, :3] - np.array(PATCHES)).max() <= 1
    data = (tmp_path / "a.png").read_bytes()
    patches().save(tmp_path / "b.png")
    data = (tmp_path / "b.png").read_bytes()
    (tmp_path / "b.png").write_bytes(data[:33] + chunk(b"gAMA", struct.pack(">I", 45_455)) + data[33:])
    assert seen(tmp_path / "b.png")[:, :3].tolist() == [list(colour) for colour in PATCHES]


def test_cmyk_jpeg(tmp_path: Path) -> None:
    Image.new("CMYK", (32, 32), (0, 255, 255, 0)).save(tmp_path / "red.jpg", quality=100)
    Image.new("CMYK", (32, 32), (0, 0, 0, 128)).save(tmp_path / "grey.jpg", quality=100)
    assert np.abs(seen(tmp_path / "red.jpg")[0, :3] - (255, 0, 0)).max() <= 3
    assert np.abs(seen(tmp_path / "grey.jpg")[0, :3] - 127).max() <= 3


def test_tiff_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.full((32, 32), 25_700, np.uint16)).save(path)
    assert seen(path)[0, :3].tolist() == [100, 100, 100]
    Image.new("CMYK", (32, 32), (0, 255, 255, 0)).save(path)
    assert seen(path)[0, :3].tolist() == [255, 0, 0]
    Image.new("1", (32, 32), 1).save(path)
    assert seen(path)[0, :3].tolist() == [255, 255, 255]
    Image.fromarray(np.full((32, 32), 0.5, np.float32)).save(path)
    assert seen(path)[0, :3].tolist() == [128, 128, 128]
    Image.new("RGBA", (32, 32), (200, 100, 50, 128)).save(path)
    assert np.abs(seen(path)[0] - (200, 100, 50, 128)).max() <= 1


def test_heic(tmp_path: Path) -> None:
    frame = av.VideoFrame(64, 32, "yuv420p")
    luma = np.full((32, 64), 60, np.uint8)
    luma[:16, :32] = 200
    for plane, value in zip(frame.planes, (luma.tobytes(), bytes([128]), bytes([128])), strict=True):
        rows = np.zeros((plane.height, plane.line_size), np.uint8)
        rows[:] = 128
        if len(value) > 1:
            rows[:, : plane.width] = luma
        plane.update(rows.tobytes()[: plane.buffer_size])
    path = write_heic(tmp_path / "a.heic", frame)
    pool = pool_of(path, "image")
    assert pool.size("m") == (64, 32)
    image = pixels(pool.picture("m", 0, (64, 32)))
    assert image[8, 8, :3] == pytest.approx([(200 - 16) * 255 / 219] * 3, abs=2)
    assert image[24, 48, :3] == pytest.approx([(60 - 16) * 255 / 219] * 3, abs=2)
    turned = pool_of(write_heic(tmp_path / "b.heic", frame, quarter_turns_left=1), "image")
    assert turned.size("m") == (32, 64)
    image = pixels(turned.picture("m", 0, (32, 64)))
    assert image[56, 8, 1] > 150 > image[8, 24, 1]


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.mp4", "a.txt", "a"):
        patches().save(tmp_path / name, format="PNG")
        assert seen(tmp_path / name)[:, :3].tolist() == [list(colour) for colour in PATCHES]


def test_a_bomb_is_refused_from_its_header(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )
    with pytest.raises(MediaTooLarge, match=r"bomb\.png.*30000 × 30000 pixels.*200 megapixels.*smaller copy"):
        pool_of(path, "image").picture("m", 0, (100, 100))
    tiff = tmp_path / "bomb.tif"
    Image.new("1", (20_000, 20_000)).save(tiff, compression="group4")
    with pytest.raises(MediaTooLarge):
        pool_of(tiff, "image").picture("m", 0, (100, 100))


def test_sizes_between_qt_s_own_limit_and_ours_open(tmp_path: Path) -> None:
    size = 12_000, 8_000
    assert 80_000_000 < size[0] * size[1] < MAX_PIXELS
    Image.new("L", size, 77).save(tmp_path / "a.jpg", quality=30)
    image = pool_of(tmp_path / "a.jpg", "image").picture("m", 0, (120, 80))
    assert (image.width(), image.height()) == (120, 80)
    assert abs(int(pixels(image)[40, 60, 0]) - 77) <= 2


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif", "a.avif"])
def test_truncated_files_say_so(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    for part in (40, len(data) // 2):
        (tmp_path / name).write_bytes(data[:part])
        with pytest.raises(MediaUnreadable, match=f"{name}.*(damaged|truncated)"):
            pool_of(tmp_path / name, "image").picture("m", 0, (64, 64))


def test_a_small_size_is_the_same_whatever_was_asked_before(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 400, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.png")
    Image.fromarray(noise).save(tmp_path / "a.jpg")
    sizes = [(400, 300), (399, 299), (200, 150), (101, 77), (50, 40), (7, 5)]
    for name in ("a.png", "a.jpg"):
        alone = [pixels(pool_of(tmp_path / name, "image").picture("m", 0, size)) for size in sizes]
        pool = pool_of(tmp_path / name, "image")
        for index in (5, 0, 3, 1, 2, 4, 0):
            assert np.array_equal(pixels(pool.picture("m", 0, sizes[index])), alone[index])


def test_fine_lines_do_not_alias(tmp_path: Path) -> None:
    stripes = np.tile(np.array([0, 255], np.uint8), (240, 160))
    Image.fromarray(stripes).save(tmp_path / "a.png")
    for width in (10, 57, 100, 131):
        grey = pixels(pool_of(tmp_path / "a.png", "image").picture("m", 0, (width, 75)))[
            4:-4, 2:-2, 1
        ].astype(float)
        assert abs(grey.mean() - 127.5) < 4
        assert grey.std() < 40
