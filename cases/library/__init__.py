"""The library room: what a borrower has on loan and renewing it, spoken in SIP2 like a self-service kiosk."""
