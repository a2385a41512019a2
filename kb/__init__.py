"""The knowledge base: the council's answers in articles/ and the search over them."""
