// What honest agents of `plan-phase` write: each requirement that names a function, such as
// `goodbye(name)`, gets a plan.
import { readFileSync } from "node:fs";
import type { Brief } from "../team.ts";
import { proseFor } from "./new-project.ts";

export const nameOf = (brief: Brief): string =>
  brief.writes.slice(brief.writes.lastIndexOf("/") + 1);

/** Lines such as `- AC1: text` below a title of the brief. */
export function namedIn(brief: Brief, title: string): { id: string; text: string }[] {
  const from = brief.text.indexOf(`## ${title}`);
  if (from < 0) return [];
  const [section = ""] = brief.text.slice(from + 3).split(/^## /m);
  return [...section.matchAll(/^- ([\w.-]+): (.*)$/gm)].map(([, id, text]) => ({
    id: id!,
    text: text!,
  }));
}

/** Ids of findings that the brief puts before its agent. */
export const findingIds = (brief: Brief): string[] =>
  [...brief.text.matchAll(/^- (F\d+) /gm)].map(([, id]) => id!);

export interface PlanTaskGiven {
  fn: string;
  tdd: boolean;
}

export const taskOf = ({ fn, tdd }: PlanTaskGiven) => ({
  name: `Write ${fn}`,
  type: "auto",
  tdd,
  files: [`src/${fn}.ts`, `tests/${fn}.test.ts`],
  action: `Write ${fn}(name) in src/${fn}.ts as src/greet.ts does it, and its test in tests/${fn}.test.ts.`,
  commands: [`bun test tests/${fn}.test.ts`],
  done: `${fn}("Ada") is a sentence with Ada in it.`,
});

/** Plans for what the brief asks for, one beside the other. `tdd`: each is built test first. */
export function plansOf(brief: Brief, { tdd = false, note = "" } = {}) {
  const first = /"id": "(\d[\d.]*)-(\d+)"/.exec(brief.text);
  const [phase, number] = [first?.[1] ?? "01", Number(first?.[2] ?? 1)];
  const gaps = namedIn(brief, "Gaps that a verification found");
  const wanted = gaps.length > 0 ? gaps : namedIn(brief, "Requirements of the phase");
  const named = wanted.map(({ id, text }, at) => ({
    id,
    fn: /(\w+)\(/.exec(text)?.[1] ?? `part${at + 1}`,
  }));
  const plans = named.map(({ id, fn }, at) => ({
    id: `${phase}-${String(number + at).padStart(2, "0")}`,
    type: tdd ? "tdd" : "execute",
    objective: `${fn} is there.${note}`,
    depends_on: [] as string[],
    requirements: gaps.length > 0 ? [] : [id],
    ...(gaps.length > 0 ? { closes: [id] } : {}),
    must_haves: {
      truths: [`${fn} says its sentence by name`],
      artifacts: [{ path: `src/${fn}.ts`, provides: fn }],
      key_links: [{ from: `tests/${fn}.test.ts`, to: `src/${fn}.ts`, via: "import" }],
    },
    tasks: [taskOf({ fn, tdd })],
  }));
  return { approach: "One function per plan.", plans, answered: findingIds(brief), declined: [] };
}

/** The check's approval: every criterion is met by some task. */
export function approvedPlans(brief: Brief, plan = firstPlan(brief)) {
  const criteria = namedIn(brief, "Criteria: true once the phase is done");
  return {
    status: "approved",
    summary: "Carried out as they stand, they do it.",
    criteria: criteria.map(({ id }) => ({ id, met: true, evidence: [`${plan}/1`] })),
    findings: [] as Record<string, unknown>[],
    prior: findingIds(brief).map((id) => ({ id, state: "fixed" })),
  };
}

/** The first plan that a check is about, as its reviewer reads it. */
const firstPlan = (brief: Brief): string => {
  const file = brief.reads.find((path) => path.endsWith("/plan-plans.json"))!;
  return JSON.parse(readFileSync(file, "utf8")).plans[0].id;
};

/** Another thing in each round: what comes again is told as such. */
const LACKS = [
  { problem: "Nothing says what an empty name gives.", fix: "Say what becomes of an empty name." },
  {
    problem: "Callers cannot import it from the package.",
    fix: "Export it where greet is exported.",
  },
  { problem: "Letters beyond ASCII are never tried.", fix: "Have the test greet Zoë." },
  { problem: "README does not mention the function.", fix: "Add one line to README." },
];

/** A check that asks for one change: something is missing. */
export const changesPlans = (brief: Brief, over: Record<string, unknown> = {}) => ({
  ...approvedPlans(brief),
  status: "needs_changes",
  findings: [
    {
      id: /"findings": \[\{"id": "(F\d+)"/.exec(brief.text)?.[1] ?? "F1",
      severity: "major",
      at: [`${firstPlan(brief)}/1`, firstPlan(brief), "AC1"][(brief.round - 1) % 3]!,
      quote: "",
      missing: true,
      ...LACKS[(brief.round - 1) % LACKS.length]!,
    },
  ],
  ...over,
});

/** Undefined: the brief is of another command. */
export function planAnswer(brief: Brief): Record<string, unknown> | string | undefined {
  switch (nameOf(brief)) {
    case "plan-research.json":
    case "plan-patterns.json":
      return proseFor(brief);
    case "plan-plans.json":
      return plansOf(brief, {
        note: findingIds(brief).length > 0 ? ` An empty name is refused (${brief.task}).` : "",
      });
    case "plan-check.json":
      return approvedPlans(brief);
    default:
      return undefined;
  }
}
