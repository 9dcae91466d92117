// Commands that the host does not know, of GSD where it is not installed and with a name that the
// plugin does not have: what is meant, and no prompt for the model.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRun } from "../../cli/made/make-run.ts";
import { someOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { WITH_COMPILED } from "../../harness/start.ts";

afterEach(cleanup);

const PLUGIN = join(import.meta.dir, "../../..");

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
        CLAUDE_CODE_ENTRYPOINT: "cli",
        ...WITH_COMPILED,
      },
      stdin: Buffer.from(`${JSON.stringify(payload)}\n`),
    },
  );
  expect(done.stderr.toString()).toBe("");
  const out = done.stdout.toString();
  return { said: out === "" ? null : JSON.parse(out), bun: existsSync(join(bin, "started")) };
}

describe("without a run", () => {
  test.each(
    someOf([
      ["/gsd-plan-phase 2", "/multi-ai:plan-phase 2"],
      ["/gsd:plan-phase 2", "/multi-ai:plan-phase 2"],
      ["/gsd:new-project", "/multi-ai:new-project"],
      ["/gsd:debug {long}", "/multi-ai:debug"],
      ["/gsd-status", "/multi-ai:status"],
      ["/gsd:progress", "docs/from-gsd.md"],
    ]),
  )("%s is answered", (prompt, name) => {
    // Longer than what the guard reads of it.
    const { said } = typed(prompt.replace("{long}", "it fails. ".repeat(2000)));
    expect(said).toMatchObject({ decision: "block", reason: expect.stringContaining(name) });
  });

  test.each(
    someOf([
      ["/multi-ai:statsu", "did you mean /multi-ai:status?"],
      ["/multi-ai:Status", "did you mean /multi-ai:status?"],
      ["/multi-ai:explain T2", "did you mean ! multi-ai explain T2?"],
      ["/multi-ai:log", "did you mean ! multi-ai log?"],
      ["/multi-ai:runs", "did you mean ! multi-ai runs?"],
      ["/multi-ai:help", "did you mean /multi-ai --help?"],
      ["/multi-ai:multi-ai Add x", "did you mean /multi-ai Add x?"],
      ["/multi-ai:frobnicate", "; /multi-ai --help lists all, and"],
    ]),
  )("%s is no command of ours: it is answered", (prompt, meant) => {
    const { said } = typed(prompt);
    expect([said.decision, said.reason]).toEqual(["block", expect.stringContaining(meant)]);
  });

  test.each(someOf(["status", "do Add x", "team Add x", "next"]))(
    "/multi-ai:%s is ours, and passes",
    (prompt) => {
      expect(typed(`/multi-ai:${prompt}`).said).toBeNull();
    },
  );

  test("a command of theirs below our name passes", () => {
    const root = makeProject({ files: { ".claude/commands/multi-ai/deploy.md": "x" } });
    expect(typed("/multi-ai:deploy", { root }).said).toBeNull();
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
  expect(typed("/multi-ai:statsu", { root }).said.reason).toContain("/multi-ai:status?");
  const { said } = typed("/gsd:plan-phase 2", { root });
  expect(said).toMatchObject({
    decision: "block",
    reason: expect.stringContaining("/multi-ai:plan-phase 2"),
  });
});
