// Commands of GSD that are typed in a session where it is not installed: the name here, and no
// prompt for the model.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRun } from "../cli/make-run.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

const PLUGIN = join(import.meta.dir, "..", "..");

/**
 * What the hook of a typed prompt says, and whether it has started Bun. `config`: files of the
 * person's own folder.
 */
function typed(
  prompt: string,
  { root = makeProject(), config = {} as Record<string, string>, klass = "step" } = {},
) {
  const own = tempDir();
  writeFiles(own, config);
  const bin = tempDir();
  writeFileSync(
    join(bin, "bun"),
    `#!/bin/sh\necho x >> ${bin}/started\nexec "${process.execPath}" "$@"\n`,
  );
  chmodSync(join(bin, "bun"), 0o755);
  const payload = {
    session_id: "s",
    transcript_path: "",
    cwd: root,
    hook_event_name: "UserPromptSubmit",
    prompt,
  };
  const done = Bun.spawnSync(
    ["/bin/sh", join(PLUGIN, "hooks/guard.sh"), "live", klass, "UserPromptSubmit"],
    {
      env: {
        PATH: `${bin}:/usr/bin:/bin`,
        HOME: own,
        CLAUDE_CONFIG_DIR: own,
        CLAUDE_PROJECT_DIR: root,
      },
      stdin: Buffer.from(`${JSON.stringify(payload)}\n`),
    },
  );
  expect(done.stderr.toString()).toBe("");
  const out = done.stdout.toString();
  return { said: out === "" ? null : JSON.parse(out), bun: existsSync(join(bin, "started")) };
}

describe("without a run", () => {
  test.each([
    ["/gsd-plan-phase 2", "/multi-ai:plan-phase 2"],
    ["/gsd:plan-phase 2", "/multi-ai:plan-phase 2"],
    ["/gsd:new-project", "/multi-ai:new-project"],
    ["/gsd:debug {long}", "/multi-ai:debug"],
    ["/gsd-status", "/multi-ai:status"],
    ["/gsd:progress", "docs/from-gsd.md"],
  ])("%s is answered", (prompt, name) => {
    // Longer than what the guard reads of it.
    const { said } = typed(prompt.replace("{long}", "it fails. ".repeat(2000)));
    expect(said).toMatchObject({ decision: "block", reason: expect.stringContaining(name) });
  });

  test.each(["fix the bug", "what does /gsd:next do?", "/compact", 'say "prompt":"/gsd-next"'])(
    "%s passes, and starts no Bun",
    (prompt) => {
      expect(typed(prompt)).toEqual({ said: null, bun: false });
    },
  );

  test("the hook of checks starts none either", () => {
    expect(typed("/gsd:next", { klass: "checks" })).toEqual({ said: null, bun: false });
  });

  test("what is no name of a command passes", () => {
    expect(typed("/gsd-notes.md is out of date").said).toBeNull();
  });

  test.each([
    ["commands of their own", { "commands/gsd/plan-phase.md": "x" }],
    ["skills of their own", { "skills/gsd-plan-phase/SKILL.md": "x" }],
    [
      "a plugin",
      {
        "plugins/installed_plugins.json": '{"plugins":{"gsd@market":[{"installPath":"/nowhere"}]}}',
      },
    ],
  ])("who has GSD by %s is not held up", (_what, config) => {
    expect(
      typed("/gsd:plan-phase 2", { config: config as Record<string, string> }).said,
    ).toBeNull();
  });

  test("who has GSD in the project, or by another plugin, is not held up", () => {
    const root = makeProject({ files: { ".claude/commands/gsd/next.md": "x" } });
    expect(typed("/gsd:next", { root }).said).toBeNull();
    const plugin = tempDir();
    mkdirSync(join(plugin, "commands"));
    writeFileSync(join(plugin, "commands/gsd-next.md"), "x");
    const installed = JSON.stringify({ plugins: { "other@m": [{ installPath: plugin }] } });
    expect(
      typed("/gsd-next", { config: { "plugins/installed_plugins.json": installed } }).said,
    ).toBeNull();
  });
});

test("with a live run it is the same", async () => {
  const { root } = await makeRun();
  const { said } = typed("/gsd:plan-phase 2", { root });
  expect(said).toMatchObject({
    decision: "block",
    reason: expect.stringContaining("/multi-ai:plan-phase 2"),
  });
});
