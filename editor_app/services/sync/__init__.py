"""Keeping the open project in step with its project on a service."""
