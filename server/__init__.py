"""The one web application that mounts the rooms; settings, sign-in, the launcher and the command line."""
