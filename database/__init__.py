"""The database: one engine, sessions, aware times and the migrations. Knows no table of its own."""
