"""A picture from a document: display list, then paint; for preview and export alike."""
