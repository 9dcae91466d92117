// Which files of a project the text of one of them names, as its imports do.
import { expect, test } from "bun:test";
import { filesNamedIn } from "../../src/record/unseen.ts";

const FILES = [
  "src/backend/routes/auth.js",
  "src/backend/a.cjs",
  "src/a.ts",
  "src/b/index.ts",
  "src/m.vue",
  "tests/setup.ts",
  "backend/auth.py",
  "backend/db/__init__.py",
  "cart.py",
  "tests/helpers.py",
  "lib/json.py",
];
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const inFolder = (folder: string): string[] =>
  FILES.filter((path) => folderOf(path) === folder).map((path) => path.slice(path.lastIndexOf("/") + 1));

test.each<[file: string, text: string, named: string[]]>([
  ["src/tests/auth.test.js", 'import { app } from "../backend/routes/auth.js";', ["src/backend/routes/auth.js"]],
  ["src/tests/auth.test.js", 'const a = require("../backend/a.cjs");', ["src/backend/a.cjs"]],
  ["tests/a.test.ts", 'import {\n  a,\n  b,\n} from "../src/a.ts";\nexport * from "./b.ts";', ["src/a.ts"]],
  [
    "tests/a.test.ts",
    'await import("../src/b"); import "./setup.js"; import "./setup"; jest.mock("../src/m.vue")',
    ["src/b/index.ts", "tests/setup.ts", "src/m.vue"],
  ],
  ["tests/a.test.ts", 'import x from "express"; import y from "node:fs";', []],
  ["tests/a.test.ts", 'import { auth } from "@/backend/routes/auth";', ["src/backend/routes/auth.js"]],
  ["tests/test_a.py", "import backend.auth as auth, os", ["backend/auth.py"]],
  ["tests/test_a.py", "from backend.db import (reset, send)\r\n", ["backend/db/__init__.py"]],
  ["tests/test_a.py", "from os import path", []],
  ["tests/test_a.py", "import cart\nimport helpers", ["cart.py", "tests/helpers.py"]],
  ["a.ts", "", []],
])("%s: %j", (file, text, named) => expect(filesNamedIn(text, file, inFolder)).toEqual(named));

test("a file of a megabyte is read", () => {
  for (const unit of ["from ", 'from "./', "import (", "\t", "from . import ", '"a/', "import a.b,"])
    expect(filesNamedIn(unit.repeat(1_000_000 / unit.length), "a.ts", inFolder)).toBeArray();
});
