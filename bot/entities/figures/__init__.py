"""What is made of letters and digits: postcodes, registrations, references, phone numbers, e-mail addresses, money."""
