"""Rasa's command line as our launcher writes it. Runs in the bot's Python."""

from __future__ import annotations

import runpy
import unittest

from rasa.__main__ import create_argument_parser  # type: ignore[import-not-found]

# Rasa's Python runs it as a script and cannot import the rest of its folder.
LAUNCHER = runpy.run_path("server/launcher/rasa_server.py")


class CommandLine(unittest.TestCase):
    def test_a_token_that_begins_with_a_hyphen_is_a_token(self) -> None:
        arguments = LAUNCHER["token_arguments"]("-tY3f")
        read = create_argument_parser().parse_args(["run", "--enable-api", *arguments])
        assert read.auth_token == "-tY3f"
