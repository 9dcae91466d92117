// Guarantee: Evidence is checked, and unknown is not good.
import { expect, test } from "bun:test";
import { emptied, isUnloaded } from "../../../src/workflows/tests/emptied.ts";

test("emptied code keeps its comments and the names that a module exports, and does nothing", () => {
  const text = `// tax in percent
import { rate } from "./rate.js";
/** Adds tax. */
export async function tax(net) {
  return net * rate; // tax
}
export const LOW = 7, HIGH = 19;
export default class Tax {}
`;
  expect(emptied("src/tax.js", text).split("\n")).toEqual([
    "// tax in percent",
    "/** Adds tax. */",
    "export const tax = undefined;",
    "export const LOW = undefined;",
    "export default undefined;",
    "",
  ]);
  const lists =
    'export * from "./a.js";\nconst b = 1;\nexport {\n  b as c,\n  b as default,\n};\nexport { b };\n';
  expect(emptied("tax.ts", lists).trimEnd().split("\n")).toEqual([
    'export * from "./a.js";',
    "export const c = undefined;",
    "export const b = undefined;",
    "export default undefined;",
  ]);
  const py =
    "# tax\nfrom .low import low\nRATE: int = 19\ndef tax(net):\n    return net\nclass Tax:\n    low = 7\n";
  expect(emptied("tax.py", py)).toBe(
    "# tax\nfrom .low import low\nRATE = None\ntax = None\nTax = None\n",
  );
  expect(emptied("tax.rb", "# tax\ndef tax; 1; end\n")).toBe("# tax\n");
});

test.each([
  ["a script", "deploy.sh", "#!/bin/sh\n# rollback\ncp a b\n", "#!/bin/sh\n# rollback\n\nexit 1\n"],
  [
    "one without an ending",
    "bin/tool",
    "#!/usr/bin/env bash\nrun it\n",
    "#!/usr/bin/env bash\n\nexit 1\n",
  ],
  ["one that does nothing", "deploy.sh", "# rollback\ntrue\necho done\n", "# rollback\n\n"],
  [
    "recipes",
    "Makefile",
    "# all\nlint: a\n\t@eslint .\n\t@echo done\n",
    "# all\nlint: a\n\t@false\n",
  ],
  ["recipes that do nothing", "Makefile", "lint: ;\nall:\n\t@true\n", "lint: ;\nall:\n"],
  ["an image", "Dockerfile", "# HEALTHCHECK\nFROM a\n", "# HEALTHCHECK\n"],
  ["settings", ".github/workflows/ci.yml", "on: push # npm test\n# npm test\n", "# npm test\n"],
  [
    "a comment of several lines",
    "tax.js",
    "/*\nexport function tax\n*/\n",
    "/*\nexport function tax\n*/\n",
  ],
  [
    "a text in the place of one",
    "tax.py",
    '"""\ndef tax\n"""\na = 1\n',
    '"""\ndef tax\n"""\na = None\n',
  ],
])("what is no code is emptied, too: %s", (_, path, text, left) => {
  expect(emptied(path, text)).toBe(left);
});

test("functions in braces keep their heads, and do nothing but fail", () => {
  const go = `package tax

import (
\t"fmt"
\t"io"
)

func Say(w io.Writer) (int, error) {
\tif w == nil { return 0, nil } // }
\treturn fmt.Fprint(w, "}")
}
`;
  expect(emptied("tax.go", go)).toBe(
    'package tax\n\nimport (\n\n\t"io"\n)\n\nfunc Say(w io.Writer) (int, error) { panic("emptied") }\n',
  );
  const rust =
    "pub fn tax(a: u8) -> Vec<u8> {\n    vec![a]\n}\n#[cfg(test)]\nmod tests {\n    fn t() { assert!(true) }\n}\n";
  expect(emptied("tax.rs", rust)).toBe(rust.replace("\n    vec![a]\n", " todo!() "));
  const java =
    "class Tax {\n  int of(int a) throws X {\n    for (;;) { return a; }\n  }\n  int low() { return 7; }\n}\n";
  const fails = "{ throw new RuntimeException(); }";
  expect(emptied("Tax.java", java)).toBe(
    `class Tax {\n  int of(int a) throws X ${fails}\n  int low() ${fails}\n}\n`,
  );
});

test.each([
  [
    "a name that is gone",
    true,
    [],
    ["./tax_test.go:3:7: undefined: Tax", "FAIL tax [build failed]"],
  ],
  ["a module that does not load", true, ["ImportError: cannot import name 'tax'"], []],
  ["a module of Perl without a value", true, [], ["lib/Tax.pm did not return a true value at"]],
  ["what a test asks for", false, ["expected 19, got 0"], ["FAIL tax [build failed]"]],
  ["what a command asks for", false, [], ["error: expect(received).toBe(expected)"]],
])("whether it failed to load: %s", (_, is, messages, lines) => {
  const tests = messages.map((message) => ({
    file: null,
    suites: [],
    name: "a",
    state: "failed" as const,
    message,
  }));
  expect(isUnloaded({ tests: tests as never, lines })).toBe(is);
});
