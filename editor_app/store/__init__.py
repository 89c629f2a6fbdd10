"""What lives on disk: project files and the media they point at."""
