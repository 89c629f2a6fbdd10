"""The timeline: one painted area.

The pure parts (view, lanes, rows, layout, hits, snapping, ruler) know no widget; the painting only reads
them; every gesture is a small object that lives from press to release.
"""
