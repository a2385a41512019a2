"""The resident's chat: page, embeddable widget, cited articles and HTTP API."""
