"""The phone over ConversationRelay: a WebSocket instead of a webhook for each turn."""
