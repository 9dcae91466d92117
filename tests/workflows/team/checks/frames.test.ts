import { describe, expect, test } from "bun:test";
import { framesIn } from "../../../../src/runners/frames.ts";

const ROOT = "/home/me/my shop";

const TRACES: [runner: string, output: string, frames: string[]][] = [
  [
    "node",
    `Error: x\n    at reset (${ROOT}/src/backend/auth.js:10:5)\n    at async file://${ROOT.replace(" ", "%20")}/src/a.mjs:3:1\n    at node:internal/modules/run_main:123:12\n    at Object.<anonymous> (${ROOT}/node_modules/x/i.js:1:1)`,
    ["src/backend/auth.js", "src/a.mjs"],
  ],
  [
    "bun",
    `error: expect(received)\n      at <anonymous> (${ROOT}/tests/a.test.ts:5:10)\n      at reset (${ROOT}/src/a.ts:1:2)`,
    ["tests/a.test.ts", "src/a.ts"],
  ],
  [
    "python",
    `Traceback (most recent call last):\n  File "${ROOT}/api/auth.py", line 3, in reset\n  File "/usr/lib/python3/json.py", line 1, in x\n  File "${ROOT}/.venv/lib/x.py", line 1, in x`,
    ["api/auth.py"],
  ],
  ["pytest", "api/auth.py:12: AssertionError\ntests/test_a.py:3: in test_a", ["api/auth.py", "tests/test_a.py"]],
  [
    "go",
    `goroutine 6 [running]:\n\t${ROOT.replace(" ", "")}/x.go:1 +0x1\n    internal/auth/auth.go:12: got 404`,
    ["internal/auth/auth.go"],
  ],
  [
    "java",
    "java.lang.AssertionError\n\tat com.shop.auth.Login.reset(Login.java:42)\n\tat app//com.shop.Main.run(Main.kt:3)\n\tat Main.main(Main.java:1)",
    ["src/main/java/com/shop/auth/Login.java", "src/main/kotlin/com/shop/Main.kt"],
  ],
  ["ruby", "     # ./app/models/user.rb:3:in `save'\n/usr/lib/ruby/gems/x.rb:1:in `x'", ["app/models/user.rb"]],
  [
    "jest",
    "      at Object.reset (src/backend/auth.js:10:5)\n  \u001b[2mat x (src/b.jsx:1:2)\u001b[0m",
    ["src/backend/auth.js", "src/b.jsx"],
  ],
  ["prose", "listening on http://localhost:3000\n12:30:05 ratio 3.5:1\nsee README.md:3\n../other/a.js:1:2", []],
  ["nothing", "", []],
];

describe("frames", () => {
  test.each(TRACES)("of %s", (_runner, output, frames) => {
    expect(framesIn(output, ROOT)).toEqual(frames);
    expect(framesIn(output.replaceAll("\n", "\r\n"), `${ROOT}/`)).toEqual(frames);
  });

  test("of Windows", () => {
    const output =
      "    at reset (C:\\Code\\shop\\src\\a.ts:1:2)\n    at x (D:\\else\\b.ts:1:2)\n    at file:///C:/code/shop/src/c.ts:3:4";
    expect(framesIn(output, "c:\\code\\shop")).toEqual(["src/a.ts", "src/c.ts"]);
  });

  test("of a megabyte", () => {
    for (const unit of ["(", "at ", "a.ts:1 ", 'File "', ":1", "a.", "at a.b("])
      for (const line of [unit.repeat(1_000_000 / unit.length), `${unit.repeat(1_900 / unit.length)}\n`.repeat(500)])
        expect(framesIn(line, ROOT)).toBeArray();
  });
});
