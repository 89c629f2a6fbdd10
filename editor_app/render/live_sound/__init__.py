"""The sound process: it mixes what is about to be heard, and its position is the clock.

```
window ── messages ──▶ process.serve ── orders ──▶ speaker.Speaker ◀── asks for samples ── device.Output
                            │ documents, sources        │ ▲                                   (callback)
                            ▼                           │ │ blocks of one second
                       decoding.Decoder ── made ──▶ feeder.Feeder (mix, limit)
window ◀───────────── shared memory: clock.SharedClock ◀┘
```
Three threads: messages, mixing, decoding. The device's callback only copies what lies ready.
"""
