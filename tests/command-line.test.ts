// Guarantee: Commands are approved only when shown whole.
import { describe, expect, test } from "bun:test";
import { isPlainlyCommands, needsShell } from "../src/command-line.ts";

test.each([
  "sh -c 'id'",
  "/bin/bash -lc 'npm test'",
  "env -S 'touch x'",
  "npm exec -c 'touch x'",
  "npx --call='touch x'",
  "timeout 5 sh -c 'id'",
  "eval x",
  "npm test; touch x",
  "! test -e x",
  "test -e x!(a)",
])("%s hands a line to a shell", (line) => expect(needsShell(line)).toBe(true));

test.each([
  "npm test",
  "sh ./tests/run.sh",
  "bash tests/all.sh --verbose",
  "env CI=1 pytest",
  "npm run test -- --coverage",
  "npx vitest run",
  "pytest -c setup.cfg",
  "make -C build check",
  "test ! -e lib/old.js",
  "go test ./...",
])("%s does not", (line) => expect(needsShell(line)).toBe(false));

describe("what is plainly a command", () => {
  test.each([
    ...["npm test", "npm run test:unit -- --ci", "pytest", "pytest -q tests/unit", "go test ./...", "cargo test --all"],
    ...["lint: npx eslint .", "types:mypy .", "tests: bun test", "./run.sh", "npm test && npm run lint", "make test"],
    ...[
      "npx vitest run",
      "npx jest --ci",
      "sh test.sh",
      "bash ./ci/check.sh -v",
      "node tests/all.mjs",
      "python3 run_tests.py",
    ],
    ...["php artisan test", "swift test", "flutter test", "sbt test", "ctest --output-on-failure"],
    ...["bundle exec rspec spec/models", "mvn -q test", "python3 -m pytest -k login", "npm test\nlint: eslint ."],
  ])("%j", (text) => expect(isPlainlyCommands(text)).toBe(true));

  test.each([
    ...["", "make criterion 2 stricter", "go with the second one", "npm test should be in it", "please run npm test"],
    ...[
      "bundle the icons",
      "tests: cover the empty cart",
      "make test cases for login",
      "yarn",
      "test",
      "pytest is used",
      "npx runs too long",
      "node index.js is wrong",
      "swift tests are missing",
    ],
    ...["npm test\nand shorter", "go test the login by hand", "tsc must pass, too", "npm test.", "A: only with tests"],
  ])("%j is not", (text) => expect(isPlainlyCommands(text)).toBe(false));

  // Read as one pattern these have more ways to fail than anybody can wait for.
  test.each([
    ["paths", `npm test ${"src/a/b/c/d.test.ts ".repeat(20)}`],
    ["options", `pytest ${"-k a.b ".repeat(40)}`],
    ["blanks", `npm test${" ".repeat(500_000)}`],
  ])("many %s, with words behind them or without", (_what, text) => {
    expect(isPlainlyCommands(`${text}please`)).toBe(false);
    expect(isPlainlyCommands(`${text}src`)).toBe(true);
  });
});
