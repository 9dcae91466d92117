// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASKED_BY, DENIED_BY } from "../../src/host/answer.ts";
import { HAND_BACK } from "../../src/host/shell/shell-call.ts";
import { deniedAll, hostDenials, withDenials } from "../../src/host/transcript/denials.ts";
import { MASK, maskOf } from "../../src/project/secrets/mask.ts";
import { denialLines, ownDenialLines } from "../../src/workflows/words/words.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

/** How the host marks the row of a call that it refused. */
const RULE = { toolDenialKind: "permission-rule" };
const UNMARKED = {};

const folder = tempDir();
const session = join(folder, "s.jsonl");
mkdirSync(join(folder, "s", "subagents"), { recursive: true });

/** A call of the agent, and what came back: rows of its transcript. */
function called(
  id: string,
  input: object,
  result: unknown,
  more: object = RULE,
  isError = true,
): string[] {
  const name = "command" in input ? "Bash" : "message" in input ? HAND_BACK : "Write";
  const use = { type: "tool_use", id, name, input };
  const back = { type: "tool_result", tool_use_id: id, is_error: isError, content: result };
  return [
    JSON.stringify({ type: "assistant", message: { role: "assistant", content: [use] } }),
    JSON.stringify({ type: "user", message: { role: "user", content: [back] }, ...more }),
  ];
}
const transcript = (...rows: string[][]): void =>
  writeFileSync(join(folder, "s", "subagents", "agent-a1.jsonl"), `${rows.flat().join("\n")}\n`);
const NOTHING = { tool_calls: 0, minutes: 0, tokens: 0 };
const NO = "Permission to use Bash has been denied. IMPORTANT: You *may* attempt …";

test("what the host refused, each call once, by its mark", () => {
  transcript(
    called("t1", { command: "npm test" }, NO),
    called("t2", { command: "npm test" }, [{ type: "text", text: NO }]),
    called(
      "t3",
      { file_path: "/p/a.ts" },
      "The user doesn't want to proceed with this tool use. The tool use was rejected",
    ),
    called("t4", { command: "make" }, "no"),
    called("t5", { command: "curl x" }, "Reason: it sends data", {
      toolDenialKind: "automode-blocked",
    }),
    // A tool may say the same of itself.
    called("t6", { command: "curl y" }, NO, UNMARKED),
  );
  expect(hostDenials(session, "a1")).toEqual([
    { tool: "Bash", what: "npm test", times: 2 },
    { tool: "Write", what: "/p/a.ts", times: 1 },
    { tool: "Bash", what: "make", times: 1 },
    { tool: "Bash", what: "curl x", times: 1 },
  ]);
});

test("a test that fails, what it prints, and what a rule of ours denies are no refusals of the host", () => {
  transcript(
    called("t1", { command: "npm test" }, `Exit code 1\n${NO}`, UNMARKED),
    called("t2", { command: "npm test" }, NO, UNMARKED, false),
    called("t3", { command: "rm -r .task" }, `${DENIED_BY}.task/ belongs to the program`),
    // Also of an agent that is sent back.
    called(
      "t4",
      { command: "rm -r .task" },
      `PreToolUse:Bash hook error: ${DENIED_BY}.task/ belongs to the program`,
    ),
    called(
      "t5",
      { message: "T3 is done" },
      "PreToolUse:SubagentHandback hook error: T3 is not done: .task/x",
    ),
  );
  expect(hostDenials(session, "a1")).toEqual([]);
  expect(hostDenials(session, null)).toEqual([]);
  expect(hostDenials(session, "nobody")).toEqual([]);
});

test("what a rule of ours denied is no refusal of the host; what it asked about and nobody allowed is named apart", () => {
  const denied = `${DENIED_BY}.task/ belongs to the program`;
  const asked = `${ASKED_BY}This command may change .task/`;
  transcript(
    called("t1", { command: "rm -r .task" }, denied),
    called("t2", { command: "rm -r .task" }, `PreToolUse:Bash hook error: ${denied}`),
    called("t3", { command: "chmod -R a-w ." }, asked),
    called("t4", { file_path: "/p/src/a.ts" }, NO),
    // What a command prints is no refusal.
    called("t5", { command: "cat log" }, `Exit code 1\n${asked}`, UNMARKED),
  );
  const spent = withDenials(NOTHING, session, "a1", maskOf([]));
  expect(spent).toMatchObject({
    host_denied: [
      { tool: "Bash", what: "chmod -R a-w .", times: 1, asked: true },
      { tool: "Write", what: "/p/src/a.ts", times: 1 },
    ],
    own_denied: [
      { tool: "Bash", what: "rm -r .task", times: 2, why: ".task/ belongs to the program" },
    ],
  });
  expect(ownDenialLines([{ ...spent, call: "c" }], "/p")).toEqual([
    "Refused by multi-ai: rm -r .task (Bash, 2 times): .task/ belongs to the program",
  ]);
  expect(denialLines([{ ...spent, call: "c" }], "/p")).toEqual([
    "Asked, but nobody allowed it: chmod -R a-w . (Bash)",
    "Claude Code refused: src/a.ts (Write)",
  ]);
});

test("a row that is not written to its end is left out, and no more than eight are journalled", () => {
  const many = Array.from({ length: 20 }, (_one, at) =>
    called(`t${at}`, { command: `run ${at}` }, NO),
  );
  transcript(...many, [
    '{"type":"user","message":{"content":[{"type":"tool_result","is_error":true,"cont',
  ]);
  expect(withDenials(NOTHING, session, "a1", maskOf([])).host_denied?.length).toBe(8);
});

test("a refused command is compared whole, and among all that were refused; what is journalled of it is cut", () => {
  const long = `npm test -- ${"--only some/long/path.test.ts ".repeat(8)}`.trim();
  expect([long.length > 200, long.length <= 300]).toEqual([true, true]);
  const others = Array.from({ length: 12 }, (_one, at) =>
    called(`o${at}`, { command: `run ${at}` }, NO),
  );
  transcript(...others, called("t1", { command: long }, NO));
  expect(deniedAll([long, "run 11"], hostDenials(session, "a1"))).toBe(true);
  expect(deniedAll([`${long} more`], hostDenials(session, "a1"))).toBe(false);
  transcript(called("t1", { command: long }, NO));
  expect(withDenials(NOTHING, session, "a1", maskOf([])).host_denied).toEqual([
    { tool: "Bash", what: long.slice(0, 200), times: 1 },
  ]);
});

test("a secret value in what was refused is masked, also one that the cut goes through", () => {
  const value = "hunter2-is-no-password";
  const long = `curl ${"x".repeat(184)} ${value}`;
  transcript(
    called("t1", { command: `curl -u ada:${value} x` }, NO),
    called("t2", { command: long }, NO),
  );
  const { host_denied } = withDenials(NOTHING, session, "a1", maskOf([value]));
  expect(host_denied?.map(({ what }) => what)).toEqual([
    `curl -u ada:${MASK} x`,
    long.replace(value, MASK),
  ]);
  expect(deniedAll([long], hostDenials(session, "a1"))).toBe(true);
});

test.each<[string[], boolean]>([
  [["npm test"], true],
  [["npm test", "make"], false],
  [["npm"], true],
  [["src/a.ts"], false],
])("%p were all refused: %p", (commands, expected) => {
  const denials = [
    { tool: "Bash", what: "npm test 2>&1 | tail", times: 1 },
    { tool: "Write", what: "src/a.ts", times: 1 },
  ];
  expect(deniedAll(commands, denials)).toBe(expected);
});
