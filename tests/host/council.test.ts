// The council in the real host: six seats plan and vote, and what they approve is carried out.
// Runs: in full only, by a driver too, first.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownIn } from "../../src/workflows/index.ts";
import { honestCouncil, masterPlan, REQUEST, SEAT_IDS, sourceTest } from "../harness/council.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { failsTask, makesInstead, vetoes } from "./council-workers.ts";
import { answer, goOn, openQuestions, runOf } from "./from-outside.ts";
import { ofType, type Played, play, subjects } from "./scenario.ts";

afterEach(cleanup);

const council = (
  worker: Worker,
  more: { project?: string; auto?: boolean; version?: "new" | "old" } = {},
) => {
  const { project = makeProject(), auto = true, version = "new" } = more;
  return play({
    version,
    project,
    worker,
    prompt: `/multi-ai:council ${auto ? "--auto " : ""}${REQUEST}`,
    limitMs: 200_000,
  });
};

const file = ({ project }: Played, path: string): string =>
  readFileSync(join(project, path), "utf8");
const json = (played: Played, path: string) => JSON.parse(file(played, path));

describe.each(hostsOf("new"))("a council (%s)", (version) => {
  test("all approve: planned, voted, built in waves, one commit each", async () => {
    const played = await council(honestCouncil(), { version });
    expect(played.state).toMatchObject({ status: "complete", phase: "DONE", workflow: "council" });
    expect(ofType(played.events, "refused")).toEqual([]);
    const { project, tasks } = played;
    // The host is asked for agents by their tools; what people and other tools read names roles.
    const started = ofType(played.events, "dispatched").map((event) => {
      const { agent } = tasks.find(({ id }) => id === event.task)!;
      return `${agent}: ${event.agent_type}`;
    });
    expect([...new Set(started)].sort()).toEqual([
      "auditor: multi-ai:reader",
      "code-reviewer: multi-ai:code-reviewer",
      "council-seat: multi-ai:reader",
      "executor: multi-ai:builder",
      "plan-maker: multi-ai:reader",
      "program: multi-ai:program",
      "refiner: multi-ai:reader",
      "tech-researcher: multi-ai:reader",
    ]);
    expect(readdirSync(join(project, ".task/council/plans")).sort()).toEqual(
      SEAT_IDS.map((id) => `${id}.md`).sort(),
    );
    const vote = json(played, ".task/council/votes/1-mistral-security.json");
    expect(vote).toMatchObject({
      seat: "mistral-security",
      vote: "APPROVE",
      iteration: 1,
      vendor: "host",
      model: "sonnet",
    });
    expect(file(played, ".task/council/SUMMARY.md")).toContain(
      "2 of 2 tasks done (2 proven), 4 files changed",
    );
    expect(
      existsSync(join(project, "src/goodbye.ts")) &&
        existsSync(join(project, "tests/thanks.test.ts")),
    ).toBe(true);
    // The person's history and index are as they were.
    expect(git(project, "log", "--format=%s")).toBe("start");
    const branch = `multi-ai/work-${runOf(project).run}`;
    expect(git(project, "log", "--format=%s", "-2", branch).split("\n").sort()).toEqual([
      "Goodbye",
      "Thanks",
    ]);
  });
});

describe("votes", () => {
  inFull(
    "a veto that the next plan does not clear is the person's: overruled by name and reason, the rest is built",
    async () => {
      const project = makeProject();
      const worker = vetoes("mistral-security");
      const played = await council(worker, { project });
      const [open] = openQuestions(project);
      expect(open).toMatchObject({ kind: "blocked" });
      expect(played.state).toMatchObject({ status: "waiting_for_user", phase: "BLOCKED" });
      answer(project, "overrule", "It is called by our own code alone.");
      const after = await goOn({ version: "new", worker, limitMs: 200_000 }, played);
      expect(after.state).toMatchObject({ status: "complete", phase: "DONE" });
      expect(runOf(project).decisions.map((one) => one.option)).toContain("overrule");
    },
  );
});

describe("execution", () => {
  inFull(
    "a task that fails three times fails the run, with what was done; rollback brings all back",
    async () => {
      const project = makeProject();
      const played = await council(failsTask(), { project });
      expect(played.state).toMatchObject({ status: "failed", phase: "FAILED" });
      expect(subjects(played.tasks).filter((one) => /^(?:Task|Fix task) 1/.test(one))).toHaveLength(
        3,
      );
      expect(existsSync(join(project, "src/thanks.ts"))).toBe(true);
      expect(existsSync(join(project, "src/goodbye.ts"))).toBe(false);
      expect(file(played, ".task/council/SUMMARY.md")).toContain("rollback");
    },
  );

  inFull(
    "asked alone it builds nothing; its plan is built later, and no seat is asked",
    async () => {
      const project = makeProject();
      const more = { version: "new" as const, project, worker: honestCouncil(), limitMs: 200_000 };
      const played = await play({ ...more, prompt: `/multi-ai:council --auto ask ${REQUEST}` });
      expect(played.state).toMatchObject({ status: "complete", phase: "DONE" });
      expect(existsSync(join(project, "src/goodbye.ts"))).toBe(false);
      const { run } = runOf(project);
      const after = await play({ ...more, prompt: `/multi-ai:council --auto build ${run}` });
      expect(after.state).toMatchObject({ status: "complete", phase: "DONE" });
      expect(subjects(after.tasks)[0]).toBe("Load the plan");
      expect(after.tasks.filter(({ agent }) => agent === "council-seat")).toEqual([]);
      expect(existsSync(join(project, "src/goodbye.ts"))).toBe(true);
    },
  );

  inFull(
    "what passes without the work, by whatever executors do to its tests, is unknown, and told by name",
    async () => {
      const plan = masterPlan();
      const [goodbye, thanks] = plan.tasks;
      goodbye!.files.push("bunfig.toml", "setup.ts");
      const hello = JSON.stringify({ ...thanks, name: "Hello" }).replaceAll("thanks", "hello");
      plan.tasks.push(JSON.parse(hello));
      const project = makeProject({
        files: {
          ...DEFAULT_FILES,
          "tests/goodbye.test.ts": sourceTest("goodbye"),
          "tests/thanks.test.ts": sourceTest("thanks"),
          "plan.json": JSON.stringify(plan),
        },
      });
      const mocks = `import { mock } from "bun:test";\nmock.module("./src/goodbye.ts", () => ({ goodbye: (n: string) => "Goodbye, " + n }));\n`;
      const worker = makesInstead({
        1: { "bunfig.toml": '[test]\npreload = ["./setup.ts"]\n', "setup.ts": mocks },
        2: { "src/thanks.ts": "process.exit(0);\nexport const thanks = 1;\n" },
        3: {
          "tests/hello.test.ts": 'import { test } from "bun:test";\ntest("hello", () => {});\n',
        },
      });
      const more = { version: "new" as const, worker, limitMs: 200_000 };
      // A plan that the person names is approved by that, where they said --auto.
      const played = await play({
        ...more,
        project,
        prompt: "/multi-ai:council --auto build plan.json",
      });
      expect(played.state).toMatchObject({ status: "complete", phase: "DONE" });
      const summary = file(played, ".task/council/SUMMARY.md");
      for (const said of [
        "3 of 3 tasks done (3 unknown)",
        "unknown: with an emptied setup.ts its criteria cannot be run",
        "unknown: bun test tests/thanks.test.ts: passed, but its runner reported no tests",
        "unknown: only tests/hello.test.ts changed, and not src/hello.ts",
      ])
        expect(summary).toContain(said);
      expect(unknownIn(runOf(project)).tasks).toEqual(["unknown", "unknown", "unknown"]);
    },
  );

  inFull("a task whose tries are spent is put to the person, who takes it as it is", async () => {
    const project = makeProject();
    const more = { version: "new" as const, worker: failsTask(), limitMs: 200_000 };
    const played = await council(failsTask(), { project, auto: false });
    expect(openQuestions(project)).toMatchObject([{ kind: "consent" }]);
    answer(project, "approve");
    const spent = await goOn(more, played);
    expect(openQuestions(project)).toMatchObject([{ kind: "execute-spent" }]);
    answer(project, "accept", "it says goodbye well enough");
    const asked = await goOn(more, spent);
    expect(openQuestions(project)).toMatchObject([{ kind: "take" }]);
    answer(project, "files");
    const after = await goOn(more, asked);
    expect(after.state).toMatchObject({ status: "complete", phase: "DONE" });
    expect(file(after, ".task/council/SUMMARY.md")).toContain(
      "2 of 2 tasks done (1 proven, 1 refuted)",
    );
  });
});
