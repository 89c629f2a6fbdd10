"""Editor App: a timeline editor for `editorState` documents."""

import os

# Or the library that reads documents looks for plugins in every installed package: 0.08 s of every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
