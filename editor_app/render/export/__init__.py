"""A video file from a document: planned, rendered on every core, joined, checked, put in its place."""
