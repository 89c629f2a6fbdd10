"""Exports of the local server: planned, queued, rendered in processes of their own, billed."""
