"""The studio's home: what needs attention today, and how many residents it touched."""
