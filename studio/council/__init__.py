"""What a council says of itself: names and greetings, sentences, alerts, hours, promises and the directory."""
