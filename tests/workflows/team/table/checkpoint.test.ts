import { describe, expect, test } from "bun:test";
import type { Run } from "../../../../src/engine/run.ts";
import { questionView } from "../../../../src/render/questions.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { checkpointLines } from "../../../../src/workflows/team/table/questions.ts";
import { answered } from "../../../engine/given.ts";
import { DEPLOYS, Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

const NOTHING: string[] = [];
const WARNING = "1 warning: W1 Redis not confirmed — rate limiting uses in-memory for now";

describe("the checkpoints of the walkthrough", () => {
  test("A: what the brief holds, and what to read", () => {
    const outOfScope = ["SMS reset", "Social login recovery"];
    expect(checkpointLines(walkthrough("checkpoint-a").now, "a", outOfScope)).toEqual([
      "Requirements: PASS, 7 criteria.",
      "Out of scope: SMS reset; Social login recovery.",
      "Read pipeline/brief.md if you would like to adjust anything before design starts.",
    ]);
  });

  test("B: the design, the warning and the question, which hold nothing up", () => {
    expect(checkpointLines(walkthrough("checkpoint-b").now, "b", NOTHING)).toEqual([
      "Design: PASS, 1 ADR.",
      WARNING,
      "1 open question: do we have Redis in the stack?",
      "Read pipeline/design-spec.md and pipeline/adr/ before build starts.",
    ]);
  });

  test("C: the tests and what was mended", () => {
    expect(checkpointLines(walkthrough("checkpoint-c").now, "c", NOTHING)).toEqual([
      "QA: PASS, 23/23 pass, 7 of 7 criteria verified.",
      "Changed: backend, frontend, platform.",
      WARNING,
      "Read pipeline/test-report.md against pipeline/brief.md to verify coverage. Then: sign-off; proceed deploys nothing.",
    ]);
  });
});

test("C counts what is verified, and says nothing of criteria where there are none", () => {
  const said = (criteria: number, unknown: number): string => {
    const team = new Team({}, { track: "quick" })
      .until("Brief")
      .end("Brief", { counts: { criteria } })
      .until("Run tests");
    const counts = { tests_total: 3, tests_passed: 3, criteria_unknown: unknown };
    const flags = { all_criteria_met: unknown === 0, one_to_one: true };
    team.end("Run tests", { status: "PASS", rules: [], counts, flags, trees: { ...team.trees } });
    return checkpointLines(team.now, "c", NOTHING)[0]!;
  };
  expect(said(7, 0)).toBe("QA: PASS, 3/3 pass, 7 of 7 criteria verified.");
  expect(said(7, 2)).toBe("QA: PASS, 3/3 pass, 5 of 7 criteria verified, 2 unknown.");
  expect(said(0, 0)).toBe("QA: PASS, 3/3 pass.");
});

test("A says where nothing was found to run as tests, until there is something or the person wants none", () => {
  const line =
    "No test command was found: name one here (Another command), or the program runs no tests.";
  const told = (found: string[] | undefined, tests?: object, name?: string): boolean => {
    const settings = tests === undefined ? {} : { tests: { ...DEFAULT_SETTINGS.tests, ...tests } };
    const team = new Team(settings).until("Brief");
    team.end("Brief", found === undefined ? {} : { found }).until("checkpoint-a");
    if (name !== undefined) answered("name", name)(team);
    return checkpointLines(team.now, "a", NOTHING).includes(line);
  };
  expect(told([])).toBe(true);
  expect(told(["Lint (package.json): npm run lint"])).toBe(true);
  expect(told(["Tests (package.json): npm run test"])).toBe(false);
  expect(told([], { commands: ["go test ./..."] })).toBe(false);
  expect(told([], { run: false })).toBe(false);
  expect(told([], undefined, "go test ./...")).toBe(false);
  // Nobody has looked, as in a journal of before.
  expect(told(undefined)).toBe(false);
});

describe("by the track, and by what can be deployed", () => {
  const atC = (settings: ConstructorParameters<typeof Team>[0], options: Record<string, string>) =>
    new Team(settings, options).until("checkpoint-c").now;
  const readLine = (run: Run, which: "a" | "c") => checkpointLines(run, which, NOTHING).at(-1);
  test("what is to be read is there, and what follows is what the track has", () => {
    expect(readLine(new Team({}, { track: "quick" }).until("checkpoint-a").now, "a")).toEndWith(
      "before build starts.",
    );
    expect(readLine(atC({}, { track: "nano" }), "c")).toBe(
      "Read pipeline/test-report.md to verify coverage. Then the run ends, without a sign-off.",
    );
    expect(readLine(atC(DEPLOYS, { track: "hotfix", deploy: "staging" }), "c")).toEndWith(
      "Then: sign-off and, as started, deployment to staging.",
    );
  });
  test.each<[string, ConstructorParameters<typeof Team>[0], Record<string, string>, boolean]>([
    ["no settings of it", {}, { track: "full" }, false],
    ["a track without a deployment", DEPLOYS, { track: "nano" }, false],
    ["one that was asked for at the start", DEPLOYS, { track: "full", deploy: "asked" }, false],
    ["a way to do it", DEPLOYS, { track: "full" }, true],
  ])("with %s", (_what, settings, options, offered) => {
    const run = new Team(settings, options).until("checkpoint-c");
    expect(run.now.questions[0]!.options.includes("deploy")).toBe(offered);
    if (!offered)
      expect(() => answered("deploy")(run)).toThrow(/is none of: proceed, revise, stop/);
  });
});

test("what speaks against going on is said in the place of the invitation", () => {
  const team = new Team();
  team.end("Brief", { questions: ["Which users?"] });
  const lines = checkpointLines(team.now, "a", NOTHING);
  expect(lines.at(-1)).toBe("You cannot proceed now: an open question: Which users?.");
});

test("a scope that the person accepted against pm is not called confirmed", () => {
  const team = new Team({ limits: { per_reviewer: 1, scope: 1 } as never }).until("Confirm scope");
  for (let left = 20; left > 0 && team.now.questions.length === 0; left--) {
    const next = team.ready()[0]!;
    if (next.gate === "scope" && next.kind !== "fix") team.end(next.id, {}, "needs_changes");
    else team.end(next.id);
  }
  answered("accept", "good enough")(team);
  expect(team.now.questions[0]!.kind).toBe("checkpoint-b");
  expect(checkpointLines(team.now, "b", NOTHING)[0]).toBe("Design: WARN, accepted: good enough.");
});

test.each([
  [
    { track: "full" },
    [],
    "… and 38 more",
    ["Proceed", "Ask for changes", "Stop", "Another command"],
  ],
  [
    { track: "quick" },
    ["Price"],
    "… and 39 more",
    ["Proceed", "All stages", "Ask for changes", "Another command"],
  ],
])(
  "however much is open, a dialog holds it, with %j: 15 lines, each of 160 characters",
  (options, price, more, labels) => {
    const many = (name: string) =>
      Array.from({ length: 40 }, (_, at) => `${name} ${at} ${"x".repeat(400)}\nnew line`);
    const team = new Team({}, options as Record<string, string>);
    team.end("Brief", {
      warnings: many("warning"),
      questions: many("question"),
      counts: { criteria: 99 },
    });
    const lines = checkpointLines(team.now, "a", many("item"), price);
    expect(lines.length).toBeLessThanOrEqual(13);
    const shown = questionView(team.now, team.now.questions[0]!, { lines, file: null });
    expect(shown.question).toStartWith("Q1 · Checkpoint A — Requirements complete. Continue?\n");
    expect(shown.question.split("\n").length).toBeLessThanOrEqual(15);
    for (const line of shown.question.split("\n")) expect(line.length).toBeLessThanOrEqual(160);
    expect(shown.question).toContain(more);
    expect(shown.options.map((one) => one.label)).toEqual(labels);
  },
);
