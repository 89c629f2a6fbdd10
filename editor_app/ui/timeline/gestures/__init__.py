"""One small object for each gesture, from press to release.

Every step is computed from what was settled at the press; what it would do is shown as a preview, and
release makes one step of it. Escape cancels.
"""
