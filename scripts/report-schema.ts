/**
 * Writes docs/schemas/report.schema.json, the JSON Schema of what `report --json` prints: `bun
 * scripts/report-schema.ts`. The compiler holds it and the type of the report together; a test
 * compares the file with it.
 */
import { join } from "node:path";
import * as z from "zod/mini";
import { KINDS } from "../src/render/history/moments.ts";
import type { CommonReport } from "../src/render/report/report.ts";

const count = z.int().check(z.nonnegative());
const text = z.string();
const texts = z.array(text);
const maybe = z.nullable(text);
const time = z.iso.datetime();

const TASK_STATES = [
  ...(["blocked", "ready", "running", "waiting"] as const),
  ...(["done", "skipped", "failed", "cancelled"] as const),
] as const;

const spent = z.strictObject({ tokens: z.number(), tool_calls: count, minutes: z.number() });
const money = z.strictObject({
  usd: z.nullable(z.number()),
  unknown: texts,
  own: z.optional(z.literal(true)),
});
const severity = z.enum(["blocker", "major", "minor"]);
const said = z.strictObject({ by: text, reason: text });

const kind = z.enum(KINDS);
const state = z.enum(["passed", "failed", "timeout", "not_found", "not_run"]);
const tested = z.array(
  z.strictObject({ command: text, state, passed: count, failed: count, skipped: count, text }),
);

/** What every workflow's report has. */
export const report = z.object({
  version: z.literal(2),
  run: text,
  workflow: text,
  command: text,
  status: text,
  reason: text,
  auto: z.boolean(),
  started_at: time,
  ended_at: z.nullable(time),
  minutes: z.number(),
  request: text,
  issue: z.optional(text),
  story: maybe,
  criteria: z.array(
    z.strictObject({
      id: text,
      text,
      steps: texts,
      steps_are: z.optional(text),
      verdicts: z.array(z.strictObject({ reviewer: text, met: z.boolean(), evidence: texts })),
      met: z.optional(z.nullable(z.boolean())),
      tests: z.optional(
        z.array(z.strictObject({ test: text, file: text, seen: z.nullable(z.boolean()) })),
      ),
    }),
  ),
  criteria_in: maybe,
  criteria_approved: z.nullable(z.boolean()),
  earlier_reviews: z.array(z.strictObject({ task: text, path: text })),
  reviewers: z.array(
    z.strictObject({
      name: text,
      task: text,
      about: text,
      standing: z.enum([
        "approved",
        "unseen",
        "reported",
        "accepted",
        "overruled",
        "waived",
        "open",
        "not reached",
      ]),
      verdict: maybe,
      said: maybe,
      reason: maybe,
      reviews: count,
      scripts: z.optional(count),
      by: text,
      substituted: z.boolean(),
      reviewed: maybe,
      final: z.nullable(z.boolean()),
      changed_after: z.nullable(texts),
      refused: texts,
    }),
  ),
  tasks: z.array(
    z.strictObject({
      id: text,
      subject: text,
      agent: text,
      model: text,
      status: z.enum(TASK_STATES),
      round: count,
      blocked_by: texts,
      outcome: text,
      passed: z.nullable(z.boolean()),
      spent,
      started_at: maybe,
      ended_at: maybe,
    }),
  ),
  done: count,
  fixes: count,
  total: count,
  base: maybe,
  final: maybe,
  files: z.nullable(
    z.array(
      z.strictObject({
        path: text,
        status: z.enum(["added", "modified", "deleted"]),
        added: count,
        removed: count,
      }),
    ),
  ),
  by_hand: z.nullable(texts),
  by_unseen: z.nullable(texts),
  decisions: z.array(
    z.strictObject({
      question: text,
      kind: text,
      task: maybe,
      asked: maybe,
      option: text,
      text: maybe,
      commands: texts,
      why: maybe,
      via: text,
      by: z.optional(text),
      at: time,
    }),
  ),
  waivers: z.array(z.strictObject({ task: text, subject: text, kind: text, reason: text })),
  unknown: z.strictObject({
    tasks: z.array(z.enum(["proven", "refuted", "unknown"])),
    files: texts,
    more: count,
    criteria: texts,
    as_before: texts,
    proofs: texts,
    outdated: texts,
    lost: texts,
  }),
  assumptions: texts,
  unasked: texts,
  deviations: texts,
  findings: z.array(
    z.strictObject({
      id: text,
      severity,
      reviewer: text,
      task: text,
      place: maybe,
      quote: text,
      problem: text,
      fix: text,
      state: z.enum(["open", "mended", "withdrawn", "accepted", "refuted", "outside", "void"]),
      proof: z.optional(z.enum(["proven", "refuted", "unknown", "argued"])),
      tested: z.optional(text),
      mended_by: maybe,
      closed_by: maybe,
      elsewhere: z.optional(z.literal(true)),
      declined: z.optional(z.array(said)),
      withdrawn: z.optional(said),
      also: z.optional(
        z.array(
          z.object({ by: z.string(), id: z.string(), task: z.string(), problem: z.string() }),
        ),
      ),
      doubts: z.optional(texts),
    }),
  ),
  repository: texts,
  notices: z.array(z.strictObject({ text, decided: maybe })),
  sent: z.array(
    z.strictObject({ provider: text, prompts: count, bytes: count, files: count, withheld: count }),
  ),
  refusals: z.array(
    z.strictObject({
      task: text,
      subject: text,
      kind: z.enum(["refused", "stale", "denied"]),
      problems: texts,
    }),
  ),
  spent: z.strictObject({
    total: spent,
    main_thread: z.nullable(z.strictObject({ requests: z.number(), tokens: z.number() })),
  }),
  cost: money,
  tested: z.strictObject({ before: tested, after: tested, lost: texts }),
  moments: z.array(
    z.strictObject({
      seq: z.number(),
      at: text,
      kind,
      task: maybe,
      text,
      more: texts,
    }),
  ),
  tests: z.nullable(
    z.strictObject({
      none: maybe,
      baseline: texts,
      last: texts,
      before: count,
      runs: count,
      tree: maybe,
      final: z.nullable(z.boolean()),
    }),
  ),
  snapshot: maybe,
  accepted: maybe,
  rolled_back: maybe,
  by_codex: z.optional(texts),
  instructs: z.optional(texts),
  in_git: z.boolean(),
  has_remote: z.boolean(),
  onward: z.optional(z.strictObject({ command: text, does: text })),
  missing: texts,
});

/** Whether two types are the same, optional fields too. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Said = z.infer<typeof report>;
/** Fields of which the schema and the program's own type say different things. */
type Differing = {
  [Field in keyof Said | keyof CommonReport]: Field extends keyof Said & keyof CommonReport
    ? Same<Said[Field], CommonReport[Field]> extends true
      ? never
      : Field
    : Field;
}[keyof Said | keyof CommonReport];
/** Compiles only where there is none; else the compiler names them. */
const NONE_DIFFERS: [Differing] extends [never] ? true : Differing = true;
void NONE_DIFFERS;

/** What a reader of the file is told of a field, by its path. */
const DESCRIPTIONS: Record<string, string> = {
  version: "Raised where a field goes, or means something else.",
  run: "Id of the run.",
  workflow: "The workflow by whose rules it went.",
  status: "How it stands: complete, cancelled and failed are over; any other is not.",
  reason: "Why it stands so.",
  auto: "Nobody was asked where an answer could be assumed.",
  started_at: "Time of the start.",
  ended_at: "Time at which the last task ended; null while the run is live.",
  minutes: "From its start to its end, or to its last event.",
  command: "What started it.",
  request: "The request, word for word.",
  issue: "The address of the issue whose text the request is; left out where the person typed it.",
  story: "What the run is about, in a few words; null where nothing of it says so.",
  criteria: "What had to hold, with what shows that it does.",
  "criteria.steps": "What covers it: steps of the plan, unless steps_are says otherwise.",
  "criteria.verdicts": "What each reviewer said of it, in the order of the reviews.",
  "criteria.met":
    "Whether the program saw its tests pass; null: it cannot tell. Missing where reviewers alone say so.",
  earlier_reviews:
    "Files of reviews whose reviewer has looked again, and the tasks that wrote them.",
  criteria_in: "What has the criteria, such as user story; null: nothing of this run does.",
  criteria_approved: "Whether a person has approved them; null: nobody is to, or it is open.",
  reviewers: "Every review of the workflow. Only standing approved is an approval.",
  "reviewers.about": "tree, or the name of the file that is reviewed.",
  "reviewers.verdict": "The last status as it counts; null: none was given.",
  "reviewers.said": "What the reviewer said itself, where it counts as something else.",
  "reviewers.reason": "The person's, where the standing is the person's.",
  "reviewers.reviews": "Reviews that were given.",
  "reviewers.by": "Agent and model, or the external program.",
  "reviewers.final": "Whether the verdict is about what the run ended with; null: nobody can tell.",
  "reviewers.changed_after": "What changed after the verdict; null: nobody can tell.",
  "reviewers.refused": "What was wrong with verdicts that were sent back.",
  tasks: "Every task, in the order in which they can be done.",
  "tasks.passed": "Whether its outcome lets the run go on by itself; null: it has none.",
  done: "Tasks that are done.",
  fixes: "Of them fixes.",
  total: "All tasks that count.",
  base: "Hash of the project's files before the work; null: it did not begin.",
  final: "Hash of the files that the run ended with.",
  files: "Files that changed between both; null: nobody can tell.",
  by_hand:
    "Files that were changed between both by no task of the run but by hand; null: nobody can tell.",
  by_unseen:
    "The same where a command of the run that was left at work may have changed them; null: nobody can tell.",
  decisions: "What the person was asked and decided.",
  "decisions.by": "Who has answered at a job server; missing: the person who ran it.",
  waivers: "Reviews that the person went on without: no approvals.",
  unknown: "What is not proven.",
  "unknown.tasks": "What is shown of each task of the plan that is done.",
  "unknown.files": "Changed files with lines that no reviewer was shown.",
  "unknown.more": "How many files beyond those listed.",
  "unknown.criteria": "Criteria for which nothing but the name of a file without lines speaks.",
  "unknown.proofs": "Open findings whose test could not run on the fix that a reviewer approves.",
  "unknown.lost":
    "Tests that passed before the change, and do not with what they rest on as it was.",
  "unknown.hidden": "Source files that the change's ignore rules keep out of every commit.",
  "unknown.outdated":
    "Commands and files of earlier plans that do not hold, and why that is no gap.",
  assumptions: "What agents assumed and nobody asked.",
  unasked: "What the program settled without asking.",
  deviations: "Where the work departs from the plan.",
  findings: "All that reviewers found, and what became of each.",
  "findings.state":
    "mended: a reviewer agreed; accepted: the person let it be; refuted: its own test passes; void: what it was about does not count.",
  "findings.proof":
    "How far its own test shows it; argued: it has none; missing: it is not about code.",
  "findings.tested": "What its own test shows of it, in words; missing: nothing.",
  "findings.elsewhere": "It was called fixed although that place did not change.",
  "findings.declined": "Each time that an author declined it, oldest first.",
  "findings.withdrawn": "Who took it back, and why.",
  "findings.doubts": "Who calls it less grave.",
  "findings.also": "What others said who found the same, each in the review of this task.",
  repository: "Commits and changes of branch while the run went on.",
  notices: "What code noticed and no step of the run explains.",
  sent: "What external providers were given.",
  refusals: "What agents handed in or tried and was refused.",
  spent:
    "Tokens, calls of tools and minutes of the agents; tokens read from a cache count a tenth.",
  cost: "What it would cost in US dollars at API list prices or those of the settings, as far as they are known, and whose are not. A subscription does not pay by token.",
  tested:
    "The newest runs of the tests by the program, before the change and after it; lost: what unknown.lost names.",
  moments: "What happened, oldest first, as log tells it; more: what is said below.",
  tests: "The program's own runs of the tests; null: the workflow tells of them with its stages.",
  snapshot: "The git ref with the files as they were before the work; null: none is kept.",
  accepted:
    "The git ref with the files as the run left them; null: none is kept, or they have changed since.",
  instructs: "Changed files that instruct agents, or say what their hosts run; left out: none.",
  by_codex: "Tasks whose agent was Codex, in which no rule decides before a call; left out: none.",
  rolled_back:
    "When the newest rollback that is not undone was, to which state it went, and how to undo it; null: there is none.",
  in_git: "The project is in a repository of git.",
  has_remote: "That has a remote.",
  onward:
    "What to type next in the project, and what it does; left out where the workflow does not say.",
  missing: "What is not kept any more, so that the report cannot tell of it.",
};

interface Field {
  description?: string;
  properties?: Record<string, Field>;
  items?: Field;
  anyOf?: Field[];
  [key: string]: unknown;
}

function described(field: Field, path = ""): Field {
  const description = DESCRIPTIONS[path];
  const { properties, items, anyOf, ...rest } = field;
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  return {
    ...(description === undefined ? {} : { description }),
    ...rest,
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((one) => withoutOwn(described(one, path))) }),
    ...(items === undefined ? {} : { items: withoutOwn(described(items, path)) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, one]): [string, Field] => [
              name,
              described(one, below(name)),
            ]),
          ),
        }),
  };
}

/** What is said of a field stands there, and not once more at its items. */
const withoutOwn = ({ description: _, ...field }: Field): Field => field;

/** The file's text. */
export function reportSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(report, {
    target: "draft-2020-12",
    reused: "inline",
  }) as Field;
  const about = {
    $schema,
    title: "Report of a run of multi-ai",
    description:
      "What `multi-ai report --json` prints. A workflow adds fields of its own beside these.",
  };
  return `${JSON.stringify({ ...about, ...described(schema), additionalProperties: {} }, null, 2)}\n`;
}

if (import.meta.main)
  await Bun.write(join(import.meta.dir, "..", "docs/schemas/report.schema.json"), reportSchema());
