// Facts of a brief of the team workflow, and what a writer puts into the holes of a form.
import type { Run, Task } from "../../../../src/engine/run.ts";
import type { BriefFacts } from "../../../../src/workflows/team/record/facts.ts";

export const NONCE = "ab12".repeat(8);

const NO_PART = { title: "", body: "" };
const REQUEST = { text: "Reset passwords", sha: "ab", bytes: 15 };

/** Facts of a run in the middle of everything; `over` makes the case. */
export const factsOf = (over: Partial<BriefFacts> = {}): BriefFacts => ({
  ...{ again: false, isAgain: false, scene: undefined as never, subject: null, statuses: [] },
  tryFile: null,
  run: { request: REQUEST, options: {}, assumptions: [], decisions: [] } as unknown as Run,
  task: { id: "T7", fixes: null, who: {}, schema: "" } as unknown as Task,
  ...{
    findings: [],
    nextFinding: 1,
    insisted: [],
    minors: [],
    untouched: [],
    touches: [],
    earlier: [],
  },
  ...{ attempt: [], diff: null, whole: null, tests: null, tellsCriteria: true },
  ...{ unseen: NO_PART, unshown: NO_PART, brought: NO_PART, others: NO_PART, steering: NO_PART },
  nonce: NONCE,
  role: "dev-frontend",
  item: "frontend",
  track: "full",
  project: "/project",
  areas: { backend: ["src/backend/**"], frontend: ["src/frontend/**"], größe: ["src/größe/**"] },
  criteria: [
    { id: "1", text: "POST /auth/password-reset answers 200." },
    { id: "2", text: "A used token answers 410." },
  ],
  openQuestions: ["Do we have Redis in the stack?", "Which sender?"],
  warnings: [
    { id: "W1", text: "Rate limiting is in memory." },
    { id: "W2", text: "Mails are lost with the process." },
  ],
  notes: [
    { name: "dev-backend 1", note: "The token's length is missing." },
    { name: "dev-backend 2", note: "410 or 404?" },
    { name: "dev-frontend 1", note: "No loading state." },
  ],
  reviews: ["backend", "größe"],
  places: new Map(),
  blockers: [{ by: "dev-backend", text: "src/frontend/a.ts:3 sends the token twice." }],
  mayDecline: [],
  declined: [],
  workdir: null,
  lessons: ["L001 Contracts: review across areas."],
  qa: ["tests/**"],
  conflicts: [
    { path: "src/shared.ts", area: "frontend", against: "backend", ours: "a", theirs: null },
  ],
  isShared: true,
  undecidedDeploy: false,
  before: "",
  rejudged: [],
  openPoints: [{ by: "dev-backend", text: "src/frontend/a.ts has to send the token in the body." }],
  first: ["/project/pipeline/context.md"],
  ...over,
});

/** A hole is what a writer replaces. */
const HOLE = /<(?:[^<>\n]|<\w+>)+>/g;
export const holesOf = (form: string): string[] => form.match(HOLE) ?? [];

/**
 * A form with its holes filled. `values`: what goes into a hole, by its text without the brackets;
 * a list is used up in the holes' order, its last one again and again. @throws when a hole has no
 * value
 */
export function filled(form: string, values: Record<string, string | string[]>): string {
  const used = new Map<string, number>();
  return form.replace(HOLE, (hole) => {
    const name = hole.slice(1, -1);
    const value = values[name] ?? values["*"];
    if (value === undefined) throw new Error(`nothing for ${hole}`);
    if (typeof value === "string") return value;
    const nth = used.get(name) ?? 0;
    used.set(name, nth + 1);
    return value[Math.min(nth, value.length - 1)]!;
  });
}

/** What a writer puts into the holes; `*` is for prose. */
export const VALUES: Record<string, string | string[]> = {
  "*": "said in a sentence",
  "PASS | FAIL | ESCALATE": "PASS",
  "true | false": "true",
  number: "1",
  "number of a criterion": "1, 2",
  "area that has to change something": "backend",
  W1: "W1",
  "name of the test": ["said in a sentence", "said in another"],
  "title: what to do when, or the id of a known lesson": "Answers: list every field.",
  path: "src/frontend/a.ts",
  "path in the project": "src/frontend/a.ts",
  glob: ["src/frontend/**", "src/pages/*.tsx"],
  area: "frontend",
  "approved | changes": "approved",
};

/** Lists of an artifact that stay empty where all is well. */
export const EMPTY = /"(blockers)": \[[^\]]*\]/g;

/** What a writer puts into the holes of a kind's form and its documents. */
export const valuesOf = (
  kind: string,
  { item }: BriefFacts,
): Record<string, string | string[]> => ({
  ...VALUES,
  ...(kind === "peer-review" ? { area: "backend" } : {}),
  ...(item === "größe" ? { path: "src/größe/a.ts" } : {}),
});

/** Every task that a workflow gives to a role, its fixes included. */
export function rolesTasks(value: unknown): { brief: string; schema: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const { brief, schema, who } = value as Record<string, unknown>;
  const isRole = typeof who === "object" && who !== null && "role" in who;
  const own =
    isRole && typeof brief === "string" && typeof schema === "string" ? [{ brief, schema }] : [];
  return [...own, ...Object.values(value).flatMap(rolesTasks)];
}
