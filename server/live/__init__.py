"""New content in processes that run: each reads the files anew beside what it serves, and then changes over."""
