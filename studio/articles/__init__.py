"""The council's answers, as an editor writes them: the list, the editor with its preview, and moving and retiring."""
