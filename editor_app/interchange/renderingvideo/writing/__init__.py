"""From editorState to schema v2."""
