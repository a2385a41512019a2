"""What one council sets, as data: who we are, hours, teams, promises, alerts and services."""
