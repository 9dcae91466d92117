// A small project whose phases are files: what `.planning` holds while its commands are played.

import { planText } from "../../../src/workflows/phases/planning/plan.ts";
import { requirementsText } from "../../../src/workflows/phases/planning/requirements.ts";
import { roadmapText } from "../../../src/workflows/phases/planning/roadmap.ts";
import { stateText } from "../../../src/workflows/phases/planning/state.ts";
import type { Files } from "../project.ts";
import { DEFAULT_FILES } from "../project.ts";

/** A phase of the project, with the names of its plans. */
export interface PhaseGiven {
  number: string;
  name: string;
  goal?: string;
  criteria: string[];
  requirements?: string[];
  done?: boolean;
}

export const ROADMAP_OF = (phases: PhaseGiven[]): string =>
  roadmapText({
    title: "Greeter",
    overview: "It greets, then it says goodbye.",
    phases: phases.map(({ number, name, criteria, done = false, ...more }) => ({
      ...{ number, name, criteria, done },
      goal: more.goal ?? `${name} works`,
      requirements: more.requirements ?? [`GREET-0${number}`],
      depends_on: [],
    })),
  });

export const PROJECT_FILE = `# Greeter

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

export const REQUIREMENTS_OF = (ids: Record<string, string>): string =>
  requirementsText({
    title: "Greeter",
    core_value: "Each person is greeted by name",
    requirements: Object.entries(ids).map(([id, text], at) => ({
      ...{ id, text, scope: "v1", done: false },
      phase: `${at + 1}`,
      group: "Greeting",
    })),
  });

export const STATE_FILE = stateText({ status: "executing", last_activity: "2026-01-04" });

/** A plan of one task. `id`: such as `01-02`. */
export function planOf(
  id: string,
  over: { truths?: string[]; files?: string[]; commands?: string[]; gap?: boolean } = {},
): string {
  const { truths = ["A person is greeted by name"], files = ["src/greet.ts"] } = over;
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

/** Two phases, the first of them executed, in a project of which `commit` is in the history. */
export const executed = (commit: string, phases: PhaseGiven[] = PHASES_GIVEN): Files => ({
  ".planning/PROJECT.md": PROJECT_FILE,
  ".planning/REQUIREMENTS.md": REQUIREMENTS_OF({
    "GREET-01": "A greeting",
    "GREET-02": "A goodbye",
  }),
  ".planning/ROADMAP.md": ROADMAP_OF(phases),
  ".planning/STATE.md": STATE_FILE,
  ".planning/config.json":
    '{ "mode": "interactive", "granularity": "standard", "commit_docs": false, "workflow": { "code_review": false } }\n',
  ".planning/phases/01-greeting/01-01-PLAN.md": planOf("01-01"),
  ".planning/phases/01-greeting/01-01-SUMMARY.md": summaryOf("01-01", { commits: [commit] }),
});

/** A project with one phase of these plans, by their ids; nobody reviews their code. */
export function phaseOf(
  plans: Record<string, string>,
  {
    config = {},
    number = "1",
    folder = ".planning/phases/01-greeting",
  }: {
    config?: { workflow?: object; [key: string]: unknown };
    number?: string;
    folder?: string;
  } = {},
): Files {
  return {
    ".planning/PROJECT.md": PROJECT_FILE,
    ".planning/REQUIREMENTS.md": REQUIREMENTS_OF({ "GREET-01": "A greeting" }),
    ".planning/ROADMAP.md": ROADMAP_OF([
      { number, name: "Greeting", criteria: ["It greets"], requirements: ["GREET-01"] },
    ]),
    ".planning/STATE.md": STATE_FILE,
    ".planning/config.json": `${JSON.stringify({ mode: "interactive", commit_docs: false, ...config, workflow: { code_review: false, ...config.workflow } })}\n`,
    ...Object.fromEntries(
      Object.entries(plans).map(([id, text]) => [`${folder}/${id}-PLAN.md`, text]),
    ),
  };
}

export const PHASES_GIVEN: PhaseGiven[] = [
  { number: "1", name: "Greeting", criteria: ["`bun test` passes", "A person is greeted by name"] },
  { number: "2", name: "Goodbye", criteria: ["A person hears goodbye"] },
];

export { DEFAULT_FILES };
