"""Replies as the service sends them, in the newest form."""

from __future__ import annotations

from typing import Any

PROJECT_ID = "5a8591dd-4039-49df-9202-96385ba3eff8"
ASSET_ID = "0d9be6d5-3a5d-4b57-9f0e-0f6f2f0a9c11"
TASK_ID = "638ad4d9-51e5-42ec-bb50-0db761bba304"
WHEN = "2026-03-11T13:00:00.000Z"

TASK: dict[str, Any] = {
    "taskId": TASK_ID,
    "projectId": PROJECT_ID,
    "createdByApiKeyId": "1f0c8d0e-0d55-4a3c-8b6a-6d4b7f6f7a01",
    "clientTaskId": None,
    "status": "PROCESSING",
    "progress": 42.5,
    "exportPhase": "rendering",
    "error": None,
    "outputUrl": None,
    "filename": "film.mp4",
    "durationSeconds": 18.4,
    "billedStandardSeconds": 19,
    "chargedCredits": "1.900000000000",
    "callbackUrl": None,
    "createdAt": WHEN,
    "completedAt": None,
}
DONE = {name: value for name, value in TASK.items() if name != "exportPhase"} | {
    "status": "COMPLETED",
    "progress": 100,
    "outputUrl": "https://cdn.example/film.mp4",
    "completedAt": WHEN,
}
CREATED: dict[str, Any] = {
    "taskId": TASK_ID,
    "projectId": None,
    "createdAt": WHEN,
    "durationSeconds": 18.4,
    "billedStandardSeconds": 19,
    "chargedCredits": "1.9",
    "chargedCreditPool": "OPEN_API",
}
PROJECT: dict[str, Any] = {
    "projectId": PROJECT_ID,
    "title": "Launch draft",
    "description": None,
    "createdAt": WHEN,
    "updatedAt": WHEN,
}
ASSET: dict[str, Any] = {
    "assetId": ASSET_ID,
    "type": "IMAGE",
    "source": "UPLOAD",
    "filename": "hero.png",
    "mimetype": "image/png",
    "size": 4,
    "fileUrl": "https://cdn.example/hero.png",
    "fileKey": "uploads/hero.png",
    "width": 640,
    "height": 480,
    "duration": None,
}
_PRESET = {"id": "pop", "type": "pop", "label": "Pop", "preview": ""}
CAPABILITIES: dict[str, Any] = {
    "version": "v1",
    "animations": ["fade"],
    "captionAnimations": {"in": [_PRESET], "out": [_PRESET], "loop": []},
    "transitions": ["fade"],
    "transitionPresets": [{"id": "fade", "type": "fade", "label": "Fade"}],
    "effects": [],
    "effectPresets": [],
    "filters": [],
    "filterPresets": [],
    "shapes": ["circle"],
    "backgroundPresets": {"colors": [], "gradients": [], "images": [], "blurLevels": []},
}
