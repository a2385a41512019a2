"""`python -m tests.bot.report MODULE...`, in the bot's Python: runs the tests and prints JSON, each one's trouble."""

from __future__ import annotations

import io
import json
import sys
import unittest


class Report(unittest.TextTestResult):
    """Keeps the name of every test, those that went well too, with what went wrong."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.troubles: dict[str, str] = {}

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        name = test.id().rpartition(".")[2]
        # A failed part of a test (subTest) is listed under the test with what stands in brackets.
        wrong = [text for case, text in (*self.errors, *self.failures) if f".{name}" in case.id()]
        self.troubles[name] = "\n".join(wrong)


if __name__ == "__main__":
    troubles = {}
    for module in sys.argv[1:]:
        suite = unittest.defaultTestLoader.loadTestsFromName(module)
        report = unittest.TextTestRunner(stream=io.StringIO(), resultclass=Report).run(suite)
        troubles[module] = report.troubles
    print(json.dumps(troubles))
