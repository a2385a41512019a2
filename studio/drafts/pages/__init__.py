"""The pages of drafts, and the bar that every page of the studio carries."""
