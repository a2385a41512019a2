"""What a message is about: the enquiry classifier, and when it does not know."""
