"""The sound of a document: files are decoded, stretched, mixed and limited, every step by position.

```
file ── decode ──▶ pieces in the PCM cache ── stretch ──▶ pieces ──┐
                   (sound.DecodedSound)   (stretched.StretchedSound)├─▶ mix.Mixer ──▶ limit.limited_blocks
                                                            gain ──┘
```
Nothing here keeps a position: every read says which samples it wants, so preview and export hear the same.
"""
