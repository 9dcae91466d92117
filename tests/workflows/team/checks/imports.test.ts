import { expect, test } from "bun:test";
import { importsIn } from "../../../../src/workflows/team/checks/tests.ts";

const CASES: [file: string, text: string, first: string[]][] = [
  ["src/tests/auth.test.js", 'import { app } from "../backend/routes/auth.js";', ["src/backend/routes/auth.js"]],
  ["src\\tests\\auth.test.js", 'const a = require("../backend/a.cjs");', ["src/backend/a.cjs"]],
  [
    "tests/a.test.ts",
    'import {\n  a,\n  b,\n} from "../src/a.ts";\nexport * from "./b.ts";',
    ["src/a.ts", "tests/b.ts"],
  ],
  [
    "tests/a.test.ts",
    'await import("../src/a.ts"); import "./setup.ts"; jest.mock("../src/m.ts")',
    ["src/a.ts", "tests/setup.ts", "src/m.ts"],
  ],
  ["tests/a.test.ts", 'import x from "express"; import y from "node:fs";', []],
  ["tests/a.test.ts", '// import x from "../src/a.ts"\n * import y from "../src/b.ts"', []],
  ["tests/test_a.py", "from ..backend.auth import reset", ["backend/auth.py"]],
  ["backend/tests/test_a.py", "from .fixtures import db", ["backend/tests/fixtures.py"]],
  ["tests/test_a.py", "import backend.auth as auth, os", ["backend/auth.py"]],
  ["tests/test_a.py", "from backend.auth import (reset, send)", ["backend/auth.py"]],
  ["tests/test_a.py", "# from backend import x", []],
  ["auth/a_test.go", 'import (\n\t"testing"\n\tdb "example.com/shop/internal/db"\n)\n', ["shop/internal/db/"]],
  ["a.rb", 'require "./x"', []],
  ["a.ts", "", []],
];

test.each(CASES)("%s: %j", (file, text, first) => {
  expect(importsIn(text, file).map((candidates) => candidates[0]!)).toEqual(first);
});

test("a module without an ending may be several files, the likeliest first", () => {
  const [one] = importsIn('import a from "../src/a"', "tests/a.test.ts");
  expect(one?.slice(0, 3)).toEqual(["src/a", "src/a.ts", "src/a.tsx"]);
  expect(one).toContain("src/a/index.ts");
  expect(importsIn('import a from "./a.js"', "b.ts")[0]).toContain("a.ts");
  const [go] = importsIn('import "example.com/shop/internal/db"', "a_test.go");
  expect(go).toEqual(["shop/internal/db/", "internal/db/", "db/"]);
  const [py] = importsIn("from backend.auth import reset\r\n", "t.py");
  expect(py).toEqual(expect.arrayContaining(["src/backend/auth.py", "backend/auth/__init__.py"]));
});

test("a file of a megabyte is read", () => {
  for (const unit of ["from ", 'from "./', "import (", "\t", "from . import ", '"a/', "import a,"])
    for (const file of ["a.ts", "a.py", "a.go"])
      expect(importsIn(unit.repeat(1_000_000 / unit.length), file)).toBeArray();
});
