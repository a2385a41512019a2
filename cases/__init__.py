"""Cases, the promises made with them, their references, the outbox and the systems they reach."""
