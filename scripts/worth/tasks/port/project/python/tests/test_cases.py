import json
import unittest
from pathlib import Path

from quill import Environment, TemplateError

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases.json"


class Cases(unittest.TestCase):
    def test_cases(self):
        for case in json.loads(CASES.read_text(encoding="utf-8")):
            with self.subTest(case["title"]):
                quill = Environment(
                    case.get("templates", {}).get, escape=case.get("escape", False)
                )
                data = case.get("data", {})
                if "error" in case:
                    with self.assertRaises(TemplateError) as caught:
                        quill.render_text(case["source"], data)
                    self.assertEqual(str(caught.exception), case["error"])
                else:
                    self.assertEqual(quill.render_text(case["source"], data), case["output"])
