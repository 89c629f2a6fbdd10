"""The widgets: gestures become edits, the state becomes a picture of the state."""
