// Guarantee: Commands are approved only when shown whole.
// What the team's checks and its deployment run is shown whole before the person goes on.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../../../../src/command-line.ts";
import { approvedCommands } from "../../../../src/engine/run.ts";
import { findProject } from "../../../../src/project/project.ts";
import { questionView } from "../../../../src/render/questions.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { qa } from "../../../../src/workflows/team/checks/looks.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { deploySettingsOf } from "../../../../src/workflows/team/shows.ts";
import { checkpointLines, TEAM_WORDS } from "../../../../src/workflows/team/table/questions.ts";
import { answered, ends, openKinds, statusOf } from "../../../engine/given.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterAll(cleanup);

/** More than a checkpoint has to say. */
const LINES = Array.from({ length: 30 }, (_, at) => `line ${at} ${"long ".repeat(60)}`);
const linesOf = (run: Team): string[] =>
  questionView(run.now, run.now.questions[0]!, { lines: LINES, file: null })
    .question.split("\n")
    .slice(1);

const long = (name: string): string => `./${name}.sh ${"x".repeat(250)}; touch PWNED`;
const DEPLOY = { command: long("deploy"), check: long("smoke") };
const deploying = (over: object = {}) => ({ deploy: deploySettings.parse({ ...DEPLOY, ...over }) });

describe("at a checkpoint", () => {
  test("commands of the settings come first and whole, once", () => {
    const run = new Team({
      team: { commands: { lint: "make lint\u200b", types: false } } as never,
      tests: { ...DEFAULT_SETTINGS.tests, commands: [long("test")] },
    });
    run.until("checkpoint-a");
    expect(linesOf(run).slice(0, 3)).toEqual([
      visible("Lint, in a shell: make lint\u200b"),
      `Tests, in a shell: ${long("test")}`,
      expect.stringContaining("line 0"),
    ]);
    run.until("checkpoint-b");
    expect(linesOf(run)[0]).toContain("line 0");
  });

  test("what the checks found in package.json stands beside them; what a design adds is shown at B, once", () => {
    const run = new Team({ team: { commands: { lint: "make lint" } } as never }).until("Brief");
    run.end("Brief", { found: ["Tests (package.json): npm run test"] }).until("checkpoint-a");
    const first = ["Lint: make lint", "Tests (package.json): npm run test"];
    expect(linesOf(run).slice(0, 2)).toEqual(first);
    expect(run.now.questions).toMatchObject([{ commands: first }]);
    const design = run
      .until("checkpoint-b")
      .now.tasks.findLast((task) => task.schema === "stage-02")!;
    expect([design.status, run.now.questions[0]!.commands]).toEqual(["done", []]);
  });

  test("what has no room beside the others is shown by the same question again, before anything is passed", () => {
    const commands = { lint: long("lint"), types: long("types"), dependencies: long("audit") };
    const run = new Team({ team: { commands } }).until("checkpoint-a");
    const seen: string[] = [];
    for (let asked = 0; run.now.questions[0]?.kind === "checkpoint-a"; asked++) {
      expect(asked).toBeLessThan(5);
      const shown = run.now.questions[0].commands!;
      expect(linesOf(run).slice(0, shown.length)).toEqual(shown);
      seen.push(...shown);
      answered("proceed")(run);
    }
    expect(seen.map((line) => line.replace(/^[^:]+: /, "")).sort()).toEqual([
      long("audit"),
      long("lint"),
      long("types"),
    ]);
    expect(
      run.now.decisions.flatMap((one) => (one.kind === "checkpoint-a" ? one.commands : [])),
    ).toEqual(seen);
  });

  test.each([
    ["not asked for", { track: "full" }, ["proceed", "deploy", "revise", "stop"]],
    [
      "asked for at the start",
      { track: "full", deploy: "asked" },
      ["proceed", "revise", "stop", "name"],
    ],
  ])(
    "with a deployment that was %s its dialog has room for all options",
    (_when, options, offered) => {
      const run = new Team(deploying(), options).until("checkpoint-c");
      expect(run.now.questions[0]!.options).toEqual(offered);
    },
  );

  test("only what this run can run is shown: no lint on a track without stage 05, no deployment without stage 08", () => {
    const commands = {
      lint: "make lint",
      types: "make types",
      dependencies: "make audit",
    };
    const tests = { ...DEFAULT_SETTINGS.tests, commands: ["make test"] };
    const quick = new Team({ team: { commands }, tests } as never, { track: "quick" }).until(
      "Brief",
    );
    quick.end("Brief", { found: ["Lint (package.json): npm run lint"] }).until("checkpoint-a");
    expect(quick.now.questions[0]!.commands).toEqual(["Tests: make test"]);
    const full = new Team({ team: { commands }, tests } as never).until("checkpoint-a");
    expect(full.now.questions[0]!.commands).toHaveLength(4);
    const nano = new Team(deploying(), { track: "nano" }).until("checkpoint-c");
    expect(nano.now.questions[0]!.commands).toEqual([]);
  });

  test("where the settings run no tests, none are shown and none are asked for", () => {
    const tests = { ...DEFAULT_SETTINGS.tests, run: false };
    const run = new Team({ tests }).until("Brief");
    run.end("Brief", { found: ["Tests (package.json): npm run test"] }).until("checkpoint-a");
    expect(run.now.questions[0]!.commands).toEqual([]);
    expect(checkpointLines(run.now, "a", []).join("\n")).not.toContain("No test command");
  });

  test("asking for changes needs no more to be shown", () => {
    const run = new Team(deploying()).until("checkpoint-c");
    answered("revise", "more tests")(run);
    expect(openKinds(run)).toEqual([]);
  });

  test("--auto names each line", () => {
    const run = new Team(deploying(), { track: "full", deploy: "staging" }, true).until("Deploy");
    expect(run.now.unasked).toContain(`Deploy to staging, in a shell: ${long("deploy")}`);
  });
});

describe("tests that cannot run", () => {
  test("another command takes the place of the one that does not start, and runs in the next try", () => {
    const tests = { ...DEFAULT_SETTINGS.tests, commands: ["no-such-program"] };
    const run = new Team({ tests }).until("Run tests");
    const task = run.ready()[0]!;
    run.end(task.id, { status: "FAIL" }, "cannot_run");
    expect(openKinds(run)).toEqual(["check-cannot-run"]);
    answered("name", "npx bun test")(run);
    expect(approvedCommands(run.now).map((one) => one.text)).toContain("npx bun test");
    expect(statusOf(run, "Run tests")).toBe("ready");
  });
});

describe("another command", () => {
  const commandsOf = (run: Team): string[] => run.now.questions[0]?.commands ?? [];
  /** Stage 05 came to no result with these commands. */
  const stopped = (run: Team, commands: string[]): Team => {
    const { id } = run.until("Pre-review checks").ready()[0]!;
    ends(id, "cannot_run", { facts: { status: "FAIL" } as never, commands })(run);
    return run;
  };

  test("at a checkpoint it is shown first, in the place of what was found, and then the person goes on", () => {
    const run = new Team().until("Brief");
    const found = ["Lint (package.json): npm run lint", "Tests (package.json): npm run test"];
    run.end("Brief", { found }).until("checkpoint-a");
    expect(commandsOf(run)).toEqual(found);
    answered("name", "pytest -q")(run);
    expect([openKinds(run), commandsOf(run)]).toEqual([
      ["checkpoint-a"],
      ["Tests: pytest -q", found[0]!],
    ]);
    answered("proceed")(run);
    expect([openKinds(run), approvedCommands(run.now)]).toMatchObject([
      [],
      [{ text: "pytest -q", by: "person" }],
    ]);
  });

  test("typed once more at a checkpoint it takes the place of the one before, and refuses nothing that was found", () => {
    const run = new Team().until("Brief");
    const lint = "Lint (package.json): npm run lint";
    run.end("Brief", { found: [lint] }).until("checkpoint-a");
    answered("name", "npn run tset")(run);
    answered("name", "npm run test:unit")(run);
    expect(commandsOf(run)).toEqual(["Tests: npm run test:unit", lint]);
    expect(run.now.tests.decided.map((one) => one.text)).not.toContain(lint);
  });

  test("it holds for the whole run: a change of the design leaves it as it is", () => {
    const tests = { ...DEFAULT_SETTINGS.tests, commands: ["no-such-program"] };
    const run = stopped(new Team({ tests }), ["no-such-program"]);
    answered("name", "pytest -q")(run);
    run.do({ do: "change", request: { text: "other colours", sha: "0".repeat(64), bytes: 13 } });
    answered("planning")(run);
    expect(approvedCommands(run.now).map((one) => one.text)).toEqual(["pytest -q"]);
  });

  test("a merge runs no tests, and offers none", () => {
    const run = new Team({ execute: { isolation: "worktree" } }).until("Merge");
    ends(run.ready()[0]!.id, "cannot_run", { facts: { status: "FAIL" } as never, commands: [] })(
      run,
    );
    expect(run.now.questions[0]!.options).not.toContain("name");
  });

  test("words at a checkpoint that name no option ask for changes: no command is made of them", () => {
    const run = new Team().until("checkpoint-a");
    answered(null, "make criterion 2 stricter")(run);
    expect([openKinds(run), approvedCommands(run.now)]).toEqual([[], []]);
    expect(run.task("Brief v2").status).toBe("ready");
  });

  const atA = (settings: object = {}, track = "full"): Team =>
    new Team(settings, { track }).until("checkpoint-a");

  test.each<[string, string, RegExp]>([
    ["a long one", "x".repeat(3_000), /^a command has at most 300 characters, not 3000: x{60}…/],
    [
      "many",
      Array.from({ length: 9 }, (_, at) => `./t${at}.sh`).join("\n"),
      /^at most 8 commands, not 9$/,
    ],
  ])("is asked for again: %s", (_name, text, problem) => {
    const run = atA();
    const before = structuredClone(run.now);
    expect(() => answered("name", text)(run)).toThrow(problem);
    expect([run.now.questions, run.now.options, run.now.tests]).toEqual([
      before.questions,
      before.options,
      before.tests,
    ]);
  });

  test("a gate that does not hold bars it as it bars going on", () => {
    const run = new Team().until("Answer notes");
    run.end("Answer notes", { questions: ["which database?"] }).until("checkpoint-b");
    const before = run.now.questions[0]!.id;
    answered("name", "bun test")(run);
    expect(run.now.questions[0]!.id).not.toBe(before);
    const held = new Team(deploying(), { track: "full", deploy: "asked" }).until("Run tests");
    held
      .end("Run tests", { counts: { tests_total: 1 }, questions: ["who pays?"] })
      .until("checkpoint-c");
    expect(() => answered("name", "./other.sh")(held)).toThrow("not possible now");
  });

  test.each(["checkpoint-c", "deploy-failed"])(
    "%s: it deploys in the place of the one of the settings",
    (kind) => {
      const run = new Team(deploying(), { track: "full", deploy: "asked" }).until("checkpoint-c");
      if (kind === "deploy-failed") {
        while (openKinds(run)[0] === "checkpoint-c") answered("proceed")(run);
        run.until("Deploy").end("Deploy", { status: "FAIL" }, "fail");
      }
      expect(openKinds(run)).toEqual([kind]);
      answered("name", "./other.sh --now")(run);
      expect(deploySettingsOf(run.now)).toMatchObject({ command: "./other.sh --now" });
      if (kind === "deploy-failed") expect(statusOf(run, "Deploy")).toBe("ready");
      else expect(commandsOf(run)[0]).toBe("Deploy to production: ./other.sh --now");
    },
  );

  test("a bare line is no test command where the settings run no tests", () => {
    const run = atA({ tests: { ...DEFAULT_SETTINGS.tests, run: false } });
    expect(() => answered("name", "npm test")(run)).toThrow(
      "would never run: tests.run is false in the settings",
    );
  });

  test("takes the place of what was shown: a test command that passed stays", () => {
    const tests = { ...DEFAULT_SETTINGS.tests, commands: ["no-such-program", "bun test"] };
    const run = stopped(new Team({ tests }), ["no-such-program"]);
    answered("name", "pytest -q")(run);
    expect(approvedCommands(run.now).map((one) => one.text)).toEqual(["bun test", "pytest -q"]);
  });
});

describe("a gate that does not hold", () => {
  test("is accepted with a reason only, and stays a warning", () => {
    const run = new Team().until("Brief");
    run.end("Brief", { status: "FAIL", blockers: ["unclear"] }, "fail");
    expect(openKinds(run)).toEqual(["gate-failed"]);
    answered("accept")(run);
    expect(statusOf(run, "Brief")).toBe("waiting");
    answered("accept", "we settle it in the design")(run);
    expect(run.task("Brief").waiver).toEqual({
      kind: "accepted",
      reason: "we settle it in the design",
    });
    expect(openKinds(run)).toEqual(["checkpoint-a"]);
  });

  test("a failed deployment is tried again by the same command, or left to the person; its words say so", () => {
    const run = new Team(deploying(), { track: "full", deploy: "asked" }).until("checkpoint-c");
    while (openKinds(run)[0] === "checkpoint-c") answered("proceed")(run);
    run.until("Deploy").end("Deploy", { status: "FAIL" }, "fail");
    expect(openKinds(run)).toEqual(["deploy-failed"]);
    const words = TEAM_WORDS["deploy-failed"]!.options;
    expect([words.again?.description, words.without?.description]).toEqual([
      expect.stringContaining("The same command"),
      expect.stringContaining("deploy by hand"),
    ]);
    answered("again")(run);
    expect([statusOf(run, "Deploy"), deploySettingsOf(run.now)?.command]).toEqual([
      "ready",
      DEPLOY.command,
    ]);
    run.end("Deploy", { status: "FAIL" }, "fail");
    answered("without", "the command is wrong")(run);
    expect(run.task("Deploy")).toMatchObject({ status: "done", waiver: { kind: "waived" } });
  });
});

test("a shell runs only what the approved settings name, or a person has answered for", async () => {
  const root = makeProject({ files: { "package.json": '{ "scripts": { "test": "true" } }' } });
  const line = "touch RAN; echo ran";
  const checked = async (by: "auto" | "person" | "settings") => {
    const team = new Team(
      { tests: { ...DEFAULT_SETTINGS.tests, run: true, commands: [] } },
      undefined,
      true,
    );
    const run = structuredClone(team.until("Run tests").now);
    run.tests.decided.push({ text: line, approved: true, by, task: null });
    if (by === "settings") run.settings.tests.commands = [line];
    const scene = sceneOf(findProject(root), run);
    const task = run.tasks.find((one) => one.gate === "qa") ?? run.tasks[0]!;
    const { outcome } = await qa(scene, task, new AbortController().signal);
    const ran = existsSync(join(root, "RAN"));
    rmSync(join(root, "RAN"), { force: true });
    return [outcome === "cannot_run", ran];
  };
  expect(await checked("auto")).toEqual([true, false]);
  expect((await checked("person"))[1]).toBe(true);
  expect((await checked("settings"))[1]).toBe(true);
});
