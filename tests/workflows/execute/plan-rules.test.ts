// Which commands show nothing, and which changed files leave one nothing to show.
// Runs: together.
import { expect, test } from "bun:test";
import {
  hollowLines,
  outdating,
  passesAlways,
} from "../../../src/workflows/execute/plan/plan-rules.ts";

const changed = { path: "src/one.txt", isGone: false };
const gone = { path: "src/old/two.txt", isGone: true };

test.each<[command: string, by: { path: string }[]]>([
  ["test -f src/one.txt", [changed]],
  ["grep -q 'a|b; c' ./src/one.txt", [changed]],
  ["! grep -q one src/one.txt && [ -s src/one.txt ] && echo ok", [changed]],
  ["cat src/one.txt | sort 2>&1 | grep -q one", [changed]],
  ["test -f src/old/two.txt", [gone]],
  ["test -d src/old", [gone]],
  ["grep -rq one src", [changed, gone]],
  // What runs something counts, unless what it names is gone.
  ["bun test src/one.txt", []],
  ["bun test src/old/two.txt", [gone]],
  ["sh -c 'test -f src/old/two.txt'", [gone]],
  ["node src/old", []],
  ["test -f src/one.txt && npm test", []],
  ["test -f src/one.txt; npm test", []],
  ["test -f src/one.txt & npm test", []],
  ['test "$(node src/one.txt)" = one', []],
  ["diff <(node src/one.txt) expected.txt", []],
  ["cat src/one.txt | node -", []],
  // Other files.
  ["test -f src/one.txt.bak", []],
  ["grep -q src/one other.txt", []],
  ["npm test", []],
])("%s", (command, by) => {
  expect(outdating(command, [changed, gone])).toEqual(by as never);
});

test.each<[command: string, isHollow: boolean]>([
  ["true", true],
  ["CI=1 true", true],
  ["cross-env CI=1 exit 0", true],
  ["node -e 0", true],
  ["node -e ''", true],
  ['node --eval "process.exit(0)"', true],
  ["python3 -c pass", true],
  ["sh -c true", true],
  ["CI=1 node --test", false],
  ["node -e 'process.exit(1)'", false],
  ["python3 -c 'import app'", false],
  ["sh -c 'npm test'", false],
  ["bun test || true", true],
  // The end of a pipe is that of its last part.
  ["python3 -m unittest 2>&1 | tail -5", true],
  ["cd /srv/shelf && python3 -m unittest | tail -5", true],
  ["bun test | tee log.txt | head", true],
  ["bun test; echo done | cat", true],
  ["bun test | tail -1 || echo failed", true],
  ["bun test | grep -q '3 pass'", false],
  ["bun test && echo ok | cat", false],
  ["bun test | tail -5 && test -f out.txt", false],
  ["set -o pipefail; bun test | tail -5", false],
  ["grep -q 'a | tail' notes.md", false],
  ["tail -1 notes.md", false],
  ["cat notes.md", false],
  ["cd src", false],
  ['test "$(bun test | tail -1)" = ok', false],
  ["bun test || exit 1", false],
])("%s cannot fail: %p", (command, isHollow) => {
  expect(passesAlways(command)).toBe(isHollow);
});

test("a consent says which of its commands show nothing of a task", () => {
  const lines = (...commands: string[]): string[] => hollowLines(commands, true);
  expect(lines("bun test", "cd src && bun test", "test -f /etc/hosts")).toEqual([]);
  expect(lines("cd /srv/shelf && bun test | tail -5", "cd ~/shelf; bun test")).toEqual([
    "Cannot fail, so it proves nothing: cd /srv/shelf && bun test | tail -5",
    "Leaves its task's folder, so it cannot see its work: cd /srv/shelf && bun test | tail -5",
    "Leaves its task's folder, so it cannot see its work: cd ~/shelf; bun test",
  ]);
  // In the checkout the folder of a task is the project.
  expect(hollowLines(["cd /srv/shelf && bun test"], false)).toEqual([]);
});
