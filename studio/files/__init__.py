"""The content files: read quickly, edited so that only what an editor touched differs, saved all or nothing."""
