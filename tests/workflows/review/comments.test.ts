import { expect, test } from "bun:test";
import { commentLines } from "../../../src/workflows/review/evidence/comments.ts";

/** The lines of a text that are comments: those that end with ¶. */
const marked = (path: string, text: string): [number[], number[]] => {
  const isComment = commentLines(path, text.replaceAll("¶", ""));
  const lines = text.split("\n");
  const numbers = lines.map((_, at) => at + 1);
  return [
    numbers.filter((at) => isComment(at)),
    numbers.filter((at) => lines[at - 1]!.endsWith("¶")),
  ];
};

test.each([
  [
    "a.ts",
    "// one¶\nconst a = 1; // not only\n/* two¶\n * three¶\n\n four */¶\nconst b = '/* no';\n/* x */ const c = 2;\n/** y */¶",
  ],
  ["a.go", 'package a\n// one¶\n/* two */¶\nvar url = "http://x"'],
  ["a.rs", "#[test]\n//! one¶\nfn a() {}"],
  ["a.c", "#include <a.h>\n#define A 1\n*p = 3;\n/* a¶\nb */ int c;\nint d;"],
  [
    "a.py",
    '"""Doc.¶\n\nmore¶\n"""¶\nX = """\n# no comment\n"""\n# one¶\ndef f():\n    \'\'\'one line\'\'\'¶\n    return 1',
  ],
  ["a.sh", "#!/bin/sh\n# one¶\necho '# two'"],
  ["a.rb", "=begin¶\none¶\n=end¶\nputs 1 # no"],
  ["a.php", "<?php\n#[Attr]\n# one¶\n// two¶\n$a = 1;"],
  ["a.sql", "-- one¶\nSELECT 1;\n/* two¶\n*/¶"],
  ["a.lua", "--[[ one¶\ntwo ]]¶\n-- three¶\nlocal a = 1"],
  ["a.html", "<!-- one¶\ntwo -->¶\n<p>a</p>"],
  ["a.css", "#id { color: red }\n/* one */¶\n.a {}"],
  ["a.yaml", "# one¶\na: 1 # two"],
  ["a.md", "# Title\n* item\n// text\n<!-- hidden -->"],
  ["Makefile", "# one\nall:"],
  ["a.txt", "# one"],
])("%s: %j", (path, text) => {
  const [found, wanted] = marked(path, text);
  expect(found).toEqual(wanted);
});
