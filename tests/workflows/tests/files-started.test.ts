// Guarantee: Tests are run by the program.
// What tests are started with is found by the texts that name it.
import { expect, test } from "bun:test";
import { filesStarted } from "../../../src/workflows/tests/files-started.ts";

const FILES: Record<string, string> = {
  "package.json": JSON.stringify({
    scripts: {
      test: "node check.js && npm run all",
      preall: "sh ci/before.sh",
      all: "bun test --preload ./setup.mjs",
    },
  }),
  "check.js": 'import("./src/cart.js");\n',
  "src/cart.js": "",
  "setup.mjs": "",
  "ci/before.sh": "# all\ncd ci && ./tool\nnode ../src/cli.js < data/in.txt\n",
  "ci/tool": "#!/bin/sh\npython3 -u verify.py\n",
  "ci/data/in.txt": "",
  "verify.py": "",
  "src/cli.js": "",
  Makefile: "include rules.mk\n",
  "rules.mk":
    "test: build\n\t@python3 verify.py\nbuild:\n\tgcc -o app src/main.c\nother:\n\tsh ci/other.sh\n",
  "src/main.c": "",
  "ci/other.sh": "",
  "web/setup.ts": "",
  "web/package.json": JSON.stringify({ scripts: { unit: "bun test --preload ./setup.ts" } }),
};
const textOf = (path: string): string | null => FILES[path] ?? null;

test.each<[string, string[]]>([
  [
    "npm test",
    [
      "check.js",
      "ci/before.sh",
      "ci/data/in.txt",
      "ci/tool",
      "package.json",
      "setup.mjs",
      "src/cli.js",
      "verify.py",
    ],
  ],
  [
    "npm -s run all",
    [
      "ci/before.sh",
      "ci/data/in.txt",
      "ci/tool",
      "package.json",
      "setup.mjs",
      "src/cli.js",
      "verify.py",
    ],
  ],
  ["npm --prefix web run unit", ["web/package.json", "web/setup.ts"]],
  ["npm run unit --prefix web", ["web/package.json", "web/setup.ts"]],
  [
    "npm -s run all -- --dir web",
    [
      "ci/before.sh",
      "ci/data/in.txt",
      "ci/tool",
      "package.json",
      "setup.mjs",
      "src/cli.js",
      "verify.py",
    ],
  ],
  ["make test", ["Makefile", "rules.mk", "verify.py"]],
  ["make", ["Makefile", "rules.mk", "verify.py"]],
  ["cd ci && sh other.sh", ["ci/other.sh"]],
  ["node -e \"import('./src/cart.js')\"", []],
  ["gcc src/main.c", []],
  ["vitest run", []],
])("started by %s", (command, found) => {
  expect([...filesStarted([command], textOf)].sort()).toEqual(found);
});
