"""The language components: entities with spaCy and the enquiry classifier."""
