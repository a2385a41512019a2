"""What residents say that is no plain answer: what they take back, would rather not tell, or have told already."""
