"""Takes personal data out of what residents said, before anybody sees it."""
