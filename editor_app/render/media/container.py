"""Open media containers safely, and choose what in them is a video."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
from av.error import FFmpegError, InvalidDataError
from av.stream import Disposition

from editor_app.render.media.errors import MediaUnreadable, MediaWrongKind
from editor_app.render.media.quiet import silence_decoders

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

silence_decoders()

# Containers of media only: playlists (HLS, DASH, concat) and capture devices can name other files.
FORMATS = (
    "aac,ac3,aiff,amr,ape,apng,asf,au,av1,avi,caf,dv,eac3,flac,flv,gif,gxf,h261,h263,h264,hevc,image2,"
    "ivf,jpeg_pipe,m4v,matroska,webm,mjpeg,mov,mp4,mp3,mpeg,mpegts,mpegvideo,mxf,nsv,nut,obu,ogg,"
    "png_pipe,rm,tta,vc1,vvc,w64,wav,wtv,wv,yuv4mpegpipe"
)
_OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file", "fflags": "+genpts"}


def open_container(path: Path, label: str) -> InputContainer:
    """Open a local media file; raise MediaUnreadable in words where FFmpeg cannot."""
    try:
        # An absolute path, so that no part of a name is taken for a protocol.
        return av.open(str(path.absolute()), "r", options=dict(_OPTIONS), metadata_errors="replace")
    except InvalidDataError as error:
        raise MediaUnreadable(label, "is damaged, incomplete or not a media file") from error
    except (FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MediaUnreadable(label, f"cannot be opened ({reason})") from error


def is_cover(stream: VideoStream) -> bool:
    """Say whether the stream is a cover picture and no video."""
    return bool(stream.disposition & Disposition.attached_pic)


def video_stream(container: InputContainer, label: str, called: str = "a video") -> VideoStream:
    """Give the default video stream; raise MediaWrongKind where there is none, or only a cover.

    `called` names what is wanted of the file.
    """
    streams = container.streams.video
    videos = [stream for stream in streams if not is_cover(stream)]
    if videos:
        chosen = next((s for s in videos if s.disposition & Disposition.default), videos[0])
        if cast("object", chosen.codec_context) is None:
            raise MediaUnreadable(label, "is coded in a way that cannot be decoded here")
        return chosen
    if container.streams.audio:
        what = (
            f"is a sound file with a cover picture, not {called}" if streams else "has sound but no picture"
        )
        raise MediaWrongKind(label, what, f"Use it as a sound, or replace it with {called}.")
    raise MediaUnreadable(label, "holds no video")


def has_alpha_layer(stream: VideoStream) -> bool:
    """Say whether a WebM stream carries its transparency as a second picture (VP8, VP9)."""
    return any(key.lower() == "alpha_mode" and value == "1" for key, value in stream.metadata.items())
