// `/multi-ai:setup` in a session names the host's setting that makes the task list visible, unless
// it is set.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";
import { withoutBits } from "../../plugin/temp-plugin.ts";

afterEach(cleanup);

const PLUGIN = join(import.meta.dir, "../../..");

function setup(env: Record<string, string>, plugin = PLUGIN): { decision: string; reason: string } {
  const bin = tempDir();
  symlinkSync(process.execPath, join(bin, "bun"));
  const root = makeProject();
  const payload = {
    ...{ session_id: "s", transcript_path: "", cwd: root, hook_event_name: "UserPromptExpansion" },
    ...{ command_name: "multi-ai:setup", command_args: "", command_source: "plugin" },
  };
  const done = Bun.spawnSync(
    ["/bin/sh", join(plugin, "hooks/guard.sh"), "-", "step", "UserPromptExpansion"],
    {
      env: { PATH: `${bin}:/usr/bin:/bin`, HOME: tempDir(), CLAUDE_PROJECT_DIR: root, ...env },
      stdin: Buffer.from(JSON.stringify(payload)),
    },
  );
  return JSON.parse(done.stdout.toString());
}

test("without the task tools it is offered, in the host's words", () => {
  const { decision, reason } = setup({});
  expect(decision).toBe("block");
  expect(reason).toContain('"env": {"CLAUDE_CODE_ENABLE_TODO_TOOLS": "1"}');
});

test("a session that has them is not told", () => {
  expect(setup({ CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" }).reason).not.toContain("TODO_TOOLS");
});

test("it needs no executable bit on its launcher", () => {
  const plugin = withoutBits(tempDir());
  expect(setup({}, plugin).reason).toContain(`ln -sn '${plugin}/bin/multi-ai' ~/.local/bin/`);
});
