import { expect, test } from "bun:test";
import { importsIn } from "../../../../src/workflows/team/checks/tests.ts";

const FILES = [
  "src/backend/routes/auth.js",
  "src/backend/a.cjs",
  "src/a.ts",
  "src/b/index.ts",
  "src/m.vue",
  "tests/setup.ts",
  "backend/auth.py",
  "backend/db/__init__.py",
  "internal/db/open.go",
  "cart.py",
  "src/till/__init__.py",
  "tests/helpers.py",
  "lib/json.py",
];

test.each<[file: string, text: string, imported: string[]]>([
  ["src/tests/auth.test.js", 'import { app } from "../backend/routes/auth.js";', ["src/backend/routes/auth.js"]],
  ["src\\tests\\auth.test.js", 'const a = require("../backend/a.cjs");', ["src/backend/a.cjs"]],
  ["tests/a.test.ts", 'import {\n  a,\n  b,\n} from "../src/a.ts";\nexport * from "./b.ts";', ["src/a.ts"]],
  [
    "tests/a.test.ts",
    'await import("../src/b"); import "./setup.js"; jest.mock("../src/m.vue")',
    ["src/b/index.ts", "tests/setup.ts", "src/m.vue"],
  ],
  ["tests/a.test.ts", 'import x from "express"; import y from "node:fs";', []],
  ["tests/a.test.ts", 'import { auth } from "@/backend/routes/auth";', ["src/backend/routes/auth.js"]],
  ["tests/test_a.py", "from ..backend.auth import reset", ["backend/auth.py"]],
  ["tests/test_a.py", "import backend.auth as auth, os", ["backend/auth.py"]],
  ["tests/test_a.py", "from backend.db import (reset, send)\r\n", ["backend/db/__init__.py"]],
  ["tests/test_a.py", "from os import path", []],
  ["tests/test_a.py", "import cart\nfrom till import open", ["cart.py", "src/till/__init__.py"]],
  ["tests/test_a.py", "import json, helpers\nimport helpers", ["tests/helpers.py"]],
  ["auth/a_test.go", 'import (\n\t"testing"\n\tdb "example.com/shop/internal/db"\n)\n', ["internal/db/open.go"]],
  ["a.ts", "", []],
])("%s: %j", (file, text, imported) => expect(importsIn(FILES)(text, file)).toEqual(imported));

test("a file of a megabyte is read", () => {
  for (const unit of ["from ", 'from "./', "import (", "\t", "from . import ", '"a/', "import a.b,"])
    expect(importsIn(FILES)(unit.repeat(1_000_000 / unit.length), "a.ts")).toBeArray();
});

test("in 20,000 files the imports of a hundred tests are found at once", () => {
  const files = Array.from({ length: 20_000 }, (_, at) => `src/part${at % 100}/module${at}.ts`);
  const text = Array.from({ length: 100 }, (_, at) => `import { a } from "../part${at}/module${at}";`).join("\n");
  const begun = performance.now();
  const importsOf = importsIn(files);
  for (let at = 0; at < 100; at++) expect(importsOf(text, `src/tests/a${at}.test.ts`)).toHaveLength(100);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
