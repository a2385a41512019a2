"""The desk: advisers take chats and calls, ring people back, and see what went out."""
