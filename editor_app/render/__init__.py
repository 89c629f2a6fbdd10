"""From a document to pixels, sound and files; the same pictures for preview and export."""
