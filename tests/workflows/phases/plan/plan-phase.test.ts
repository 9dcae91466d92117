// `plan-phase`, whole: what is read, made, checked and written, with agents that are functions.
// Runs: in full too.
// Not in npm test: ^a phase that can be.*(?:a decimal|config does not|CONTEXT|is known of)
// Not in npm test: ^a phase that can be.*(?:both researchers|far before)
// Not in npm test: ^a phase that cannot.*(?:plan that is a folder|another phase)
// Not in npm test: ^the check of the plans (?:approved with|how the plans|stopped at)
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRun } from "../../../../src/run/journal/change.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { planPhase } from "../../../../src/workflows/phases/plan/index.ts";
import { surveyPhase } from "../../../../src/workflows/phases/plan/survey.ts";
import { planText } from "../../../../src/workflows/phases/planning/documents/plan.ts";
import { roadmapText } from "../../../../src/workflows/phases/planning/documents/roadmap.ts";
import { readPhase, readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import {
  approvedPlans,
  changesPlans,
  findingIds,
  nameOf,
  planAnswer,
  plansOf,
} from "../../../harness/phases/plan.ts";
import { greeter } from "../../../harness/phases/project.ts";
import { cleanup, type Files, git, makeProject, writeFiles } from "../../../harness/project.ts";
import type { Brief } from "../../../harness/team.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-farewells";
const [REQUIREMENTS_TEXT, ROADMAP_TEXT] = ["REQUIREMENTS", "ROADMAP"].map(
  (name) => greeter()[`.planning/${name}.md`]!,
) as [string, string];
const PLAN = `${FOLDER}/01-01-PLAN.md`;
const ALL = [
  "Look at the phase",
  "Research the phase",
  "Map patterns for the phase",
  "Plan the phase",
  "Check the plans",
  "Write the plans",
];

const honest: Agent = (brief) => planAnswer(brief)!;
/** Who writes this file answers otherwise. */
const says =
  (file: string, answer: (brief: Brief) => Record<string, unknown> | string): Agent =>
  (brief) =>
    nameOf(brief) === file ? answer(brief) : planAnswer(brief)!;
const checks = (answer: (brief: Brief) => Record<string, unknown>): Agent =>
  says("plan-check.json", answer);

const projectOf = (agent: Agent, files: Files = greeter()) =>
  new PhasesRun(makeProject({ files }), agent);

async function planned(
  agent: Agent = honest,
  files?: Files,
  more: Parameters<PhasesRun["type"]>[2] = {},
) {
  const play = projectOf(agent, files);
  expect(await play.type("plan-phase", "1", more)).toBeNull();
  return play;
}
const plansIn = (play: PhasesRun, number = "1") =>
  readPhase(play.project.root, number).phases.flatMap((one) => one.plans);

describe("a phase that can be planned", () => {
  test("approved at once: research and patterns side by side, plans that are read back, the roadmap's list", async () => {
    const play = await planned();
    expect(play.run.status).toBe("complete");
    expect(play.subjects).toEqual(ALL);
    expect(play.refused).toEqual([]);
    const [one, two] = plansIn(play);
    expect([one, two].map((plan) => plan?.problems)).toEqual([[], []]);
    expect(one).toMatchObject({
      id: "01-01",
      wave: 1,
      requirements: ["WORD-01"],
      files_modified: ["src/goodbye.ts", "tests/goodbye.test.ts"],
      autonomous: true,
      must_haves: { truths: ["goodbye says its sentence by name"] },
      tasks: [{ name: "Write goodbye", commands: ["bun test tests/goodbye.test.ts"], tdd: false }],
    });
    expect(two?.requirements).toEqual(["WORD-02"]);
    const { phases, problems } = readPlanning(play.project.root);
    expect(problems).toEqual([]);
    expect(phases[0]).toMatchObject({
      research: `${FOLDER}/01-RESEARCH.md`,
      patterns: `${FOLDER}/01-PATTERNS.md`,
    });
  });

  test("no nonce and no stamp gets into .planning, and nothing else of the project is touched", async () => {
    const play = await planned();
    const { root } = play.project;
    for (const path of git(root, "ls-files", "-co", "--exclude-standard", ".planning").split("\n"))
      expect([path, /nonce|task: T\d/.test(play.text(path))]).toEqual([path, false]);
    const changed = git(root, "status", "--porcelain")
      .split("\n")
      .map((line) => line.trim().split(" ").at(-1)!);
    expect(changed.filter((path) => path !== "" && !path.startsWith(".planning/"))).toEqual([]);
  });

  test("both researchers wait for the survey alone; the planner waits for both and reads what they wrote", async () => {
    const play = await planned();
    const [survey, research, patterns] = ALL.slice(0, 3).map((subject) => play.task(subject).id);
    expect(play.task(ALL[1]!).blocked_by).toEqual([survey!]);
    expect(play.task(ALL[2]!).blocked_by).toEqual([survey!]);
    expect(play.task(ALL[3]!).blocked_by).toEqual([research!, patterns!]);
    expect(play.briefs.get("Plan the phase")).toContain("plan-research.md");
  });

  test("a decimal phase is planned in a folder of its own, with its own requirement", async () => {
    const play = projectOf(honest, greeter());
    expect(await play.type("plan-phase", "1.1 keep it short")).toBeNull();
    expect(play.run).toMatchObject({ status: "complete", options: { phase: "01.1" } });
    expect(plansIn(play, "1.1")).toMatchObject([{ id: "01.1-01", requirements: ["WORD-03"] }]);
    expect(existsSync(join(play.project.root, FOLDER))).toBe(false);
    expect(play.briefs.get("Plan the phase")).toContain("keep it short");
  });

  test("what the settings skip is left out, with the reason", async () => {
    const play = await projectOf(honest).start("plan-phase", {
      options: { phase: "01" },
      settings: { phases: { skip: ["research", "plan_check"] } },
    });
    expect(play.run.status).toBe("complete");
    expect(play.subjects.filter((one) => one.startsWith("("))).toEqual([
      "(Research the phase)",
      "(Map patterns for the phase)",
      "(Check the plans)",
    ]);
    expect(plansIn(play)).toHaveLength(2);
  });

  test("research that is there is read and not made again; in an empty project there are no patterns", async () => {
    const files = { [`${FOLDER}/01-RESEARCH.md`]: "# Phase 1: Farewells - Research\n\nOurs.\n" };
    const play = await planned(honest, greeter({}, files));
    expect(play.subjects).toContain("(Research the phase)");
    expect(play.text(`${FOLDER}/01-RESEARCH.md`)).toContain("Ours.");
    expect(play.briefs.get("Plan the phase")).toContain(
      `${FOLDER}/01-RESEARCH.md: research of this phase`,
    );
    const only = Object.fromEntries(
      Object.entries(greeter()).filter(([path]) => path.startsWith(".planning")),
    );
    expect((await planned(honest, only)).subjects).toContain("(Map patterns for the phase)");
  });

  test("CONTEXT.md reaches the researchers and the planner by its name", async () => {
    const files = { [`${FOLDER}/CONTEXT.md`]: "# Context\n\n- **D-01:** No exclamation marks\n" };
    const play = await planned(honest, greeter({}, files));
    for (const subject of ["Research the phase", "Plan the phase"])
      expect(play.briefs.get(subject)).toContain(
        `${FOLDER}/CONTEXT.md: what is settled about this phase, and who said it`,
      );
  });

  test("what is known of the whole project is named to the researchers, contexts of earlier phases to all", async () => {
    const files = {
      ".planning/research/RESEARCH.md": "# Research\n",
      ".planning/codebase/STACK.md": "# Stack\n",
      [`${FOLDER}/01-CONTEXT.md`]: "# Context\n\n- **D-01:** No exclamation marks\n",
    };
    const play = projectOf(honest, greeter({}, files));
    expect(await play.type("plan-phase", "2")).toBeNull();
    const [research, plan] = ["Research the phase", "Plan the phase"].map(
      (subject) => play.briefs.get(subject)!,
    );
    const known = "## Known of the whole project already\n- .planning/research/RESEARCH.md\n";
    expect([research, plan].map((text) => text!.includes(known))).toEqual([true, false]);
    // Its form has texts alone: an empty list would be refused.
    expect([research, plan].map((text) => text!.includes("`[]`"))).toEqual([false, true]);
    expect(plan).toContain(
      `${FOLDER}/01-CONTEXT.md: what was settled about a phase that this one builds on`,
    );
  });

  test.each([
    [["1"], [1, 2, 3, 4, 5, 6]],
    [[], [1]],
  ])(
    "the summary of a phase far before is named: it depends on %j, and %j have one",
    (after, done) => {
      const phase = (n: number) => ({
        ...{ number: `${n}`, name: "Part", goal: "g", requirements: ["WORD-01"], criteria: ["x"] },
        depends_on: n === 7 ? after : [],
      });
      const first = ".planning/phases/01-part/01-01-SUMMARY.md";
      const files = greeter(
        {},
        {
          ".planning/ROADMAP.md": roadmapText({ phases: [1, 2, 3, 4, 5, 6, 7].map(phase) }),
          ...Object.fromEntries(
            done.map((n) => [
              first.replaceAll("01-part", `0${n}-part`).replace("/01-01", `/0${n}-01`),
              "# Summary\n",
            ]),
          ),
        },
      );
      const found = surveyPhase(makeProject({ files }), "7");
      expect(found.record.context.files.map(({ path }) => path)).toContain(first);
    },
  );

  test("where the project is built test first, plans that are not are refused and made again", async () => {
    let tries = 0;
    const agent = says("plan-plans.json", (brief) => plansOf(brief, { tdd: tries++ > 0 }));
    const play = await projectOf(agent).start("plan-phase", {
      options: { phase: "01" },
      settings: { phases: { tdd: true } },
    });
    expect(play.refused[0]).toContain("tdd: found false");
    expect(plansIn(play)[0]).toMatchObject({ type: "tdd", tasks: [{ tdd: true }] });
  });
});

describe("a phase that cannot be planned", () => {
  test("with the roadmap lost nothing starts, and where it is to be found is said", async () => {
    const { ".planning/ROADMAP.md": _, ...files } = greeter();
    expect(await projectOf(honest, files).type("plan-phase", "1")).toContain(
      "git log -- .planning/ROADMAP.md",
    );
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "requirements that are not there",
      { ".planning/REQUIREMENTS.md": "---\nrequirements: []\n---\n" },
      /found WORD-01, expected a requirement/,
    ],
    [
      "a requirement that nobody knows",
      { ".planning/REQUIREMENTS.md": REQUIREMENTS_TEXT.replaceAll("WORD-02", "WORD-09") },
      /ROADMAP\.md:\d+: found WORD-02, expected a requirement/,
    ],
    [
      "no criteria",
      {
        ".planning/ROADMAP.md": ROADMAP_TEXT.replace(
          /criteria:\n(?: {6}- .*\n)+/,
          "criteria: []\n",
        ),
      },
      /found no success criteria/,
    ],
    [
      "a phase that is complete",
      { ".planning/ROADMAP.md": ROADMAP_TEXT.replace("- [ ] **Phase 1:", "- [x] **Phase 1:") },
      /is complete/,
    ],
    [
      "two folders of one number",
      { ".planning/phases/01-a/CONTEXT.md": "a", ".planning/phases/01-b/CONTEXT.md": "b" },
      /01-b.*01-a/,
    ],
  ])(
    "%s: nothing is started; what finds it later goes on once that is mended",
    async (_what, files, problem) => {
      const play = projectOf(honest, greeter({}, files));
      expect(await play.type("plan-phase", "1")).toMatch(problem);
      expect(readRun(play.project)).toBeNull();
      // It came behind the start.
      await play.start("plan-phase", { options: { phase: "01" } });
      expect(play.open[0]).toMatchObject({ kind: "phase-blocked" });
      expect(play.shown).toMatch(problem);
      const { root } = play.project;
      for (const path of Object.keys(files))
        rmSync(join(root, path, path.endsWith("CONTEXT.md") ? ".." : ""), { recursive: true });
      writeFiles(
        root,
        Object.fromEntries(Object.entries(greeter()).filter(([path]) => path in files)),
      );
      await play.answer("again");
      expect(play.run.status).toBe("complete");
    },
  );

  test("a plan that is a folder is told as one", async () => {
    const play = projectOf(honest, greeter({}, { [`${FOLDER}/01-01-PLAN.md/x`]: "x" }));
    expect(await play.type("plan-phase", "1")).toMatch(
      /01-01-PLAN\.md: it is a folder; expected your own file/,
    );
  });

  test("what is wrong in another phase's files does not hold this one up", async () => {
    const play = await planned(
      honest,
      greeter({}, { ".planning/phases/02-toasts/02-01-PLAN.md": "no front matter" }),
    );
    expect(play.run.status).toBe("complete");
  });
});

describe("the check of the plans", () => {
  test("a finding is mended once, then approved", async () => {
    const play = await planned(
      checks((brief) => (brief.round === 1 ? changesPlans(brief) : approvedPlans(brief))),
    );
    expect(play.run.status).toBe("complete");
    expect(play.subjects.slice(5).toSorted()).toEqual([
      "Check the plans v2",
      "Revise the plans v1",
      "Write the plans",
    ]);
    expect(play.text(PLAN)).toContain("An empty name is refused (");
    expect(play.briefs.get("Revise the plans v1")).toContain(
      "Nothing says what an empty name gives.",
    );
  });

  test("approved with a minor finding, the plan says it to whoever carries it out", async () => {
    const play = await planned(
      checks((brief) => {
        const { findings } = changesPlans(brief);
        return { ...approvedPlans(brief), findings: [{ ...findings[0], severity: "minor" }] };
      }),
    );
    expect(play.run.status).toBe("complete");
    expect(plansIn(play)[0]?.objective).toEndWith(
      "to be minded: Nothing says what an empty name gives. Say what becomes of an empty name.",
    );
  });

  test("how the plans are laid out is no change that a check has to read", async () => {
    const play = await planned((brief) => {
      if (nameOf(brief) === "plan-check.json")
        return brief.round === 1 ? changesPlans(brief) : approvedPlans(brief);
      if (nameOf(brief) !== "plan-plans.json") return planAnswer(brief)!;
      const plans = { task: brief.task, nonce: brief.nonce, ...(planAnswer(brief) as object) };
      return JSON.stringify(plans, null, brief.round === 1 ? 7 : 3);
    });
    const brief = play.briefs.get("Check the plans v2")!;
    // Two objectives; what was answered is not of the plan.
    expect(brief.match(/^\+ .*/gm)).toHaveLength(2);
    expect(brief.match(/^\+ .*/gm)?.join()).toContain("An empty name is refused");
  });

  test("a round that closes nothing is a stall, at once: the person says how, and it goes on", async () => {
    const stalls = checks((brief) => {
      const open = findingIds(brief);
      if (open.length === 0) return changesPlans(brief);
      if (brief.round > 2) return approvedPlans(brief);
      return changesPlans(brief, {
        findings: [],
        prior: open.map((id) => ({ id, state: "open" })),
      });
    });
    const play = await planned(stalls);
    expect(play.open[0]).toMatchObject({
      kind: "plan-limit",
      why: [{ reason: "stalled", findings: ["F1"] }],
    });
    expect(play.shown).toContain("closed none");
    expect(existsSync(join(play.project.root, PLAN))).toBe(false);
    await play.answer("revise", "Refuse it with an error");
    expect(play.briefs.get("Revise the plans v2")).toContain("Refuse it with an error");
    expect(play.run.status).toBe("complete");
    const kept = [1, 2].map((round) =>
      join(play.project.task, `earlier/phases/plan-check.v${round}.json`),
    );
    expect(kept.map((path) => JSON.parse(readFileSync(path, "utf8")).status)).toEqual([
      "needs_changes",
      "needs_changes",
    ]);
  });

  test("the limit of three is reached with a new finding each time; accepted, the plans are written, and it is on record", async () => {
    const play = await planned(checks((brief) => changesPlans(brief)));
    expect(play.open[0]).toMatchObject({ kind: "plan-limit", why: [] });
    expect(play.subjects.filter((one) => one.startsWith("Revise"))).toHaveLength(3);
    await play.answer("accept", "An empty name cannot come");
    expect(play.run.status).toBe("complete");
    expect(play.task("Check the plans v4").waiver).toEqual({
      kind: "accepted",
      reason: "An empty name cannot come",
    });
    expect(plansIn(play)).toHaveLength(2);
  });

  test("stopped at the limit, nothing is written", async () => {
    const play = await planned(checks((brief) => changesPlans(brief)));
    await play.answer("stop");
    expect(play.run.status).toBe("cancelled");
    expect(existsSync(join(play.project.root, FOLDER))).toBe(false);
  });

  test.each<[string, (brief: Brief) => Record<string, unknown>]>([
    [
      "without its lists",
      (brief) => ({
        status: "approved",
        summary: "Fine.",
        criteria: approvedPlans(brief).criteria,
      }),
    ],
    ["that leaves out a criterion", (brief) => ({ ...approvedPlans(brief), criteria: [] })],
    [
      "that approves what it calls unmet",
      (brief) => ({
        ...approvedPlans(brief),
        criteria: approvedPlans(brief).criteria.map((one) => ({
          ...one,
          met: false,
          evidence: [],
        })),
      }),
    ],
    [
      "whose evidence is no task",
      (brief) => ({
        ...approvedPlans(brief),
        criteria: approvedPlans(brief).criteria.map((one) => ({ ...one, evidence: ["01-09/1"] })),
      }),
    ],
    ["that approves over a blocker", (brief) => ({ ...changesPlans(brief), status: "approved" })],
    ["with another status", (brief) => ({ ...approvedPlans(brief), status: "passed" })],
  ])("an answer %s is a failure, and never an approval", async (_what, answer) => {
    const play = await planned(checks(answer));
    expect(play.refused).not.toEqual([]);
    expect(play.run.status).not.toBe("complete");
    expect(existsSync(join(play.project.root, PLAN))).toBe(false);
  });
});

describe("plans that are there", () => {
  const OWN = (id: string, below = "") =>
    planText(
      {
        ...{ phase: "01-farewells", plan: id.slice(-2), files_modified: ["src/own.ts"] },
        ...{ requirements: ["WORD-01"], objective: "What I want." },
        tasks: [
          { name: "Own", files: ["src/own.ts"], action: "Write it.", commands: ["bun test"] },
        ],
      },
      below,
    );
  const own = (id: string, more?: string) => ({ [`${FOLDER}/${id}-PLAN.md`]: OWN(id, more) });

  test("are kept unless the person lets them go, with --auto too", async () => {
    const play = await planned(honest, greeter({}, own("01-01")), { auto: true });
    expect(play.open[0]).toMatchObject({ kind: "phase-existing" });
    expect(play.shown).toContain("01-01-PLAN.md: What I want.");
    await play.answer("stop");
    expect(play.text(PLAN)).toBe(OWN("01-01"));
  });

  test("let go, new ones take their place; their text is kept", async () => {
    const play = await planned(honest, greeter({}, { ...own("01-01"), ...own("01-03") }));
    await play.answer("replace");
    expect(play.run.status).toBe("complete");
    expect(plansIn(play).map((plan) => plan.objective)).toEqual([
      "goodbye is there.",
      "thanks is there.",
    ]);
    expect(existsSync(join(play.project.root, FOLDER, "01-03-PLAN.md"))).toBe(false);
    const kept = Bun.spawnSync([
      "grep",
      "-rl",
      "What I want",
      join(play.project.task, "objects"),
    ]).stdout.toString();
    expect(kept.trim().split("\n").length).toBeGreaterThanOrEqual(2);
  });

  test("that are done stay: new ones go behind them, and cover what they do not", async () => {
    const summary = `---\nphase: 01-farewells\nplan: 01\nrequirements-completed: [WORD-01]\n---\n\n# Summary\n\n## Concerns\n\nMind the empty name.\n`;
    const play = await planned(
      says("plan-plans.json", (brief) => {
        const all = plansOf(brief);
        return { ...all, plans: [{ ...all.plans[1]!, id: "01-02" }] };
      }),
      greeter({}, { ...own("01-01"), [`${FOLDER}/01-01-SUMMARY.md`]: summary }),
    );
    expect(play.run.status).toBe("complete");
    expect(play.text(PLAN)).toBe(OWN("01-01"));
    expect(plansIn(play).map((plan) => plan.id)).toEqual(["01-01", "01-02"]);
    expect(play.briefs.get("Plan the phase")).toContain("- 01-01: What I want.");
  });

  test("that were begun are told as such; let go, no new plan gets the number that commits name", async () => {
    const play = projectOf(honest, greeter({}, { ...own("01-01"), ...own("01-02") }));
    const { root } = play.project;
    writeFiles(root, { "src/own.ts": "export {};\n" });
    git(root, "add", "src/own.ts");
    git(root, "commit", "-qm", "feat(01-02): own");
    await play.type("plan-phase", "1");
    expect(play.shown).toContain("(started: 1 commit; execute-phase would continue it)");
    await play.answer("replace");
    expect(play.run.status).toBe("complete");
    expect(plansIn(play).map((plan) => plan.id)).toEqual(["01-03", "01-04"]);
  });

  test("a break between two files is ended by the same check: nothing is written twice, nothing is missing", async () => {
    const play = await planned();
    const { root } = play.project;
    const whole = git(root, "diff") + play.text(PLAN);
    rmSync(join(root, PLAN));
    writeFiles(root, { ".planning/ROADMAP.md": ROADMAP_TEXT });
    const task = play.task("Write the plans");
    const scene = sceneOf(play.project, play.run);
    for (const _ of [1, 2])
      expect(
        await (await planPhase.checks())["plan-publish"]!(
          scene,
          task,
          new AbortController().signal,
        ),
      ).toMatchObject({
        outcome: "pass",
      });
    expect(git(root, "diff") + play.text(PLAN)).toBe(whole);
  });

  test("written by hand while new ones are made: the person decides which count", async () => {
    let root = "";
    const writes = checks((brief) => {
      writeFiles(root, own("01-02"));
      return approvedPlans(brief);
    });
    const play = projectOf(writes, greeter());
    root = play.project.root;
    await play.type("plan-phase", "1");
    expect(play.open[0]).toMatchObject({ kind: "phase-changed" });
    expect(existsSync(join(root, PLAN))).toBe(false);
    await play.answer("again");
    expect(play.open[0]).toMatchObject({ kind: "phase-changed" });
    await play.answer("overwrite");
    expect(play.run.status).toBe("complete");
    expect(play.text(`${FOLDER}/01-02-PLAN.md`)).toContain("thanks is there.");
  });

  test("changed by hand while new ones take their place, they are asked about once more", async () => {
    let path = "";
    const edits = checks((brief) => {
      writeFileSync(path, OWN("01-01", "\nAnd this.\n"));
      return approvedPlans(brief);
    });
    const play = projectOf(edits, greeter({}, own("01-01")));
    path = join(play.project.root, PLAN);
    await play.type("plan-phase", "1");
    await play.answer("replace");
    expect(play.open[0]).toMatchObject({ kind: "phase-changed" });
    await play.answer("stop");
    expect(play.text(PLAN)).toContain("And this.");
  });
});
