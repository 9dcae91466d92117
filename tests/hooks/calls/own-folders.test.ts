// Guarantee: Least privilege.
// The plugin's own folders, among them the one for its data: what lies there is run as code of the
// hook.
// As on macOS: all
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { DEFER } from "../../../src/host/answer.ts";
import { narrow } from "../../../src/host/payload.ts";
import { policy } from "../../../src/policy/policy.ts";
import { noteRun } from "../../../src/record/machine/outside.ts";
import { type MadeRun, makeRunAtWork } from "../../cli/made/make-run.ts";
import { cleanup, tempDir } from "../../harness/project.ts";
import { toolCall } from "../../policy/call.ts";
import { BUILD } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const before = process.env.CLAUDE_PLUGIN_DATA;
afterEach(() => {
  if (before === undefined) delete process.env.CLAUDE_PLUGIN_DATA;
  else process.env.CLAUDE_PLUGIN_DATA = before;
});

const plugin = join(import.meta.dir, "../../..");
let made: MadeRun;
let data: string;
beforeAll(async () => {
  made = await makeRunAtWork(BUILD, "implementer", { auto: true });
  data = tempDir("data-");
  mkdirSync(join(data, "bytecode"));
  symlinkSync(join(data, "bytecode"), join(made.root, "linked"));
});

const who: [string, string | null][] = [
  ["the main thread", null],
  ["an agent of the run", "implementer"],
  ["an agent of the person's own", "stranger"],
];

function verdict(tool: string, input: object, agent: string | null): string {
  process.env.CLAUDE_PLUGIN_DATA = data;
  const payload = toolCall(tool, input, { agent, type: agent ?? undefined, cwd: made.root });
  const answer = policy(payload, made.project);
  if (answer === null || answer === DEFER) return String(answer ?? "silent");
  const { permissionDecision, permissionDecisionReason } = answer.hookSpecificOutput as Record<
    string,
    string
  >;
  return `${permissionDecision} ${permissionDecisionReason}`;
}
const OURS = /^deny .* belongs to the plugin/;

describe.each(who)("%s", (_, agent) => {
  test("writes no file of the plugin or of its data", () => {
    for (const path of [
      join(data, "bytecode/x/step.js"),
      join(data, "bun"),
      join(made.root, "linked/x/step.js.jsc"),
      join(plugin, "hooks/hook.js"),
    ])
      expect(verdict("Write", { file_path: path, content: "" }, agent)).toMatch(OURS);
  });
  test("runs no command that writes one, or takes the folder away", () => {
    for (const command of [
      `cp a.js ${data}/bytecode/x/step.js`,
      `echo x > ${data}/bun`,
      `cd ${data} && rm -r bytecode`,
      `rm -rf ${data}`,
      "touch linked/x",
      `sed -i s/a/b/ ${plugin}/hooks/guard.sh`,
    ])
      expect(verdict("Bash", { command }, agent)).toMatch(OURS);
  });
  test("may read them, and do as before elsewhere", () => {
    expect(
      verdict("Bash", { command: `ls -l ${data}/bytecode; cat ${plugin}/hooks/guard.sh` }, agent),
    ).toBe("silent");
    expect(verdict("Bash", { command: "rm -rf dist && touch a.ts" }, agent)).toBe("silent");
  });
});

test("who works on the plugin itself may change it, and not its data", () => {
  const project = { ...made.project, root: plugin };
  process.env.CLAUDE_PLUGIN_DATA = data;
  noteRun(project, made.run.run, {});
  const write = (path: string) =>
    policy(
      narrow({
        hook_event_name: "PreToolUse",
        tool_name: "Write",
        tool_input: { file_path: path },
        cwd: plugin,
      }),
      project,
    );
  expect(JSON.stringify(write(join(data, "bun")))).toContain('"deny"');
  expect(JSON.stringify(write(join(plugin, "README.md")))).not.toContain('"deny"');
});
