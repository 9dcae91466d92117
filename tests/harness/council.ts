// What honest agents of the council write for the default project: a whole run passes with these,
// and tests change one answer at a time.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/store/journal.ts";
import type { MasterPlan } from "../../src/workflows/council/plan/plan.ts";
import type { Reply, Turn } from "./model.ts";
import type { ModelAnswer, ModelAsked, ModelScript } from "./model-server.ts";
import type { Brief, Work, Worker } from "./team.ts";

export const REQUEST = "Say goodbye and thanks by name";

export const SEAT_IDS = [
  "claude-architecture",
  "gpt4o-product",
  "gemini-validation",
  "deepseek-code",
  "grok-devil",
  "mistral-security",
] as const;

export const REFINED = {
  what_to_build: "Two functions beside greet: goodbye and thanks, each for one person.",
  where_it_fits: "src, where greet is.",
  requirements: ["goodbye(name) returns the goodbye", "thanks(name) returns the thanks"],
  inputs: ["a name"],
  outputs: ["one sentence"],
  success_criteria: ["a test covers each function"],
  assumptions: [],
  questions: [],
};

export const AUDIT = {
  relevant_existing: [{ path: "src/greet.ts", what: "The greeting" }],
  project_exists: true,
  project_path: "src",
  completed_work: [{ id: "C1", text: "the greeting", path: "src/greet.ts" }],
  missing_work: [
    { id: "M1", text: "the goodbye" },
    { id: "M2", text: "the thanks" },
  ],
  ports_in_use: [],
  dependencies_available: ["bun"],
  constraints: [],
  recommended_base_dir: ".",
  reuse_opportunities: ["greet shows the form"],
  notes: "",
  error: null,
};

export const RESEARCH = {
  recommended_stack: [
    { name: "bun test", for: "project", why: "The tests that are there run by it" },
  ],
  implementation_patterns: [{ text: "A pure function per file, as greet.ts", for: "M1" }],
  pitfalls: ["An empty name"],
  security_notes: [],
  estimated_complexity: "low",
  estimated_files: 4,
  summary: "Two pure functions with tests.",
  error: null,
};

export const SEAT_PLAN = {
  Approach: "One pure function per file, beside greet.",
  Tasks: "Goodbye, then thanks, each with a test.",
  Risks: "An empty name.",
};

/** Hash of the plan that a vote is about: the form names it behind earlier votes. */
const planIn = (text: string): string | undefined =>
  [...text.matchAll(/"plan": "([0-9a-f]{64})"/g)].at(-1)?.[1];

/** One task of the master plan: a function with its test. */
const task = (name: string, fn: string, criterion: string) => ({
  name,
  details: `Write ${fn}(name) beside greet, and its test.`,
  files: [`src/${fn}.ts`, `tests/${fn}.test.ts`],
  depends_on: [],
  commands: [],
  success_criteria: [criterion],
});

export interface PlanOptions {
  objections?: MasterPlan["objections"];
  /** Into the section Overview. */
  note?: string;
  criteria?: [string, string];
}

/** A master plan of two tasks that nothing connects, as the plan maker writes it. */
export const masterPlan = ({ objections = [], note = "", criteria }: PlanOptions = {}) => ({
  title: "Master plan",
  overview: `Say goodbye and thanks by name.${note}`,
  architecture: "One pure function per file, beside greet.",
  tasks: [
    task("Goodbye", "goodbye", criteria?.[0] ?? "bun test tests/goodbye.test.ts"),
    task("Thanks", "thanks", criteria?.[1] ?? "bun test tests/thanks.test.ts"),
  ],
  security: "Names are only joined into a text.",
  risks: "An empty name gives an odd sentence.",
  objections,
});

/** The same as a file. */
export const masterPlanText = (options: PlanOptions = {}): string =>
  JSON.stringify(masterPlan(options));

const SAID: Record<string, string> = { goodbye: "Goodbye", thanks: "Thank you" };
export const source = (fn: string): string =>
  `export function ${fn}(name: string): string {\n  return "${SAID[fn]}, ".concat(name);\n}\n`;
export const sourceTest = (fn: string): string =>
  `import { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\n` +
  `test("${fn} by name", () => {\n  expect(${fn}("Ada")).toBe("${SAID[fn]}, Ada");\n});\n`;

const name = (brief: Brief): string => brief.writes.slice(brief.writes.lastIndexOf("/") + 1);
const folder = (brief: Brief): string =>
  brief.writes.slice(0, brief.writes.lastIndexOf("/")).split("/").at(-1)!;
/** The project of a brief. */
export const projectOf = (brief: Brief): string =>
  brief.writes.slice(0, brief.writes.indexOf("/.task/"));
/** The seat that a brief is for; empty for every other role. */
export const seatOf = (brief: Brief): string =>
  ["drafts", "seats"].includes(folder(brief)) ? name(brief).replace(/\.\w+$/, "") : "";
export const isVote = (brief: Brief): boolean => folder(brief) === "seats";

/**
 * Ids of objections that the brief puts before its agent: a seat's own, or all open ones for the
 * plan maker.
 */
export const objectionIds = (brief: Brief): string[] =>
  [
    ...new Set(
      [...brief.text.matchAll(/^- ([a-z0-9]+(?:-[a-z0-9]+)*\/F\d+)\b/gm)].map((match) => match[1]!),
    ),
  ].filter((id) => seatOf(brief) === "" || id.startsWith(`${seatOf(brief)}/`));

/**
 * The hash of the plan as it stands: what a vote names. A provider's model has no file to look at,
 * but a form.
 */
export const planHash = (brief: Brief): string =>
  planIn(brief.text) ??
  sha256(readFileSync(join(projectOf(brief), ".task/council/master_plan.md")));

export const approval = (brief: Brief): Record<string, unknown> => ({
  seat: seatOf(brief),
  plan: planHash(brief),
  vote: "APPROVE",
  feedback: "",
  findings: [],
  prior: objectionIds(brief).map((id) => ({
    id,
    state: "cleared",
    reason: "The plan says so now.",
  })),
  veto: null,
});

/** A vote that asks for one change. */
export const revision = (
  brief: Brief,
  over: Record<string, unknown> = {},
): Record<string, unknown> => ({
  ...approval(brief),
  vote: "REVISE",
  feedback: "One thing is missing.",
  findings: [
    {
      id: /"id": "(F\d+)"/.exec(brief.text)?.[1] ?? "F1",
      severity: "major",
      at: "Task 1",
      quote: "Write goodbye(name) beside greet, and its test.",
      missing: false,
      problem: "The empty name is not tested.",
      fix: "Say what becomes of the empty name.",
    },
  ],
  ...over,
});

/** Where an executor works: its worktree, else the project. */
export const workdir = (brief: Brief): string =>
  /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1] ?? projectOf(brief);

/** What an executor hands in: these functions with their tests. */
export function builds(brief: Brief, fns: string[]): Work {
  const base = workdir(brief);
  const files = Object.fromEntries(
    fns.flatMap((fn) => [
      [`src/${fn}.ts`, source(fn)],
      [`tests/${fn}.test.ts`, sourceTest(fn)],
    ]),
  );
  return {
    artifact: {
      status: "done",
      summary: "Built.",
      changed_files: Object.keys(files),
      deviations: [],
      reason: null,
    },
    edits: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`${base}/${path}`, text]),
    ),
  };
}

/** What a reviewer of the built change hands in, who finds nothing. */
export const CODE_APPROVAL = {
  status: "approved",
  summary: "It does what was asked for.",
  criteria: [],
  findings: [],
  prior: [],
};

function honestWork(brief: Brief): Work {
  switch (name(brief)) {
    case "refined-prompt.json":
      return { artifact: REFINED };
    case "audit-result.json":
      return { artifact: AUDIT };
    case "research-packet.json":
      return { artifact: RESEARCH };
    case "master_plan.json": {
      const objections = objectionIds(brief).map((id) => ({
        id,
        state: "taken" as const,
        reason: "Overview says it",
      }));
      const note = objections.length === 0 ? "" : ` An empty name is refused (${brief.task}).`;
      return { artifact: masterPlan({ objections, note }) };
    }
    case "code-review-peer.json":
      return { artifact: CODE_APPROVAL };
    default:
      if (folder(brief) === "drafts") return { artifact: SEAT_PLAN };
      if (folder(brief) === "seats") return { artifact: approval(brief) };
      return builds(brief, [name(brief).includes("2") ? "thanks" : "goodbye"]);
  }
}

/**
 * What a provider's model is asked for, by its form, and the name of the file that an agent would
 * write.
 */
const ASKED: Record<string, string> = {
  what_to_build: "refined-prompt.json",
  relevant_existing: "audit-result.json",
  recommended_stack: "research-packet.json",
};

/**
 * A provider's prompt as the brief of the role that it plays: without the files that stand in it,
 * and with a path that is none of this machine. `round`: which plan it is asked about, from 1.
 */
function briefOf(
  { prompt, nth }: ModelAsked,
  round: (seat: string, plan: string) => number,
): Brief {
  const answer = prompt.lastIndexOf("\n## Answer\n");
  const files = prompt.indexOf("\n## Files\n");
  const text = files < 0 ? prompt : prompt.slice(0, files) + prompt.slice(answer);
  const seat = /^You hold the seat ([a-z0-9-]+),/.exec(prompt)?.[1] ?? "";
  const plan = planIn(text) ?? "";
  const key = Object.keys(ASKED).find((one) => text.includes(`"${one}":`));
  const writes =
    seat !== ""
      ? plan === ""
        ? `drafts/${seat}.json`
        : `seats/${seat}.json`
      : key === undefined
        ? "master_plan.json"
        : ASKED[key]!;
  // No task has this id; each prompt has its own.
  const at = { run: "", task: `T${nth}`, nonce: "", reads: [], writes: `/.task/council/${writes}` };
  return { ...at, round: plan === "" ? 1 : round(seat, plan), text };
}

type Answered = ModelAnswer | Record<string, unknown> | string | undefined;

/** Keys of an answer that is no artifact, but what the server does. */
const DOES = ["status", "does", "text", "hold"];

/** Models of providers that do good work; `change` may answer in place of the honest one. */
export function honestModels(
  change: (brief: Brief, asked: ModelAsked) => Answered = () => undefined,
): ModelScript {
  const plans = new Map<string, string[]>();
  const round = (seat: string, plan: string): number => {
    const seen = plans.get(seat) ?? [];
    if (!seen.includes(plan)) plans.set(seat, [...seen, plan]);
    return (plans.get(seat) ?? []).indexOf(plan) + 1;
  };
  return (asked) => {
    const brief = briefOf(asked, round);
    const changed = change(brief, asked);
    if (typeof changed === "object" && DOES.some((key) => key in changed))
      return changed as ModelAnswer;
    return { text: (changed ?? honestWork(brief).artifact) as string | object };
  };
}

const isWork = (value: Work | Work["artifact"]): value is Work =>
  typeof value === "object" && "artifact" in value;

/** Everybody does good work; `change` may answer in place of the honest agent. */
export function honestCouncil(
  change: (brief: Brief, turn: Turn) => Work | Work["artifact"] | Reply | undefined = () =>
    undefined,
): Worker {
  const settled = new Map<string, Work | Reply>();
  return (brief, turn) => {
    // An agent is asked again after every tool call: what it means to write must not move under it.
    const known = settled.get(brief.nonce);
    if (known) return known;
    const changed = change(brief, turn);
    const isReply = typeof changed === "object" && ("text" in changed || "calls" in changed);
    const work =
      changed === undefined
        ? honestWork(brief)
        : isReply
          ? (changed as Reply)
          : isWork(changed as Work)
            ? (changed as Work)
            : { artifact: changed as Work["artifact"] };
    settled.set(brief.nonce, work);
    return work;
  };
}

/** Whether a file of a project is there. */
export const isThere = (project: string, path: string): boolean => existsSync(join(project, path));
