"""What residents say and hear, on the real running stack. Read the .yml files first."""
