// The default project with a roadmap of three phases, as `.planning` has it, for tests of single
// commands.
import { requirementsText } from "../../../src/workflows/phases/planning/requirements.ts";
import { roadmapText } from "../../../src/workflows/phases/planning/roadmap.ts";
import { stateText } from "../../../src/workflows/phases/planning/state.ts";
import { DEFAULT_FILES, type Files } from "../project.ts";

export const PROJECT_TEXT = `# Greeter

## What This Is

A library that speaks to people by name.

## Core Value

One sentence for one person.

## Requirements

### Active

- [ ] Say more than hello

## Constraints

- **Tools**: bun alone — nothing else is installed
`;

const sentence = (id: string, text: string, phase: string) => ({
  ...{ id, text, phase, scope: "v1" as const },
  done: false,
  group: "Words",
});

export const REQUIREMENTS_TEXT = requirementsText({
  title: "Greeter",
  requirements: [
    sentence("WORD-01", "`goodbye(name)` says goodbye to one person", "1"),
    sentence("WORD-02", "`thanks(name)` thanks one person", "1"),
    sentence("WORD-03", "`sorry(name)` asks one person for pardon", "1.1"),
    sentence("WORD-04", "`cheers(name)` drinks to one person", "2"),
  ],
});

const phase = (
  number: string,
  name: string,
  depends_on: string[],
  requirements: string[],
  fns: string[],
): NonNullable<Parameters<typeof roadmapText>[0]["phases"]>[number] => ({
  ...{ number, name, depends_on, requirements },
  goal: `${name} can be said`,
  criteria: fns.map((fn) => `${fn} says its sentence by name, shown by a test`),
  done: false,
});

export const ROADMAP_TEXT = roadmapText({
  title: "Greeter",
  overview: "From hello to a whole conversation.",
  phases: [
    phase("1", "Farewells", [], ["WORD-01", "WORD-02"], ["goodbye", "thanks"]),
    phase("1.1", "Pardon", ["1"], ["WORD-03"], ["sorry"]),
    phase("2", "Toasts", ["1"], ["WORD-04"], ["cheers"]),
  ],
});

export const STATE_TEXT = stateText({ status: "planning", last_event: "Roadmap created" });

/** `config`: of `config.json`, beside what is usual. */
export const greeter = (config: Record<string, unknown> = {}, more: Files = {}): Files => ({
  ...DEFAULT_FILES,
  ".planning/PROJECT.md": PROJECT_TEXT,
  ".planning/REQUIREMENTS.md": REQUIREMENTS_TEXT,
  ".planning/ROADMAP.md": ROADMAP_TEXT,
  ".planning/STATE.md": STATE_TEXT,
  ".planning/config.json": `${JSON.stringify({ mode: "interactive", granularity: "standard", ...config }, null, 2)}\n`,
  ...more,
});
