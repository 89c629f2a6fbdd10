"""What runs in the preview's process: a copy of the document, warm decoders, the frames painted last."""
