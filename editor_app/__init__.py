"""Editor App: a timeline editor for `editorState` documents."""
