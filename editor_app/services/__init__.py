"""Asynchronous work around the document: tasks, recovery, saving."""
