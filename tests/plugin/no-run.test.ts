// One of our agents is not started where no run gives it a brief.
// Runs: together.
// As on macOS: all
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { copyPlugin, repository, rootHole, run, tempFolder, write } from "./temp-plugin.ts";

const hooks = (await Bun.file(join(repository, "hooks/hooks.json")).json()).hooks;
const temp = tempFolder();
afterAll(temp.remove);
const plugin = copyPlugin(temp.path);

const project = join(temp.path, "a project");
mkdirSync(join(project, ".git"), { recursive: true });
const live = join(temp.path, "live");
mkdirSync(join(live, ".git"), { recursive: true });
write(join(live, ".task/live"), "");
mkdirSync(join(live, "sub/deeper"), { recursive: true });

function answered(shell: string, start: string, input: object, env: Record<string, string> = {}) {
  const args = (hooks.PreToolUse[1].hooks[0].args as string[]).map((arg) =>
    arg.replace(rootHole, () => plugin),
  );
  const stdin = JSON.stringify({
    hook_event_name: "PreToolUse",
    tool_name: "Agent",
    tool_input: input,
  });
  const path = { PATH: "/usr/bin:/bin", HOME: temp.path, CLAUDE_PROJECT_DIR: start, ...env };
  return run([Bun.which(shell)!, ...args], { cwd: start, env: path, stdin });
}

const ours = { description: "Work", prompt: "Implement it", subagent_type: "multi-ai:implementer" };
const quoted = {
  ...ours,
  subagent_type: "general-purpose",
  prompt: 'say {"subagent_type":"multi-ai:planner"}',
};
const silent = { code: 0, stdout: "", stderr: "" };

for (const shell of ["sh", "dash", "bash"].filter((name) => Bun.which(name)))
  describe(shell, () => {
    test("it is denied, with what a person does instead", () => {
      const answer = answered(shell, project, ours);
      expect(answer.code).toBe(0);
      expect(answer.json().hookSpecificOutput).toMatchObject({ permissionDecision: "deny" });
      expect(answer.json().hookSpecificOutput.permissionDecisionReason).toContain(
        "typing /multi-ai <request>",
      );
      expect(answered(shell, "/", ours).stdout).not.toBe("");
    });
    test.each<[string, string, object, Record<string, string>]>([
      ["another agent", project, quoted, {}],
      ["an agent without a type", project, { prompt: "x" }, {}],
      ["a live run, whose policy answers", live, ours, {}],
      ["a folder below it", join(live, "sub/deeper"), ours, {}],
      ["hooks that are off", project, ours, { MULTI_AI_OFF: "1" }],
    ])("silent: %s", (_name, start, input, env) => {
      expect(answered(shell, start, input, env)).toMatchObject(silent);
    });
  });
