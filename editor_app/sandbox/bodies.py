"""What the bodies and queries of all calls hold: read by `requests`, described by `openapi`."""

from __future__ import annotations

from typing import Final

from editor_app.sandbox.fields import (
    AnyDocument,
    Digits,
    Field,
    Filename,
    HeaderMap,
    Number,
    OneOf,
    Text,
    Uuid,
    WebAddress,
    Whole,
)

SCHEMA_VERSION: Final = "v1"
UNSUPPORTED_VERSION: Final = "STATE_SCHEMA_VERSION_UNSUPPORTED"

_DOCUMENT = (
    Field("editorState", AnyDocument(), required=True),
    Field("stateVersion", Text(32), about="Of the older era; given back as it is."),
    Field("stateSchemaVersion", OneOf((SCHEMA_VERSION,)), code=UNSUPPORTED_VERSION),
)
_ABOUT_PROJECT = (Field("title", Text(120)), Field("description", Text(500, nullable=True)))

CREATE_PROJECT = (*_ABOUT_PROJECT, *_DOCUMENT)
PATCH_PROJECT = _ABOUT_PROJECT
SYNC_PROJECT = _DOCUMENT
ADD_ASSET = (Field("assetId", Uuid(), required=True),)
VALIDATE = (Field("editorState", AnyDocument(), required=True, code="OPEN_API_BAD_REQUEST"),)

_SIZE = Whole(50, 1920)
_EXPORT = (
    Field("fps", OneOf((30, 60)), required=True),
    Field("ratio", OneOf(("16:9", "9:16", "1:1", "4:3", "3:4", "custom")), required=True),
    Field("scale", Number(0.6, 8), required=True),
    Field("format", OneOf(("mp4", "webm")), required=True),
    Field("compositionWidth", _SIZE),
    Field("compositionHeight", _SIZE),
    Field("clientTaskId", Text(128)),
    Field("filename", Filename(255), about="Without folders and control characters."),
    Field("callbackUrl", WebAddress(1024)),
    Field("callbackHeaders", HeaderMap()),
)
CREATE_EXPORT = (*_DOCUMENT, *_EXPORT)
CREATE_PROJECT_EXPORT = _EXPORT

_CURSOR = Field("pageCursor", Text(512), about="The nextPageCursor of the page before.")
PAGE = (Field("pageSize", Digits(1, 50, 20)), _CURSOR)
ASSET_PAGE = (Field("pageSize", Digits(1, 100, 80)), _CURSOR)
EXPORT_PAGE = (*PAGE, Field("createdByApiKeyId", Uuid()))
SEARCH = (Field("q", Text(200), about="A word to look for; absent gives all."),)

IDEMPOTENCY = (Field("Idempotency-Key", Text(255, 1)),)
UPLOAD = (
    Field("x-file-name", Text(1536, 1), required=True, about="1 to 512 characters, percent-encoded UTF-8."),
    Field("x-project-id", Uuid()),
)
