"""The content files, read and edited."""
