"""What may go live and how it does: rules, approval, release, alerts at once, taking back, and the record of it."""
