// Guarantee: A quick run stays small.
// The lighter way through the chain: fewer reviews for a small change, and all of the code where it
// is none.
// Runs: in full too.
// Not in npm test: quick is moved up by a diff with (?:many lines|a line|automation|much)
// Not in npm test: quick is moved up by a diff with (?:one endless|an old)
// Not in npm test: quick is moved up by a diff with (?:one line of|a drawing|what is no text)
// Not in npm test: ^a run with --quick (?:is not moved|keeps the tests)
// Not in npm test: ^a story of a small.*(?:every review where|moved up by its diff|is forgotten)
// Not in npm test: ^a story of a small.*the log says
// Not in npm test: ^a run that is moved up (?:stays|keeps|by what)
// Not in npm test: ^a run with --quick.*(?:one line for agents|a file that is hidden)
// Not in npm test: ^a story of a small.*goes the lighter
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, tasksOf } from "../../../src/engine/run.ts";
import { hintText } from "../../../src/run/start/start-request.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { notSmallStory } from "../../../src/workflows/multi-ai/quick.ts";
import type { UserStory } from "../../../src/workflows/multi-ai/user-story.ts";
import { cli } from "../../cli/cli.ts";
import { apply, carryOn, type MadeRun, makeRun, type RunOptions } from "../../cli/made/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { readLine } from "../../harness/start-line.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { codeObjection, implementation, STORY } from "../../harness/workers.ts";

afterEach(cleanup);

const APPROVE = {
  story: { option: "approve", text: null },
  // A file that no reviewer can be shown.
  unshown: { option: "waive", text: "It is data." },
};
const quick = (worker?: RunOptions["worker"], more: RunOptions = {}): Promise<MadeRun> =>
  makeRun({ options: { quick: "yes" }, answers: APPROVE, ...(worker ? { worker } : {}), ...more });

const subjects = (run: Run): string[] =>
  run.tasks.filter((task) => !task.void).map((task) => task.subject);
const FEWER = [
  "Gather requirements",
  "Create implementation plan",
  "Plan Review - Sonnet",
  "Implementation",
  "Code Review - Opus",
];

/** An implementer that changes these files beside what the plan says. */
const also =
  (
    edits: Record<string, string>,
    named = (brief: Brief) => brief.writes.endsWith("impl-result.json"),
  ) =>
  (brief: Brief): Work | undefined => {
    if (!named(brief)) return undefined;
    const work = implementation(brief);
    return { ...work, edits: { ...work.edits, ...edits } };
  };
const files = (count: number, name: (index: number) => string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [name(index), `export const n = ${index};\n`]),
  );

describe("a run with --quick", () => {
  test("has one review of the plan and one of the code, each by another model than the author's", async () => {
    const { root, project, run } = await quick();
    expect([run.status, subjects(run)]).toEqual(["complete", FEWER]);
    const models = (gate: string): string => tasksOf(run, gate)[0]!.who.model;
    expect(models("plan-review-sonnet")).not.toBe(models("plan"));
    expect(models("code-review-opus")).not.toBe(models("implementation"));
    const said = "Quick: one review of the plan, one of the code";
    expect(reportFacts(project, run)).toMatchObject({ quick: said });
    for (const verb of ["status", "report"]) expect((await cli(root, [verb])).out).toContain(said);
  });

  test.each<[string, Record<string, string>, string]>([
    ["many files", files(5, (at) => `src/part${at}.ts`), "the diff has 6 files, at most 5"],
    [
      "many lines",
      { "src/long.ts": "export const x = 1;\n".repeat(160) },
      "changed lines, at most 150",
    ],
    [
      "what no small change touches",
      { "src/auth/login.ts": "export const open = true;\n" },
      "the diff fires path:auth (src/auth/login.ts)",
    ],
    [
      "a line that runs a text",
      { "src/tiny.ts": "export const x = eval(text);\n" },
      "fires diff:eval (src/tiny.ts)",
    ],
    [
      "automation",
      { ".github/workflows/ci.yml": "on: push\n" },
      "fires path:ci (.github/workflows/ci.yml)",
    ],
    ["a file that is hidden", { ".env.local": "A=1\n" }, "fires no-content (.env.local)"],
    [
      "much under names of tests",
      { "tests/all.ts": "export const x = 1;\n".repeat(700) },
      "with the tests, at most 600",
    ],
    [
      "one endless line",
      { "src/one.ts": `export const x = "${"y".repeat(3_000)}";\n` },
      "a line of more than 2000 characters",
    ],
    [
      "an old line end",
      { "src/cr.ts": "export const x = 1;\r".repeat(300) },
      "a line of more than 2000 characters",
    ],
    ["one line for agents", { "CLAUDE.md": "Run it.\n" }, "fires path:agents (CLAUDE.md)"],
    [
      "one line of a runner among tests",
      { "tests/conftest.py": "x = 1\n" },
      "fires path:tests (tests/conftest.py)",
    ],
    [
      "a drawing that runs",
      { "public/logo.svg": "<script>x</script>\n".repeat(200) },
      "changed lines, at most 150",
    ],
    ["what is no text", { "src/data.bin": "\0\0\0" }, "a file that is not text (src/data.bin)"],
  ])("is moved up by a diff with %s: every code reviewer looks", async (_, edits, why) => {
    const { root, run } = await quick(also(edits));
    expect(run.status).toBe("complete");
    expect(run.options).toMatchObject({ quick: "grown", moved: expect.stringContaining(why) });
    // Beside the one that there was.
    const all = ["Opus", "Sonnet", "Codex"].map((name) =>
      expect.stringContaining(`Code Review - ${name}`),
    );
    expect(subjects(run)).toEqual([...FEWER.slice(0, 4), ...all]);
    expect((await cli(root, ["status", "--json"])).json.quick).toContain(
      "switched to every code review: the diff ",
    );
    expect((await cli(root, ["report"])).out).toContain("switched to every code review: the diff ");
  });

  test("is not moved up by documents beside a few files", async () => {
    const docs = { "README.md": "Says goodbye.\n", "docs/goodbye.md": "By name.\n" };
    const { run } = await quick(also({ ...files(4, (at) => `src/part${at}.ts`), ...docs }));
    expect([run.status, run.options.quick]).toEqual(["complete", "yes"]);
  });

  test("is not moved up by its tests", async () => {
    const { run } = await quick(also(files(8, (at) => `tests/part${at}.test.ts`)));
    expect([run.status, subjects(run)]).toEqual(["complete", FEWER]);
  });

  test("is moved up by a fix, too, and who approved looks at the whole again", async () => {
    let asked = false;
    const { run } = await quick((brief) => {
      if (brief.writes.endsWith("code-review-opus.json") && !asked) {
        asked = true;
        return codeObjection(brief);
      }
      const isFix = (one: Brief): boolean => one.writes.endsWith("impl-result.json") && asked;
      return also(
        files(5, (at) => `src/part${at}.ts`),
        isFix,
      )(brief);
    });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    const reviews = run.tasks.filter((task) => task.gate.startsWith("code-review") && !task.void);
    const last = ["sonnet", "opus", "codex"].map((name) =>
      reviews.findLast((one) => one.gate === `code-review-${name}`),
    );
    // The approval of each is of the tree with all that the fix changed.
    expect(new Set(last.map((one) => one?.reviewed)).size).toBe(1);
    expect(last.every((one) => one?.status === "done")).toBe(true);
  });

  test("keeps the tests of the program before its code review", async () => {
    const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
    const { run } = await quick(also(files(6, (at) => `src/part${at}.ts`)), {
      settings: { tests },
    });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    const check = run.tasks.findIndex((task) => task.gate === "tests" && task.status === "done");
    expect(check).toBeGreaterThan(0);
    const first = run.tasks.find((task) => task.gate === "code-review-sonnet" && !task.void)!;
    expect(first.acceptedSeq).toBeGreaterThan(run.tasks[check]!.acceptedSeq);
  });
});

describe("a story of a small change", () => {
  const ANSWER = (option: string): RunOptions["answers"] => ({
    ...APPROVE,
    "small-story": { option, text: null },
  });
  /** A requirements-gatherer that calls its story small; `text`: of its criterion. */
  const sized =
    (text: string | null = null, then: RunOptions["worker"] = undefined): RunOptions["worker"] =>
    (brief) => {
      if (!brief.writes.endsWith("user-story.json")) return then?.(brief);
      const criteria = STORY.acceptance_criteria.map((one) => ({ ...one, text: text ?? one.text }));
      return { artifact: { ...STORY, size: "small", acceptance_criteria: criteria } };
    };
  const ends = (run: Run): string[] =>
    run.tasks
      .filter(({ status, void: isVoid }) => status === "done" && !isVoid)
      .map(({ subject }) => subject);

  test("is asked about with the lighter way first, and what either costs", async () => {
    const { root, run } = await makeRun({
      worker: sized(),
      until: (now) => now.questions.length > 0,
    });
    expect(run.questions[0]!.options).toEqual(["quick", "approve", "correct", "stop"]);
    const { out } = await cli(root, ["status"]);
    expect(out).toContain("A  Approve (quick)");
    expect(out).toContain("Cost of quick:");
    expect(out).toContain("Cost of every review:");
  });

  test("of several changes names the commands for those, and offers no lighter way", async () => {
    const worker: RunOptions["worker"] = (brief) =>
      brief.writes.endsWith("user-story.json")
        ? { artifact: { ...STORY, size: "large" } }
        : undefined;
    const { root, run } = await makeRun({ worker, until: (now) => now.questions.length > 0 });
    expect(run.questions[0]!.kind).toBe("story");
    const said = (await cli(root, ["status"])).out.replace(/\s+/g, " ");
    expect(said).toContain("This looks like several changes: ");
    expect(said).toContain("new-project plans them in phases");
  });

  test("takes the lighter way once the person chooses it: the reviews that it leaves out are skipped", async () => {
    const { root, run } = await makeRun({ worker: sized(), answers: ANSWER("quick") });
    expect([run.status, run.options.quick, ends(run)]).toEqual(["complete", "yes", FEWER]);
    const skipped = run.tasks
      .filter(({ status }) => status === "skipped")
      .map(({ subject }) => subject);
    expect(skipped).toHaveLength(4);
    expect((await cli(root, ["status"])).out).toContain("fewer steps were chosen");
  });

  test("takes every review where the person approves it as it is", async () => {
    const { run } = await makeRun({ worker: sized(), answers: ANSWER("approve") });
    expect([run.status, run.options.quick, ends(run)]).toEqual([
      "complete",
      undefined,
      expect.any(Array),
    ]);
    expect(ends(run).filter((one) => one.includes("Review"))).toHaveLength(6);
  });

  test("is moved up by its diff like any quick run, and every reviewer of the code looks", async () => {
    const worker = sized(null, also(files(5, (at) => `src/part${at}.ts`)));
    const { run } = await makeRun({ worker, answers: ANSWER("quick") });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    expect(ends(run).filter((one) => one.startsWith("Code Review"))).toHaveLength(3);
    expect(ends(run).filter((one) => one.startsWith("Plan Review"))).toEqual([
      "Plan Review - Sonnet",
    ]);
  });

  test("is forgotten where a changed request has a story of no small change: every reviewer of the code looks", async () => {
    let isLarge = false;
    const worker: RunOptions["worker"] = (brief) =>
      brief.writes.endsWith("user-story.json")
        ? { artifact: { ...STORY, size: isLarge ? "normal" : "small" } }
        : undefined;
    const until = (run: Run): boolean =>
      run.tasks.some((one) => one.gate === "implementation" && one.status === "ready");
    const made = await makeRun({ worker, answers: ANSWER("quick"), until });
    expect(made.run.options.quick).toBe("yes");
    isLarge = true;
    apply(made.project, { do: "change", request: { text: "Rewrite it all", bytes: 14, sha: "" } });
    const answers = { ...APPROVE, "request-change": { option: "requirements", text: null } };
    const asked = await carryOn(made.root, {
      worker,
      answers,
      until: (run) => run.questions[0]?.kind === "grown-story",
    });
    expect((await cli(made.root, ["status"])).out).toContain("no longer a small change");
    expect(asked.run.options.quick).toBe("yes");
    const { run } = await carryOn(made.root, {
      worker,
      answers: { "grown-story": { option: "approve", text: null } },
    });
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
    expect(ends(run).filter((one) => one.startsWith("Code Review"))).toHaveLength(3);
  });

  test("goes the lighter way by itself where nobody is asked, unless --full was typed", async () => {
    expect((await makeRun({ auto: true, worker: sized() })).run).toMatchObject({
      options: { quick: "yes" },
    });
    const { run } = await makeRun({ auto: true, worker: sized(), options: { full: "yes" } });
    expect(ends(run).filter((one) => one.includes("Review"))).toHaveLength(6);
  });

  test("is none by its author's word alone: a login, or many criteria, are never small", async () => {
    const until = (now: Run): boolean => now.questions.length > 0;
    const { run } = await makeRun({ worker: sized("The password is hashed."), until });
    expect(run.questions[0]!.options).not.toContain("quick");
    const why = (size: "small" | "normal", criteria: string[], title = "Greet by name") =>
      notSmallStory({
        ...STORY,
        ...{
          size,
          title,
          summary: "It greets.",
          acceptance_criteria: criteria.map((text, at) => ({ id: `AC${at}`, text })),
        },
      } as unknown as UserStory);
    const many = Array.from({ length: 6 }, (_, at) => `It does ${at}.`);
    expect(why("small", many)).toBe("the story has 6 criteria, at most 5");
    expect(why("normal", ["It greets by name."])).toBe("the story does not call the change small");
    expect(why("small", ["People sign in."])).toMatch(
      /^the story says "People sign in\." \(\S+\)$/,
    );
    expect(why("small", ["It is asked for."], "Login with passwords")).toContain(
      '"Login with passwords"',
    );
    expect(why("small", ["It greets by name."])).toBeNull();
  });

  test("where nobody is asked, the log says why it is none; not where the way was chosen", async () => {
    const logged = async (options: Record<string, string>, auto = true) => {
      const isPlanned = (now: Run): boolean =>
        now.tasks.some(({ gate, status }) => gate === "plan" && status === "ready");
      const until = (now: Run): boolean => now.questions.length > 0 || isPlanned(now);
      const { root } = await makeRun({
        auto,
        options,
        worker: sized("The password is hashed."),
        until,
      });
      return (await cli(root, ["log"])).out;
    };
    expect(await logged({})).toMatch(
      /\n +All reviews: the story says "The password is hashed\." \(\S+\)\n/,
    );
    for (const said of [
      await logged({ full: "yes" }),
      await logged({ quick: "yes" }),
      await logged({}, false),
    ])
      expect(said).not.toContain("Every review");
  });
});

describe("a run that is moved up", () => {
  const testing = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
  const many = files(6, (at) => `src/part${at}.ts`);
  const isReview = (task: { gate: string }): boolean => task.gate.startsWith("code-review");

  test("has nothing reviewed while the tests of its change have not ended", async () => {
    const isTested = (run: Run): boolean =>
      run.tasks.some((task) => task.gate === "tests" && task.status === "ready");
    const { root, run } = await quick(also(many), {
      // Where they look at once, the review that there was is none that waits for another one.
      settings: { tests: testing, reviews: "in_turn" },
      until: isTested,
    });
    expect(run.options.quick).toBe("grown");
    const why = "the diff has 7 files, at most 5";
    const before = run.tasks.find(
      ({ gate, void: isVoid }) => gate === "code-review-opus" && isVoid,
    );
    expect((await cli(root, ["log"])).out.toLowerCase()).toContain(
      `switched to more steps: ${why}`,
    );
    const explained = (await cli(root, ["explain", before!.id])).out.replace(/\s+/g, " ");
    expect(explained).toContain("no longer counts");
    expect(explained).toContain(`Switched to more steps: ${why}`);
    expect(
      run.tasks
        .filter(({ void: isVoid }) => !isVoid)
        .filter(isReview)
        .map(({ status }) => status),
    ).toEqual(["blocked", "blocked", "blocked"]);
  });

  test.each(["partial", "failed"])(
    "stays as it was while a %s result is asked about, and may become small",
    async (status) => {
      const unfinished = (brief: Brief): Work | undefined => {
        const work = also(many)(brief);
        const artifact = {
          ...(work?.artifact as object),
          status,
          reason: "not all of it",
          criteria: [
            { id: "AC1", met: true },
            { id: "AC2", met: false },
          ],
        };
        return work && { ...work, artifact };
      };
      const made = await quick(unfinished);
      expect([made.run.options.quick, made.run.questions.map(({ kind }) => kind)]).toEqual([
        "yes",
        [status],
      ]);
      for (const path of Object.keys(many)) rmSync(join(made.root, path));
      const { run } = await carryOn(made.root, {
        answers: { ...APPROVE, [status]: { option: "again", text: "make it small" } },
        worker: (brief) =>
          brief.writes.endsWith("impl-result.json") ? implementation(brief) : undefined,
      });
      expect([run.status, run.options.quick]).toEqual(["complete", "yes"]);
    },
  );

  test("keeps what its reviewer has found, and who mended it", async () => {
    let asked = false;
    const { run, project } = await quick((brief) => {
      if (brief.writes.endsWith("code-review-opus.json") && !asked) {
        asked = true;
        return codeObjection(brief);
      }
      const isFix = (one: Brief): boolean => one.writes.endsWith("impl-result.json") && asked;
      return also(many, isFix)(brief);
    });
    expect(run.options.quick).toBe("grown");
    expect(run.findings).toMatchObject([{ gate: "code-review-opus", state: "fixed" }]);
    expect(reportFacts(project, run).findings).toMatchObject([{ state: "mended" }]);
  });

  test("by what came behind the last result, once its reviewer approves it", async () => {
    const isDue = (now: Run): boolean =>
      tasksOf(now, "code-review-opus").some(({ status }) => status === "ready");
    const made = await quick(undefined, { until: isDue });
    for (const [path, text] of Object.entries(many)) writeFileSync(join(made.root, path), text);
    const { run } = await carryOn(made.root);
    expect([run.status, run.options.quick]).toEqual(["complete", "grown"]);
  });
});

describe("what is typed", () => {
  const read = (line: string) => {
    const got = readLine("multi-ai", line, DEFAULT_SETTINGS, makeProject());
    if (!got.ok) throw new Error(got.problem);
    const { request, start } = got.value;
    return { request, options: start.options, told: hintText(start) };
  };

  test("--quick is a flag before the request or behind it, and nothing of it", () => {
    for (const line of ["--quick Fix a typo in the readme", "Fix a typo in the readme --quick"])
      expect(read(line)).toMatchObject({
        request: "Fix a typo in the readme",
        options: { quick: "yes" },
      });
    expect(read("Add a --quick flag to the tool").options).toEqual({});
    expect(readLine("multi-ai", "--quick=1 x", DEFAULT_SETTINGS, makeProject())).toMatchObject({
      ok: false,
    });
  });

  test("no word of a request makes it lighter or heavier", () => {
    expect(read("Fix a typo in the readme")).toMatchObject({ options: {}, told: null });
    expect(read("--quick Fix a typo in the login page")).toMatchObject({
      options: { quick: "yes" },
    });
  });
});

test("a reviewer is told which files of the change steer what runs later", async () => {
  const told: string[] = [];
  const edits = also({ ".vscode/tasks.json": "{}\n", "CLAUDE.md": "Use tabs.\n" });
  await quick((brief) => {
    if (brief.writes.includes("code-review")) told.push(brief.text);
    return edits(brief);
  });
  for (const text of told) {
    expect(text).toContain("In the change, and with effects beyond its lines");
    expect(text).toContain("- .vscode/tasks.json: runs in editors that open the project");
    expect(text).toContain("- CLAUDE.md: tells agents what to do");
  }
  const honest: string[] = [];
  await quick((brief) => void honest.push(brief.text));
  expect([told.length, honest.some((text) => text.includes("effects beyond its lines"))]).toEqual([
    3,
    false,
  ]);
});
