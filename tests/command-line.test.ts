// Guarantee: Commands are approved only when shown whole.
import { expect, test } from "bun:test";
import { needsShell } from "../src/command-line.ts";

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
