// Which changed files leave a command nothing to show.
import { expect, test } from "bun:test";
import { outdating } from "../../../src/workflows/execute/plan-rules.ts";

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
