"""Exports at RenderingVideo: configs, media, what is drawn here before, tasks and preview links."""
