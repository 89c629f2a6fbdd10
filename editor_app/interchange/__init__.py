"""Converters between the document and other formats: pure, both ways, each with a report of what differs."""
