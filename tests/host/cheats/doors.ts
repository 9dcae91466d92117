// Commands that would act in the person's place, that keep the hook busy, or that hide the run from its session.
import { describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { runHost } from "../../harness/host.ts";
import { startModel, type ToolResult } from "../../harness/model.ts";
import { makeProject } from "../../harness/project.ts";
import { HOST_VERSIONS } from "../../harness/sandbox.ts";
import { obedientMain, team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { left, PLUGIN, play } from "../scenario.ts";
import { bash, call } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import { doorTries, PLANT } from "./door-tries.ts";
import { first } from "./without/play.ts";

/** Honest work of the same kinds, which nobody is asked about. */
const HONEST = [
  "tmux -V || true",
  "claude --version",
  "mkdir -p fixtures/.claude && echo '{\"hooks\":{}}' > fixtures/.claude/settings.json && rm -r fixtures",
  "echo x > /proc/self/cwd/out.txt && rm out.txt",
  "git init -q fixtures && rm -rf fixtures",
  "a=x; for i in 1 2 3; do a=$a$a; done; echo $a",
];

describe.each([...HOST_VERSIONS])("doors (%s)", (version) => {
  test("what speaks for the person, or takes for ever, is refused, and the run goes on", async () => {
    const project = makeProject();
    const tries = doorTries(project);
    const came: ToolResult[] = [];
    const steps = [...tries.map((one) => [one.call]), ...HONEST.map((line) => [bash(line)])];
    const { state } = await play({ version, project, worker: first("T6", () => steps, honest(), came) });
    for (const [at, { cheat, told }] of tries.entries())
      expect([cheat, came[at]?.isError, came[at]?.text]).toEqual([cheat, true, expect.stringMatching(told)]);
    expect(came.slice(tries.length, steps.length).filter((one) => one.isError)).toEqual([]);
    expect(state).toMatchObject({ status: "complete" });
    stopped(...new Set(tries.map((one) => one.cheat)));
  });

  test("a repository and a run that are planted below the root hide nothing", async () => {
    const root = makeProject();
    const project = join(root, "packages/app");
    mkdirSync(project, { recursive: true });
    const came: ToolResult[] = [];
    const steps = () => [
      [call("Write", { file_path: join(root, "tools/plant.sh"), content: PLANT })],
      [bash(`cd ${root} && git init -q packages/app`)],
      [bash(`cd ${root} && sh tools/plant.sh`)],
      [bash("echo x > ../../.task/state.json")],
      [bash(`cd ${root} && rm -r packages/app/.git packages/app/.task tools`)],
    ];
    const model = startModel({
      script: team(first("T6", steps, honest(), came), obedientMain),
      codex: codexReviewer(),
    });
    const prompt = "/multi-ai --auto Say goodbye by name";
    await runHost({ version, project, model, prompt, plugin: PLUGIN, limitMs: 90_000 });
    expect(came.slice(0, 4).map((one) => one.isError)).toEqual([false, true, false, true]);
    expect(came[1]!.text).toContain("would hide the run from its session");
    expect(came[3]!.text).toMatch(/no command touches \.task\//);
    expect(left(root).state).toMatchObject({ status: "complete" });
    stopped("repository planted below the root");
  });
});
