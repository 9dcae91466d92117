// The line of a check, as models like to write it: code alone starts one.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { judgeCommand } from "../../src/policy/command.ts";

/** What the rules on commands say where nobody has a project. */
const judged = (line: string) =>
  judgeCommand(line, { root: "/p", task: "/p/.task", folder: "/p", home: "/h", kept: null });

test.each([
  "multi-ai check T10",
  "multi-ai check T10 2>&1 | tail -40",
  "cd /a/project && multi-ai check T10",
  'cd "/a b/project" && ./bin/multi-ai check "T10"',
  "'/opt/x y/bin/multi-ai' check T10 | cat",
  "/home/u/.claude/plugins/cache/multi-ai@x/1.0.0+1/bin/multi-ai check T10",
  "~/plugins/multi-ai check T10",
  "multi-ai check T10 && rm -rf src",
  "multi-ai check T10; multi-ai check T11",
  "multi-ai check T10 &> /dev/null || true",
  "CI=1 timeout 600 multi-ai check T10",
  "echo starting\nmulti-ai check T10",
  "multi-ai check T10 && echo $(touch x)",
  "npm test && multi-ai check T10",
  "cat < x; multi-ai check T10",
  '"${CLAUDE_PLUGIN_ROOT}/bin/multi-ai" check T10',
  "OUT=$(multi-ai check T10 2>&1); echo $OUT",
  "(multi-ai check T10)",
  "multi-ai check",
  "multi-ai check T10x",
])("is denied: %s", (line) => {
  expect(judged(line)).toEqual({ act: "deny", rule: "check" });
});

test.each([
  "echo multi-ai check T10",
  'grep -rn "multi-ai check T10" docs',
  "git commit -m 'told: multi-ai check T10; and more'",
  "multi-ai status",
  "multi-ai-check T10",
  "",
  'git log --grep "multi-ai check T10"',
  "multi-ai status --check",
])("is none: %s", (line) => {
  expect(judged(line)).toBeNull();
});

test("whatever stands around it, it is never alone with a command that changes something", () => {
  const joint = fc.constantFrom(";", "&&", "||", "|", "&", "\n");
  const harm = fc.constantFrom(
    "rm -rf .task",
    "npm test",
    "touch x",
    "multi-ai cancel",
    "echo `touch x`",
    "git push",
  );
  fc.assert(
    fc.property(joint, harm, fc.boolean(), (by, other, first) => {
      const line = first ? `${other} ${by} multi-ai check T5` : `multi-ai check T5 ${by} ${other}`;
      expect(judged(line)?.act).toBe("deny");
    }),
  );
});
