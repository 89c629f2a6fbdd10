"""Every route of RenderingVideo in one table."""

from __future__ import annotations

from editor_app.sandbox.renderingvideo.dispatch import Run
from editor_app.sandbox.renderingvideo.routes import account, files, previews, uploads, video

ROUTES: tuple[tuple[str, str, Run], ...] = (
    ("POST", "/api/v1/video", video.create),
    ("GET", "/api/v1/video", video.list_tasks),
    ("GET", "/api/v1/video/{task_id}", video.get),
    ("DELETE", "/api/v1/video/{task_id}", video.delete),
    ("POST", "/api/v1/video/{task_id}/render", video.render),
    ("POST", "/api/v1/upload", uploads.upload),
    ("GET", "/api/v1/files", files.list_files),
    ("DELETE", "/api/v1/files/", files.delete_nothing),
    ("DELETE", "/api/v1/files/{file_id}", files.delete_file),
    ("GET", "/api/v1/credits", account.get_credits),
    ("GET", "/api/v1/capabilities", account.get_capabilities),
    ("POST", "/api/v1/preview", previews.create),
    ("GET", "/api/v1/preview/{temp_id}", previews.get),
    ("DELETE", "/api/v1/preview/{temp_id}", previews.delete),
    ("POST", "/api/v1/preview/{temp_id}/convert", previews.convert),
    ("POST", "/api/v1/preview/{temp_id}/render", previews.render),
)
