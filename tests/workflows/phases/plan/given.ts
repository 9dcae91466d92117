import type {
  PlanContext,
  WrittenPlan,
  WrittenTask,
} from "../../../../src/workflows/phases/plan/record.ts";

/** Plans of a phase, and what they are held to, for specs. */

export const context = (over: Partial<PlanContext> = {}): PlanContext => ({
  phase: "02",
  name: "Search",
  goal: "Notes are found",
  criteria: [
    { id: "AC1", text: "A word finds its note" },
    { id: "AC2", text: "No hit says so" },
  ],
  requirements: [
    { id: "STOR-02", text: "Find by word" },
    { id: "STOR-03", text: "Say when nothing is found" },
  ],
  due: ["STOR-02", "STOR-03"],
  gaps: [],
  kept: [],
  taken: 0,
  tdd: false,
  files: [],
  ...over,
});

export const task = (over: Partial<WrittenTask> = {}): WrittenTask => ({
  name: "Search",
  type: "auto",
  tdd: false,
  files: ["src/search.ts"],
  action: "Write find(word) in src/search.ts.",
  commands: ["bun test tests/search.test.ts"],
  done: "A word finds its note.",
  untested: null,
  ...over,
});

/** A plan with this id; its file and task are named after it, so that no two meet. */
export function plan(id: string, over: Partial<WrittenPlan> = {}): WrittenPlan {
  const file = `src/p${id.split("-").at(-1)}.ts`;
  return {
    id,
    type: "execute",
    objective: `What ${id} is for`,
    depends_on: [],
    requirements: [],
    closes: [],
    must_haves: { truths: ["It is there"], artifacts: [], key_links: [] },
    tasks: [task({ name: `Work of ${id}`, files: [file] })],
    ...over,
  };
}

/** Two plans, the second on top of the first, that cover both requirements. */
export const sound = (): WrittenPlan[] => [
  plan("02-01", { requirements: ["STOR-02"] }),
  plan("02-02", { requirements: ["STOR-03"], depends_on: ["02-01"] }),
];
