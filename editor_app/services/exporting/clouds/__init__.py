"""What exports in any cloud share: their course, media that go up once, what accounts have exported."""
