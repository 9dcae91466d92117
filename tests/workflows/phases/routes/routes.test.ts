// Guarantee: What comes next is read from the files.
// The table of routes: each state of a project leads to one next action, and going there leads on.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { partsText } from "../../../../src/render/report/print/text.ts";
import { hintText } from "../../../../src/run/start/start-request.ts";
import { PLAIN_LAYOUT } from "../../../../src/text.ts";
import { DEFAULT_CONFIG } from "../../../../src/workflows/phases/planning/documents/config.ts";
import { stateText } from "../../../../src/workflows/phases/planning/documents/state.ts";
import type {
  PhaseFolder,
  PhasePlan,
  Planning,
  PlanSummary,
  RoadmapPhase,
  Verification,
} from "../../../../src/workflows/phases/planning/model.ts";
import { readOverview } from "../../../../src/workflows/phases/planning/read.ts";
import {
  type Route,
  type RouteFacts,
  routeFacts,
  routeOf,
  routeText,
  routeWords,
} from "../../../../src/workflows/phases/routes/routes.ts";
import { resolves } from "../../../../src/workflows/phases/routes/start.ts";
import { standingOf, standingPart } from "../../../../src/workflows/phases/state/state.ts";
import { runs } from "../../../harness/in-full.ts";
import { type PhaseGiven, ROADMAP_OF } from "../../../harness/phases/project.ts";
import { cleanup, git, makeProject } from "../../../harness/project.ts";
import {
  file,
  folder,
  leave,
  planFile,
  planText,
  project,
  read,
  remove,
  summaryText,
  treeLine,
  verificationText,
  write,
} from "../planning/planning-given.ts";
import { removeAll, scratch } from "../scratch.ts";

afterAll(removeAll);
afterAll(cleanup);

const TWO: PhaseGiven[] = [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search", depends_on: ["1"] },
];
const routeAt = (root: string): Route => {
  const planning = readOverview(root);
  return routeOf(routeFacts(root, planning));
};
const textAt = (root: string): string => routeText(routeWords(routeAt(root), readOverview(root)));

/** A folder of these two phases, changed by `edit`. */
function given(edit: (root: string) => void, phases = TWO): string {
  const root = scratch();
  project(root, phases);
  edit(root);
  return root;
}
const planned = (root: string): void => {
  write(root, file("2", "CONTEXT"), "# Context\n");
  write(root, planFile("2", 1), planText("2", 1));
};
const executed = (root: string): void => {
  planned(root);
  write(root, planFile("2", 1, "SUMMARY"), summaryText("2", 1));
};
const verified =
  (status: "passed" | "gaps_found" | "human_needed", more = "") =>
  (root: string) => {
    executed(root);
    write(root, file("2", "VERIFICATION"), verificationText("2", status, treeLine(root) + more));
  };

test("what the person put off holds nothing else up, and comes last; another tool may never have asked", () => {
  const three: PhaseGiven[] = [...TWO, { number: "3", name: "Show", depends_on: ["2"] }];
  const root = given(verified("human_needed"), three);
  expect(routeAt(root)).toMatchObject({ action: "discuss-phase", phase: "3" });
  expect(routeAt(given(verified("human_needed")))).toMatchObject({
    action: "verify-work",
    phase: "2",
  });
  project(root, [...TWO, { ...three[2]!, done: true }]);
  expect(routeAt(root)).toMatchObject({
    action: "verify-work",
    phase: "2",
    row: "a person is needed",
  });
  const foreign = given((at) => {
    executed(at);
    write(at, file("2", "VERIFICATION"), verificationText("2", "human_needed"));
  }, three);
  expect(routeAt(foreign)).toMatchObject({ action: "verify-work", phase: "2" });
});

test("an error in STATE.md comes before a file that is missing", () => {
  const root = given((at) => {
    write(at, "milestones/v1.0-ROADMAP.md", ROADMAP_OF([TWO[0]!]));
    write(at, "STATE.md", stateText({ status: "error: the tests of 02-01 fail" }));
    for (const path of ["ROADMAP.md", "REQUIREMENTS.md"]) remove(at, path);
  });
  expect(routeAt(root).action).toBe("debug");
  remove(root, "STATE.md");
  expect(routeAt(root)).toMatchObject({ action: "done", row: "between milestones" });
});

test("a narrow status breaks lines, and cuts no command that it names", () => {
  const root = given((at) => write(at, "config.json", '{ "mode": "turbo" }'));
  const layout = { ...PLAIN_LAYOUT, width: 60 };
  const lines = partsText([standingPart(standingOf(root)!, false)], layout).split("\n");
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  const text = lines.join(" ").replace(/\s+/g, " ");
  expect(text).toContain("1 problem, multi-ai roadmap shows them");
  expect(text).toContain("Next in the project: multi-ai run discuss-phase 2 (discuss phase 2");
});

test("next tells a change of a text that does not count, with its field", () => {
  const root = given(() => {});
  const text = read(root, "ROADMAP.md").replace("**Goal:** Search works", "**Goal:** Found");
  write(root, "ROADMAP.md", text);
  const told = "a change of this text does not count: change phases[1].goal at the top of the file";
  expect(resolves(root, "")).toMatchObject({
    options: { command_reason: expect.stringMatching(/^nothing is written about it yet; /) },
  });
  expect(resolves(root, "")).toMatchObject({
    options: { command_reason: expect.stringContaining(told) },
  });
});

describe("each row", () => {
  test.each<[string, (root: string) => void, string, string | null, string]>([
    ["nothing about a phase", () => {}, "discuss-phase", "2", "nothing is written"],
    [
      "a context",
      (root) => write(root, file("2", "CONTEXT"), "# C\n"),
      "plan-phase",
      "2",
      "no plans yet",
    ],
    [
      "a bare context, as GSD wrote it",
      (root) => write(root, `${folder("2")}/CONTEXT.md`, "# C\n"),
      "plan-phase",
      "2",
      "no plans yet",
    ],
    [
      "research alone",
      (root) => write(root, file("2", "RESEARCH"), "# R\n"),
      "plan-phase",
      "2",
      "no plans yet",
    ],
    [
      "an empty folder",
      (root) => mkdirSync(join(root, ".planning", folder("2")), { recursive: true }),
      "discuss-phase",
      "2",
      "nothing is written",
    ],
    ["a plan", planned, "execute-phase", "2", "1 of 1 plan without a summary: 02-01"],
    [
      "a summary that this program has not written, and a plan without one",
      (root) => {
        planned(root);
        write(root, planFile("2", 2), planText("2", 2));
        write(root, planFile("2", 1, "SUMMARY"), "# Done\n");
      },
      "mend",
      "2",
      "if it is done, else remove the summary to have the plan carried out",
    ],
    ["all summaries", executed, "verify-work", "2", "nothing is verified yet"],
    [
      "gaps",
      verified("gaps_found", 'gaps: [{truth: "A word is found", status: failed}]\n'),
      "plan-phase",
      "2",
      "0 of 1 criteria are met; open: A word is found",
    ],
    [
      "gaps by its word, and none by its score",
      (root) => {
        executed(root);
        write(
          root,
          file("2", "VERIFICATION"),
          verificationText("2", "gaps_found").replace("0/1", "1/1"),
        );
      },
      "plan-phase",
      "2",
      "02-VERIFICATION.md says gaps_found",
    ],
    ["a person is needed", verified("human_needed"), "verify-work", "2", "only you can judge"],
    ["passed and not ticked", verified("passed"), "verify-work", "2", "not ticked"],
    [
      "an error",
      (root) => write(root, "STATE.md", stateText({ status: "error: the tests of 02-01 fail" })),
      "debug",
      null,
      "the tests of 02-01 fail",
    ],
  ])("%s", (_what, edit, action, phase, why) => {
    const route = routeAt(given(edit));
    expect(route).toMatchObject({ action, phase });
    expect(route.why).toContain(why);
  });

  test("nothing there: a project is begun", () => {
    expect(routeAt(scratch())).toMatchObject({ action: "new-project", phase: null });
  });

  test("the last phase is done: the milestone is completed, and then nothing is left", () => {
    const root = given(() => {}, [{ ...TWO[0]!, done: true }]);
    expect(routeAt(root)).toMatchObject({ action: "complete-milestone", why: "1 phase is done" });
    expect(textAt(root)).toBe(
      "Complete the milestone: 1 phase is done.\nType multi-ai run complete-milestone",
    );
    completed(root);
    expect(routeAt(root)).toMatchObject({ action: "done", why: "milestone v1.0 is complete" });
  });

  test("a done phase leads to the next one, a decimal one in its place although it stands last", () => {
    const phases: PhaseGiven[] = [
      TWO[0]!,
      { number: "2", name: "Search" },
      { number: "1.1", name: "Hot fix" },
    ];
    expect(routeAt(given(() => {}, phases)).phase).toBe("1.1");
  });

  test("a phase that waits is passed over", () => {
    const phases: PhaseGiven[] = [
      { number: "1", name: "Base", depends_on: ["3"] },
      { number: "3", name: "Search" },
    ];
    expect(routeAt(given(() => {}, phases)).phase).toBe("3");
  });

  test("a phase that depends on one of an earlier milestone does not wait for it", () => {
    expect(routeAt(given(() => {}, [{ number: "4", name: "Sync", depends_on: ["3"] }])).phase).toBe(
      "4",
    );
  });

  test("a box that was ticked over open work does not count", () => {
    const done = [TWO[0]!, { ...TWO[1]!, done: true }];
    expect(routeAt(given(planned, done))).toMatchObject({ action: "execute-phase", phase: "2" });
    expect(routeAt(given(verified("gaps_found"), done))).toMatchObject({
      action: "plan-phase",
      phase: "2",
    });
    expect(routeAt(given(executed, done)).action).toBe("complete-milestone");
  });

  test("a plan that another one took the place of is not waited for", () => {
    const done = [TWO[0]!, { ...TWO[1]!, done: true }];
    const root = given((at) => {
      verified("passed")(at);
      write(at, planFile("2", 2), planText("2", 2, "status: superseded\n"));
    }, done);
    expect(routeAt(root).action).toBe("complete-milestone");
  });
});

describe("what only a person can mend is said with file and line", () => {
  test.each<[string, (root: string) => void, string]>([
    [
      "two folders with one number",
      (root) => {
        planned(root);
        write(root, "phases/2-other/02-01-PLAN.md", planText("2", 1));
      },
      "  .planning/phases/2-other: found the number 2, which 02-x has, too; expected one folder for it",
    ],
    [
      "a number twice in the roadmap",
      (root) => write(root, "ROADMAP.md", ROADMAP_OF([...TWO, { number: "2", name: "Again" }])),
      ".planning/ROADMAP.md:24: found Phase 2 again (first in line 14)",
    ],
    [
      "a dependency that is not there",
      (root) => write(root, "ROADMAP.md", ROADMAP_OF([TWO[0]!, { ...TWO[1]!, depends_on: ["7"] }])),
      ".planning/ROADMAP.md: phase 2 waits for 7; expected one that waits for none",
    ],
    [
      "phases that wait for each other",
      (root) =>
        write(
          root,
          "ROADMAP.md",
          ROADMAP_OF([
            { number: "1", name: "A", depends_on: ["2"] },
            { number: "2", name: "B", depends_on: ["1"] },
          ]),
        ),
      ".planning/ROADMAP.md: phase 1 waits for 2; expected one that waits for none",
    ],
    [
      "a roadmap without phases",
      (root) => write(root, "ROADMAP.md", "---\nphases: []\n---\n"),
      ".planning/ROADMAP.md: found no phase",
    ],
    [
      "a plan whose front matter is no YAML",
      (root) => {
        planned(root);
        write(root, planFile("2", 1), planText("2", 1).replace("wave: 1", "wave: [1"));
      },
      `.planning/${planFile("2", 1)}:`,
    ],
    [
      "no roadmap, and work that it was about",
      (root) => {
        planned(root);
        remove(root, "ROADMAP.md");
      },
      ".planning/ROADMAP.md: it is missing, expected the phases of the project: restore it (git log -- .planning/ROADMAP.md",
    ],
    [
      "no roadmap, and work behind the milestone that is archived",
      (root) => {
        write(root, "milestones/v1.0-ROADMAP.md", ROADMAP_OF([TWO[0]!]));
        executed(root);
        for (const path of ["ROADMAP.md", "REQUIREMENTS.md"]) remove(root, path);
      },
      ".planning/ROADMAP.md: it is missing, expected the phases of the project: restore it (git log",
    ],
    [
      "a file that cannot be read, before an error in STATE.md",
      (root) => {
        write(
          root,
          "REQUIREMENTS.md",
          read(root, "REQUIREMENTS.md").replace("requirements:", "requirements: ["),
        );
        write(root, "STATE.md", stateText({ status: "error: the tests of 02-01 fail" }));
      },
      ".planning/REQUIREMENTS.md:1: the front matter is not valid YAML",
    ],
    [
      "a summary whose plan is gone",
      (root) => {
        executed(root);
        write(root, planFile("2", 2, "SUMMARY"), summaryText("2", 2));
      },
      "SUMMARY.md: its plan, 02-02-PLAN.md, is gone",
    ],
    [
      "no requirements",
      (root) => remove(root, "REQUIREMENTS.md"),
      ".planning/REQUIREMENTS.md: it is missing",
    ],
    [
      "a folder that leads elsewhere",
      (root) => {
        mkdirSync(join(root, ".planning/phases"), { recursive: true });
        symlinkSync("/tmp", join(root, ".planning/phases/02-x"));
      },
      ".planning/phases/02-x: it ",
    ],
  ])("%s", (_what, edit, line) => {
    const root = given(edit);
    expect(routeAt(root).action).toBe("mend");
    expect(textAt(root)).toContain(line);
    expect(textAt(root)).toEndWith("\nThen type multi-ai run next");
    expect(resolves(root, "")).toMatchObject({ ok: false });
  });

  test("what is wrong with another phase does not keep this one from going on", () => {
    const root = given(
      (at) => {
        planned(at);
        write(at, "phases/01-base/01-VERIFICATION.md", "no front matter\n");
        write(at, "phases/oddments/x.md", "x\n");
      },
      [
        { ...TWO[0]!, done: false },
        { number: "2", name: "Search" },
      ],
    );
    write(
      root,
      "ROADMAP.md",
      ROADMAP_OF([
        { number: "2", name: "Search" },
        { number: "3", name: "Later" },
      ]),
    );
    expect(routeAt(root)).toMatchObject({ action: "execute-phase", phase: "2" });
  });
});

const commit = (root: string, message: string): string => {
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", message);
  return git(root, "rev-parse", "HEAD").trim();
};
const completed = (root: string): void =>
  leave(root, { action: "complete-milestone", phase: null }, "passed", () => "");

describe("with a history", () => {
  const repository = (): string => {
    const root = makeProject();
    project(root, TWO);
    return root;
  };
  /**
   * What a plan's execution leaves: its commit, and a summary that names it. @returns the commit
   */
  const carriedOut = (root: string, plan: number): string => {
    write(root, planFile("2", plan), planText("2", plan));
    write(root, `../src/x${plan}.ts`, `${plan}\n`);
    const made = commit(root, `feat(02-0${plan}): do it`);
    write(root, planFile("2", plan, "SUMMARY"), summaryText("2", plan, made));
    commit(root, `docs(02-0${plan}): summary`);
    return made;
  };
  const verdict = (root: string, status: "passed" | "gaps_found", seen: string | null): void => {
    const more = seen === null ? "" : `commit: "${seen}"\n`;
    write(root, file("2", "VERIFICATION"), verificationText("2", status, more));
    commit(root, "docs(02): verification");
  };

  test("a verification goes stale by work, and not by what is written about it", () => {
    const root = repository();
    verdict(root, "passed", carriedOut(root, 1));
    expect(routeAt(root).row).toBe("not ticked");
    write(root, "../src/later.ts", "later\n");
    expect(routeAt(root)).toMatchObject({ action: "verify-work", row: "stale" });
    expect(routeAt(root).why).toContain("src/later.ts changed");
  });

  test("gaps that later work may have closed are looked at again before they are planned again", () => {
    const root = repository();
    verdict(root, "gaps_found", carriedOut(root, 1));
    expect(routeAt(root)).toMatchObject({ action: "plan-phase", row: "gaps" });
    write(root, planFile("2", 2), planText("2", 2, "gap_closure: true\n"));
    expect(routeAt(root).action).toBe("execute-phase");
    carriedOut(root, 2);
    expect(routeAt(root)).toMatchObject({ action: "verify-work", row: "stale" });
  });

  test("a summary whose commit is on no branch does not hold", () => {
    const root = repository();
    const made = carriedOut(root, 1);
    git(root, "reset", "-q", "--hard", `${made}~1`);
    project(root, TWO);
    write(root, planFile("2", 1), planText("2", 1));
    write(root, planFile("2", 1, "SUMMARY"), summaryText("2", 1, made));
    expect(routeAt(root)).toMatchObject({ action: "mend", row: "a summary does not hold" });
    expect(textAt(root)).toContain(
      `.planning/${planFile("2", 1, "SUMMARY")}: commit ${made} is no longer on any branch`,
    );
    remove(root, planFile("2", 1, "SUMMARY"));
    expect(routeAt(root)).toMatchObject({ action: "execute-phase", row: "open plans" });
  });

  test("one that names no state is never fresh, and hides none that is stale; its gaps are planned for", () => {
    const root = repository();
    carriedOut(root, 1);
    verdict(root, "gaps_found", null);
    expect(routeAt(root).row).toBe("gaps");
    verdict(root, "passed", null);
    expect(routeAt(root)).toMatchObject({ action: "verify-work", row: "stale" });
    write(
      root,
      file("1", "VERIFICATION"),
      verificationText("1", "passed", `commit: "${"a".repeat(40)}"\n`),
    );
    write(root, "ROADMAP.md", ROADMAP_OF([TWO[0]!, { ...TWO[1]!, done: true }]));
    expect(routeAt(root)).toMatchObject({
      action: "verify-work",
      phase: "2",
      row: "all are finished",
    });
  });

  test("the last phase is verified anew where later work changed what it stands on", () => {
    const root = repository();
    const seen = carriedOut(root, 1);
    write(root, "ROADMAP.md", ROADMAP_OF([TWO[0]!, { ...TWO[1]!, done: true }]));
    verdict(root, "passed", seen);
    expect(routeAt(root).action).toBe("complete-milestone");
    write(root, "../src/later.ts", "later\n");
    commit(root, "feat: later");
    expect(routeAt(root)).toMatchObject({ action: "verify-work", phase: "2" });
  });
});

describe("next", () => {
  test("starts the command that comes next, and says why", () => {
    const got = resolves(given(planned), "");
    expect(got).toEqual({
      ok: true,
      entry: "execute-phase",
      request: "Phase 2",
      options: {
        phase: "02",
        command_reason: "1 of 1 plan without a summary: 02-01",
      },
    });
    if (!got.ok) throw new Error(got.problem);
    expect(
      hintText({ workflow: "phases", entry: got.entry, auto: false, options: got.options }),
    ).toBe("Next is multi-ai run execute-phase 2: 1 of 1 plan without a summary: 02-01.");
  });

  test("words behind it are refused", () => {
    expect(resolves(given(planned), "2")).toMatchObject({
      ok: false,
      problem: expect.stringContaining('takes no "2"'),
    });
  });

  test.each([
    ["empty", () => scratch()],
    [
      "finished",
      () => {
        const root = given(() => {}, [{ ...TWO[0]!, done: true }]);
        completed(root);
        return root;
      },
    ],
  ])("in a folder that is %s nothing is begun without the person's idea", (_what, make) => {
    const got = resolves(make(), "");
    expect(got).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Type multi-ai run new-project "<idea>"'),
    });
  });

  test("played from an empty folder to the end, on files alone", () => {
    const root = makeProject();
    const verdicts = ["passed", "gaps_found", "passed"] as const;
    const steps: string[] = [];
    let verifications = 0;
    for (let route = routeAt(root); route.action !== "done"; route = routeAt(root)) {
      steps.push(`${route.action}${route.phase === null ? "" : ` ${route.phase}`}`);
      if (steps.length > 30) break;
      leave(root, route, verdicts[verifications] ?? "passed", (message) => commit(root, message));
      if (route.action === "verify-work") verifications++;
    }
    expect(steps).toEqual([
      "new-project",
      ...["discuss-phase 1", "plan-phase 1", "execute-phase 1", "verify-work 1"],
      ...["discuss-phase 2", "plan-phase 2", "execute-phase 2", "verify-work 2"],
      ...["plan-phase 2", "execute-phase 2", "verify-work 2"],
      "complete-milestone",
    ]);
    expect(read(root, "milestones/v1.0-ROADMAP.md")).toContain("- [x] **Phase 2: Search**");
  });
});

/** What a project is made of, in a form that is easy to make at random and to go on from. */
interface Model {
  exists: boolean;
  foreign: boolean;
  error: string | null;
  problems: number;
  requirements: boolean;
  roadmap: boolean;
  archived: string[];
  milestone: boolean;
  phases: {
    number: string;
    done: boolean;
    depends: string[];
    folders: number;
    context: boolean;
    problems: number;
    /** Of each plan: what there is of a summary. */
    plans: ("none" | "failed" | "done")[];
    verification: {
      status: Verification["status"];
      met: number;
      stale: boolean;
      commit: boolean;
      escalated: boolean;
    } | null;
  }[];
}

const problem = (count: number, where: string) =>
  Array.from({ length: count }, (_, at) => ({
    file: where,
    line: at + 1,
    problem: "found x, expected y",
  }));

function factsOf(model: Model): RouteFacts {
  const verificationOf = (one: Model["phases"][number]): Verification | null =>
    one.verification && {
      path: "v",
      phase: one.number,
      status: one.verification.status,
      commit: one.verification.commit ? "c" : null,
      tree: "git:1",
      met: one.verification.met,
      total: 2,
      ...{ gaps: [], reasons: [], accepted: [], left: [] },
      ...{ escalated: one.verification.escalated, round: 1, plans: null },
    };
  const folderOf = (one: Model["phases"][number], at: number): PhaseFolder => ({
    name: `${one.number}-${at}`,
    number: one.number,
    context: one.context ? "c" : null,
    research: null,
    patterns: null,
    uat: [],
    plans: one.plans.map(
      (_, plan) =>
        ({ plan: plan + 1, id: `${one.number}-${plan + 1}`, problems: [] }) as unknown as PhasePlan,
    ),
    summaries: one.plans.flatMap((state, plan) =>
      state === "done" || state === "failed"
        ? [
            {
              plan: plan + 1,
              self_check: state === "done",
              problems: [],
              path: "s",
            } as unknown as PlanSummary,
          ]
        : [],
    ),
    verification: verificationOf(one),
    named: one.plans.map((state, plan) => ({
      path: "p",
      id: `${one.number}-${plan + 1}`,
      summary: state === "done" || state === "failed" ? "s" : null,
    })),
    problems: [],
  });
  const roadmapPhase = (one: Model["phases"][number], at: number): RoadmapPhase => ({
    number: one.number,
    name: `Phase ${one.number}`,
    goal: "",
    criteria: ["It works"],
    requirements: [],
    depends_on: one.depends,
    risk: null,
    done: one.done,
    completed: null,
    line: at + 1,
  });
  const planning: Planning = {
    exists: model.exists,
    foreign: model.foreign,
    project: true,
    requirements: model.requirements ? [] : null,
    roadmap: model.roadmap
      ? {
          title: "",
          phases: model.phases.map(roadmapPhase),
          milestone: model.milestone ? { version: "v1.0", name: "x" } : null,
        }
      : null,
    config: DEFAULT_CONFIG,
    state: null,
    error: model.error,
    lastOver: null,
    problems: problem(model.problems, ".planning/config.json"),
    phases: model.phases.flatMap((one) =>
      Array.from({ length: one.folders }, (_, at) => folderOf(one, at)),
    ),
  };
  return {
    planning,
    archived: model.archived,
    look(number) {
      const one = model.phases.find((phase) => phase.number === number)!;
      return {
        problems: problem(one.problems, `.planning/phases/${one.number}-0/x.md`),
        unheld: one.plans.flatMap((state) => (state === "failed" ? problem(1, "s") : [])),
        stale: one.verification?.stale ? "it is older" : null,
      };
    },
  };
}

/**
 * What is there once the action of a route is done, by the program or by the person; `verdict`:
 * what a verification comes to.
 */
function after(model: Model, { action, phase }: Route, verdict: Verification["status"]): Model {
  const now = structuredClone(model);
  const one = now.phases.find(({ number }) => number === phase)!;
  switch (action) {
    case "debug":
      now.error = null;
      return now;
    case "new-project":
      return {
        ...now,
        exists: true,
        foreign: false,
        problems: 0,
        roadmap: true,
        requirements: true,
        phases: [fresh("1"), fresh("2")],
      };
    case "mend":
      now.problems = 0;
      now.requirements = true;
      now.roadmap = true;
      if (now.phases.length === 0) now.phases = [fresh("1")];
      for (const [at, each] of now.phases.entries()) {
        each.depends = each.depends.filter((number) =>
          now.phases.slice(0, at).some((other) => other.number === number),
        );
        each.problems = 0;
        each.plans = each.plans.map((state) => (state === "failed" ? "none" : state));
      }
      return now;
    case "discuss-phase":
      one.folders = 1;
      one.context = true;
      return now;
    case "plan-phase":
      one.folders = 1;
      one.plans.push("none");
      return now;
    case "execute-phase":
      one.plans = one.plans.map(() => "done" as const);
      if (one.verification !== null) one.verification.stale = true;
      return now;
    case "verify-work":
      one.verification = {
        status: verdict,
        met: verdict === "passed" ? 2 : 1,
        stale: false,
        commit: true,
        escalated: false,
      };
      if (verdict === "passed") one.done = true;
      return now;
    case "complete-milestone":
      return { ...now, archived: ["v1.0"], requirements: false, phases: [] };
    case "done":
      return now;
  }
}

const fresh = (number: string): Model["phases"][number] => ({
  number,
  done: false,
  depends: [],
  folders: 0,
  context: false,
  problems: 0,
  plans: [],
  verification: null,
});

const NUMBERS = ["1", "2", "2.1", "3", "10"];
const models: fc.Arbitrary<Model> = fc.record({
  exists: fc.boolean(),
  foreign: fc.boolean(),
  error: fc.constantFrom(null, "tests fail"),
  problems: fc.nat(2),
  requirements: fc.boolean(),
  roadmap: fc.boolean(),
  archived: fc.constantFrom([], ["v0.9"], ["v1.0"]),
  milestone: fc.boolean(),
  phases: fc.uniqueArray(
    fc.record({
      number: fc.constantFrom(...NUMBERS),
      done: fc.boolean(),
      depends: fc.subarray([...NUMBERS, "7"], { maxLength: 2 }),
      folders: fc.nat(1),
      context: fc.boolean(),
      problems: fc.nat(1),
      plans: fc.array(fc.constantFrom("none", "failed", "done"), { maxLength: 3 }),
      verification: fc.option(
        fc.record({
          status: fc.constantFrom("passed", "gaps_found", "human_needed"),
          met: fc.nat(2),
          stale: fc.boolean(),
          commit: fc.boolean(),
          escalated: fc.boolean(),
        }),
        { nil: null },
      ),
    }),
    { maxLength: 5, selector: ({ number }) => number },
  ),
}) as fc.Arbitrary<Model>;
const WORDS = [
  ...[
    "new-project",
    "mend",
    "debug",
    "discuss-phase",
    "plan-phase",
    "execute-phase",
    "verify-work",
  ],
  ...["complete-milestone", "done"],
];

describe("for any project", () => {
  test("there is exactly one next action, always the same, said in words", () => {
    fc.assert(
      fc.property(models, (model) => {
        const facts = factsOf(model);
        const route = routeOf(facts);
        expect(WORDS).toContain(route.action);
        expect(routeOf(factsOf(model))).toEqual(route);
        const isAboutPhase = /-phase$|verify-work/.test(route.action);
        if (isAboutPhase)
          expect(facts.planning.roadmap!.phases.map(({ number }) => number)).toContain(
            route.phase!,
          );
        if (route.action === "mend") expect(route.problems).not.toEqual([]);
        const text = routeText(routeWords(route, facts.planning));
        expect(text).toMatch(/\n(?:Type|Then type) multi-ai /);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("each action changes the state that led to it, and the way ends", () => {
    const rounds = fc.array(fc.constantFrom<Verification["status"]>("gaps_found", "human_needed"), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(models, rounds, (start, verdicts) => {
        const left = [...verdicts];
        const seen = new Set<string>();
        let model = start;
        for (let step = 0; ; step++) {
          const route = routeOf(factsOf(model));
          if (route.action === "done") return;
          // A person who answers that they have not looked yet is asked again: that alone may stay
          // as it is.
          const waits = route.row === "a person is needed";
          const key = JSON.stringify([model, route.row, route.phase]);
          if (!waits && seen.has(key)) throw new Error(`${route.row} leads to itself: ${key}`);
          seen.add(key);
          if (step > 80) throw new Error(`no end: ${key}`);
          model = after(
            model,
            route,
            route.action === "verify-work" ? (left.shift() ?? "passed") : "passed",
          );
        }
      }),
      { numRuns: runs(1_000) },
    );
  });

  test("files that somebody spoilt by hand lead to one action, too", () => {
    const spoilt = [
      "",
      "\0",
      "---\n",
      "---\nphase: [\n---\n",
      "# x\n",
      "- [x] **Phase 1: x**\n### Phase 1: x\n### Phase 1: y\n",
      "{",
      "Status: paused\n",
    ];
    const files = [
      "ROADMAP.md",
      "REQUIREMENTS.md",
      "STATE.md",
      "config.json",
      planFile("2", 1),
      planFile("2", 1, "SUMMARY"),
      file("2", "VERIFICATION"),
      file("2", "CONTEXT"),
    ];
    const root = given(verified("gaps_found"));
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...files), fc.option(fc.constantFrom(...spoilt), { nil: null })),
          {
            maxLength: 4,
          },
        ),
        (edits) => {
          project(root, TWO);
          remove(root, "STATE.md");
          verified("gaps_found")(root);
          for (const [path, text] of edits)
            if (text === null) remove(root, path);
            else write(root, path, text);
          expect(WORDS).toContain(routeAt(root).action);
          expect(resolves(root, "").ok).toBeBoolean();
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
