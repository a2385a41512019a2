"""The enquiry form: its fields, what was heard, what to ask next. Knows neither Rasa nor a channel."""
