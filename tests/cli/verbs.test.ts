// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { someOf } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { cli, PROGRAM } from "./cli.ts";
import { makeRun, STATES } from "./made/make-run.ts";

afterAll(cleanup);

const stateFile = (root: string) =>
  JSON.parse(readFileSync(join(root, ".task/state.json"), "utf8"));
describe("status, phase and next agree with state.json", () => {
  test.each(someOf(Object.keys(STATES) as (keyof typeof STATES)[]))(
    "%s, also from a subfolder",
    async (name) => {
      const { root } = await STATES[name]();
      const folder = join(root, "src/deep er");
      mkdirSync(folder, { recursive: true });
      const [status, phase, next, alone, text] = await Promise.all([
        cli(folder, ["status", "--json"]),
        cli(folder, ["phase"]),
        cli(folder, ["next", "--json"]),
        cli(folder, ["--json"]),
        cli(folder, ["status"]),
      ]);
      const state = stateFile(root);
      const tasks = JSON.parse(readFileSync(join(root, ".task/pipeline-tasks.json"), "utf8")).tasks;
      for (const one of [status.json, next.json, alone.json])
        expect(one).toMatchObject({
          run: state.run,
          workflow: "multi-ai",
          status: state.status,
          phase: state.phase,
        });
      expect([phase.out, phase.code]).toEqual([`${state.phase}\n`, 0]);
      expect(status.json.questions[0]?.id).toBe(state.question?.id);
      const byId = (list: { id: string; status: string }[]) =>
        Object.fromEntries(list.map((one) => [one.id, one.status]));
      expect(byId(status.json.tasks)).toEqual(byId(tasks));
      for (const gate of Object.values<number>(state.rounds)) expect(gate).toBeLessThanOrEqual(2);
      expect(Object.values(state.rounds)).toEqual(
        status.json.groups.flatMap((group: { reviewers: { rounds: number }[] }) =>
          group.reviewers.map((one) => one.rounds),
        ),
      );
      const stands = {
        cancelled: "cancelled by you",
        waiting_for_user: "waiting for you",
        running: "(?:running|waiting)",
      } as Record<string, string>;
      const head = `${root}\n${state.run} \\(multi-ai\\) · ${stands[state.status] ?? state.status} · `;
      expect(text.out).toMatch(new RegExp(`^Project: ${head}`));
      expect(text.out.split("\n").length).toBeLessThan(42);
      expect(existsSync(join(folder, ".task"))).toBe(false);
    },
  );

  test("deleted folds are back after any verb", async () => {
    const { root } = await STATES["review running"]();
    const names = ["state.json", "pipeline-tasks.json", "live"];
    const read = () => names.map((name) => readFileSync(join(root, ".task", name), "utf8"));
    const before = read();
    for (const name of names) rmSync(join(root, ".task", name));
    await cli(root, ["phase"]);
    expect(read()).toEqual(before);
  });
});

test("next --json is the directive with what the main thread has to pass", async () => {
  const { root, run } = await makeRun({ until: (now) => taskOf(now, "T1")?.status === "ready" });
  expect((await cli(root, ["next", "--json"])).json).toEqual({
    run: run.run,
    workflow: "multi-ai",
    status: "running",
    phase: "requirements_gathering",
    directive: {
      id: "dispatch:T1.1",
      do: "dispatch",
      why: expect.stringMatching(/^it starts T1 Gather requirements at /),
      dispatch: [
        {
          task: "T1",
          tool: "Agent",
          agent: "multi-ai:requirements-gatherer",
          model: "opus",
          description: "T1 Gather requirements",
          prompt: "T1",
          writes: ".task/user-story.json",
        },
      ],
      mirror: [],
      ask: null,
    },
  });
});

test("log says what happened, and runs which runs there are", async () => {
  const { root, run } = await STATES["story question open"]();
  const [text, runs] = await Promise.all([cli(root, ["log"]), cli(root, ["runs"])]);
  expect(text.out).toMatch(
    /^· [\d-]+ [\d:]+ UTC \S+ starts: .*\n[\s\S]*✓ .* T1 Gather requirements: [\s\S]*\? .* Q1 is open \(Story\)\n$/,
  );
  expect(runs.out).toMatch(new RegExp(`^ +run .*\\n.*  ${run.run}  waiting for you  `));
  // What reads from a pipe gets a line whole.
  expect(text.out).not.toContain("…");
  const long = await makeRun({ request: "Say goodbye by name, and so on ".repeat(20).trim() });
  expect((await cli(long.root, ["runs"])).out).toContain("and so on  ");
});

test("a reader that has seen enough is no fault", async () => {
  const { root } = await STATES["story question open"]();
  const line = `"$0" "$1" log --json | head -c 10; "$0" "$1" phase`;
  const { stdout, stderr } = Bun.spawnSync(["sh", "-c", line, process.execPath, PROGRAM], {
    cwd: root,
  });
  expect([stdout.toString(), stderr.toString()]).toEqual([
    '{\n  "run":requirements_gathering\n',
    "",
  ]);
});
