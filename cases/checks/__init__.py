"""The council's rules for a case, each named in the catalogue."""
