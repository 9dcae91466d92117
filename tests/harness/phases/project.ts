// Small projects whose phases are files: what `.planning` holds while their commands are played.

import { SETTINGS_FILE, type Settings } from "../../../src/settings.ts";
import { planText } from "../../../src/workflows/phases/planning/documents/plan.ts";
import { requirementsText } from "../../../src/workflows/phases/planning/documents/requirements.ts";
import { roadmapText } from "../../../src/workflows/phases/planning/documents/roadmap.ts";
import { stateText } from "../../../src/workflows/phases/planning/documents/state.ts";
import { DEFAULT_FILES, type Files, git, makeProject, writeFiles } from "../project.ts";

/** A phase of the project. */
export interface PhaseGiven {
  number: string;
  name: string;
  goal?: string;
  criteria?: string[];
  requirements?: string[];
  depends_on?: string[];
  done?: boolean;
}

export const ROADMAP_OF = (phases: readonly PhaseGiven[]): string =>
  roadmapText({
    title: "Greeter",
    overview: "It greets, then it says goodbye.",
    phases: phases.map((phase) => ({
      goal: `${phase.name} works`,
      criteria: [`${phase.name} can be seen`],
      requirements: [`GREET-0${Math.trunc(Number(phase.number))}`],
      ...phase,
    })),
  });

const PROJECT_FILE = `# Greeter

## What This Is

It greets people by name.

## Core Value

Each person is greeted by name.

## Requirements

### Active

- [ ] A greeting
- [ ] A goodbye

## Context

Kept by hand.
`;

const REQUIREMENTS = {
  "GREET-01": "A greeting",
  "GREET-02": "A goodbye",
  "GREET-03": "A wave",
};

/** What `.planning` holds. `config`: beside what is usual. */
export const planningOf = (
  phases: readonly PhaseGiven[],
  requirements: Record<string, string> = REQUIREMENTS,
  config: object = {},
): Files => ({
  ".planning/PROJECT.md": PROJECT_FILE,
  ".planning/REQUIREMENTS.md": requirementsText({
    title: "Greeter",
    core_value: "Each person is greeted by name",
    requirements: Object.entries(requirements).map(([id, text]) => ({ id, text })),
  }),
  ".planning/ROADMAP.md": ROADMAP_OF(phases),
  ".planning/STATE.md": stateText({ status: "executing", last_activity: "2026-01-04" }),
  ".planning/config.json": `${JSON.stringify({ mode: "interactive", granularity: "standard", ...config })}\n`,
});

/** A plan of one task. `id`: such as `01-02`; `more`: other fields of it. */
export function planOf(
  id: string,
  over: {
    truths?: string[];
    files?: string[];
    commands?: string[];
    gap?: boolean;
    more?: object | null;
  } = {},
): string {
  const { truths = ["A person is greeted by name"], files = ["src/greet.ts"], more } = over;
  const [phase, plan] = id.split("-");
  return planText({
    ...{ phase, plan, type: "execute", wave: 1, files_modified: files, gap_closure: over.gap },
    must_haves: { truths, artifacts: files.map((path) => ({ path, provides: "its part" })) },
    objective: `Do ${id}.`,
    tasks: [
      {
        ...{ name: "Task 1: Do it", files, action: "Write it.", done: "It is there" },
        commands: over.commands ?? ["bun test"],
      },
    ],
    ...more,
  });
}

export const summaryOf = (
  id: string,
  { commits, files = ["src/greet.ts"] }: { commits: string[]; files?: string[] },
): string => {
  const [phase, plan] = id.split("-");
  return `---
phase: "${phase}"
plan: "${plan}"
self-check: passed
commits: [${commits.map((one) => JSON.stringify(one)).join(", ")}]
key-files:
  created: [${files.join(", ")}]
  modified: []
duration: 5min
completed: 2026-01-04
---

# Phase ${Number(phase)} Plan ${Number(plan)}: Summary

**It says ${id}**

## Task Commits

${commits.map((one, at) => `${at + 1}. **Task ${at + 1}** - \`${one}\` (feat)`).join("\n")}

## Self-Check: PASSED
`;
};

export const verificationOf = (
  phase: string,
  over: { status?: string; score?: string; more?: string } = {},
): string => {
  const { status = "passed", score = "2/2", more = 'commit: "<head>"\n' } = over;
  return `---\nphase: ${phase}\nverified: 2026-01-04T10:00:00Z\nstatus: ${status}\nscore: ${score} must-haves verified\n${more}---\n\n# Report\n`;
};

/** Two phases, the first of them executed, in a project of which `commit` is in the history. */
export const executed = (commit: string, phases: PhaseGiven[] = PHASES_GIVEN): Files => ({
  ...planningOf(phases, { "GREET-01": "A greeting", "GREET-02": "A goodbye" }),
  ".planning/phases/01-greeting/01-01-PLAN.md": planOf("01-01"),
  ".planning/phases/01-greeting/01-01-SUMMARY.md": summaryOf("01-01", { commits: [commit] }),
});
/** A project of it. */
export function executedAt(more: Files = {}, phases?: PhaseGiven[]): string {
  const root = makeProject();
  writeFiles(root, { ...executed(git(root, "rev-parse", "HEAD"), phases), ...more });
  return root;
}
/**
 * What single commands are tried with: no commits of `.planning`, and no review of the code; as
 * settings, and as their file.
 */
export const ALONE = { phases: { skip: ["commit", "code_review"] } } satisfies Partial<Settings>;
export const ALONE_FILE: Files = { [SETTINGS_FILE]: JSON.stringify(ALONE) };
const PHASES_GIVEN: PhaseGiven[] = [
  { number: "1", name: "Greeting", criteria: ["`bun test` passes", "A person is greeted by name"] },
  { number: "2", name: "Goodbye", criteria: ["A person hears goodbye"] },
];

/** A project with one phase of these plans, by their ids. */
export function phaseOf(
  plans: Record<string, string>,
  {
    config = {},
    number = "1",
    folder = ".planning/phases/01-greeting",
  }: {
    config?: object;
    number?: string;
    folder?: string;
  } = {},
): Files {
  const phase = { number, name: "Greeting", criteria: ["It greets"], requirements: ["GREET-01"] };
  return {
    ...planningOf([phase], { "GREET-01": "A greeting" }, config),
    ...Object.fromEntries(
      Object.entries(plans).map(([id, text]) => [`${folder}/${id}-PLAN.md`, text]),
    ),
  };
}

const WORDS = {
  "WORD-01": "`goodbye(name)` says goodbye to one person",
  "WORD-02": "`thanks(name)` thanks one person",
  "WORD-03": "`sorry(name)` asks one person for pardon",
  "WORD-04": "`cheers(name)` drinks to one person",
};
const sentences = (
  number: string,
  name: string,
  depends_on: string[],
  requirements: string[],
  ...functions: string[]
): PhaseGiven => ({
  ...{ number, name, depends_on, requirements },
  criteria: functions.map((fn) => `${fn} says its sentence by name, shown by a test`),
});

/**
 * The default project with three phases of which nothing is planned. `config`: beside what is
 * usual.
 */
export const greeter = (config: object = {}, more: Files = {}): Files => ({
  ...DEFAULT_FILES,
  ...planningOf(
    [
      sentences("1", "Farewells", [], ["WORD-01", "WORD-02"], "goodbye", "thanks"),
      sentences("1.1", "Pardon", ["1"], ["WORD-03"], "sorry"),
      sentences("2", "Toasts", ["1"], ["WORD-04"], "cheers"),
    ],
    WORDS,
    config,
  ),
  ...more,
});
