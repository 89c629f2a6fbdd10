"""From schema v2 to editorState."""
