"""What `editor-app export` is made of."""
