"""Call-backs: taken, kept by rules, and made."""
