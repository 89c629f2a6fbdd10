"""The second service: RenderingVideo's API over the same database, files and queue."""
