import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from quill import DataError, Environment, FilterError, TemplateError, folder, load_data

PYTHON = Path(__file__).resolve().parents[1]


class QuillTest(unittest.TestCase):
    def test_loads_a_template_once(self):
        asked = []

        def load(name):
            asked.append(name)
            return "part"

        text = Environment(load).render_text(
            "{% for x in [1, 2] %}{% include 'a' %}{% endfor %}"
        )
        self.assertEqual((text, asked), ("partpart", ["a"]))

    def test_filters_of_ones_own(self):
        def halve(value):
            if value % 2:
                raise FilterError("odd")
            return value // 2

        quill = Environment(filters={"halve": halve})
        self.assertEqual(quill.render_text("{{ 4|halve }}"), "2")
        with self.assertRaises(TemplateError) as caught:
            quill.render_text("{{ 3|halve }}")
        self.assertEqual(str(caught.exception), "text:1:6: odd")

    def test_data(self):
        self.assertEqual(load_data('{"a": 12345678901234567890}'), {"a": 12345678901234567890})
        with self.assertRaises(DataError) as caught:
            load_data('{"a":\n  x}')
        self.assertEqual(str(caught.exception), "the data is not JSON: line 2, column 3")

    def test_command_line(self):
        with tempfile.TemporaryDirectory() as place:
            Path(place, "letter.txt").write_text("Dear {{ name }},\n", encoding="utf-8")
            Path(place, "data.json").write_text('{"name": "Ada"}', encoding="utf-8")
            words = [sys.executable, "-m", "quill", place, "letter.txt"]
            done = subprocess.run(
                [*words, f"{place}/data.json"], cwd=PYTHON, capture_output=True, check=False
            )
            self.assertEqual((done.returncode, done.stdout), (0, b"Dear Ada,\n"))
            done = subprocess.run(words, cwd=PYTHON, input=b"{}", capture_output=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr, b"letter.txt:1:9: name is not defined\n")
            self.assertEqual(Environment(folder(place)).render("letter.txt", {"name": 1}), "Dear 1,\n")
