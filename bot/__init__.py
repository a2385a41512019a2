"""What runs inside Rasa: the catalogue importer, language components and the contact channel."""
