import * as z from "zod/mini";
import { fold } from "../../../../text.ts";
import { FOREIGN_DOCUMENT, loose, optional, planningDocument } from "../document.ts";
import { telling } from "../files.ts";
import { checkPhase, planNumberOf, readHead, renderFrontMatter } from "../front-matter.ts";
import { type PhaseNumber, type Problem, problemText } from "../model.ts";
import { type NamedFile, planId } from "../numbers.ts";

/** `NN-MM-PLAN.md`: its front matter is the plan, and its body shows that to people. */

/** Text as people write it in YAML, where a bare `a: b` is a mapping, and `01` a number. */
const plain = z.union([z.string(), z.number(), z.boolean()]);
const word = z.pipe(
  z.union([plain, z.record(z.string(), plain)]),
  z.transform((value) =>
    typeof value !== "object"
      ? String(value).trim()
      : Object.entries(value)
          .map(([key, rest]) => `${key}: ${rest}`)
          .join(", "),
  ),
);
/** A field that may be missing or empty. */
export const or = <T extends z.ZodMiniType>(schema: T, none: z.output<T>) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value) => value ?? none),
  );
/** A list of words, or one text in its place. `parts`: what such a text stands for. */
const wordsBy = (parts: (text: string) => string[]) =>
  or(
    z.pipe(
      z.union([z.array(word), plain]),
      z.transform((value) =>
        (Array.isArray(value) ? value : parts(String(value)))
          .map((one) => one.trim())
          .filter((one) => one !== ""),
      ),
    ),
    [],
  );
export const words = wordsBy((text) => [text]);
/** Names: the text `one, two` stands for two of them. */
export const namesList = wordsBy((text) => text.split(","));
/** What the file of a plan, or on it, says of its place. */
export const ofPhase = {
  phase: z.optional(z.union([z.string(), z.number()])),
  plan: z.optional(z.union([z.string(), z.number()])),
};
const text = or(z.string(), "");

const taskFields = loose({
  name: z.string().check(z.minLength(1)),
  /** `auto`, or a checkpoint's kind, such as `checkpoint:human-verify`: that waits for a person. */
  type: or(z.string(), "auto"),
  /** It has to be seen failing before it passes. */
  tdd: or(z.boolean(), false),
  /** Paths and globs from the project's folder. */
  files: words,
  action: text,
  /** Commands that exit with 0 once it is done. */
  commands: words,
  /** What a test of it has to show, in words. */
  behavior: optional(z.string()),
  /** What has to hold once it is done, in words. */
  criteria: optional(z.string()),
  done: text,
});
export type PhaseTask = z.output<typeof taskFields>;

const planFields = loose({
  ...ofPhase,
  type: or(z.string(), "execute"),
  wave: optional(z.int()),
  depends_on: words,
  files_modified: words,
  autonomous: or(z.boolean(), true),
  gap_closure: optional(z.boolean()),
  requirements: words,
  must_haves: or(
    loose({
      truths: words,
      artifacts: or(z.array(loose({ path: z.string(), provides: text })), []),
    }),
    { truths: [], artifacts: [] },
  ),
  objective: text,
  /** Files that whoever carries it out reads first. */
  reads: words,
  tasks: z.array(taskFields).check(z.minLength(1)),
  user_setup: optional(z.array(z.unknown())),
  status: optional(z.string()),
});
type PlanFields = z.output<typeof planFields>;
/** Of one that cannot be read. */
const NOTHING: PlanFields = { ...planFields.parse({ tasks: [{ name: "-" }] }), tasks: [] };

export interface PlanPlace {
  /** Relative to the project. */
  path: string;
  /** Of the folder. */
  phase: PhaseNumber;
  file: NamedFile;
}

/** Whether a task waits for a person: its type is a checkpoint's. */
export const isCheckpoint = ({ type }: { type: string }): boolean => type.startsWith("checkpoint");

/** The plan that a text is. What cannot be read is in its problems. Pure. */
export function readPlanText(source: string, { path, phase, file }: PlanPlace) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const read = PLAN_KIND.is(source) ? PLAN_KIND.read(source, tell) : null;
  const fields = read?.fields ?? NOTHING;
  const head = read?.head ?? readHead(source, tell);
  if (read === null && problems.length === 0) tell(1, FOREIGN_DOCUMENT);
  checkPhase(head, phase, true);
  const plan = planNumberOf(head, file.plan, /^(?:\d+(?:\.\d+)*-)?(\d{1,4}[A-Za-z]?)$/);
  return {
    path,
    phase,
    /** Its number within its phase; 0: neither its name nor the file says it. */
    plan,
    /** `01-02`: how other plans name it. */
    id:
      file.plan === null && plan === 0 ? file.name.replace(/-?PLAN\.md$/, "") : planId(phase, plan),
    /** `execute` or `tdd`. */
    type: fields.type,
    /** As the file says it; what counts is computed from dependencies and files. */
    wave: fields.wave ?? null,
    depends_on: fields.depends_on,
    files_modified: fields.files_modified,
    /** False: something in it waits for a person. */
    autonomous: fields.autonomous && !fields.tasks.some(isCheckpoint),
    requirements: fields.requirements,
    gap_closure: fields.gap_closure ?? false,
    /** Another plan took its place: `readPlanning` leaves such a one out. */
    superseded: fields.status === "superseded",
    must_haves: fields.must_haves,
    objective: fields.objective,
    tasks: fields.tasks,
    /** Services that have to be set up by hand, a line each. */
    setup: setupLines(fields.user_setup),
    /** What of its text does not count. */
    notes: problems.flatMap((problem) => (problem.of === "" ? [problemText(problem)] : [])),
    /** It could not be read: a plan with problems never runs. */
    problems: problems.filter(({ of }) => of !== ""),
  };
}

/** Entries of `user_setup`, as they stand there. */
const setupLines = (user_setup: readonly unknown[] = []): string[] =>
  user_setup.length === 0
    ? []
    : renderFrontMatter({ user_setup })
        .split("\n")
        .filter((line) => /^\s/.test(line));

const block = (tag: string, value: string): string[] =>
  value.includes("\n") ? [`  <${tag}>`, value, `  </${tag}>`] : [`  <${tag}>${value}</${tag}>`];

const taskBlock = ({ name, type, tdd, files, action, commands, done }: PhaseTask): string[] => [
  `<task type="${type}"${tdd ? ' tdd="true"' : ""}>`,
  ...block("name", fold(name)),
  ...(files.length > 0 ? block("files", files.join(", ")) : []),
  ...block("action", action.trim()),
  ...(commands.length > 0
    ? [
        "  <verify>",
        ...commands.map((command) => `    <automated>${command}</automated>`),
        "  </verify>",
      ]
    : []),
  ...block("done", done.trim()),
  "</task>",
  "",
];

const bodyOf = ({ phase, plan, objective, reads, tasks, must_haves }: PlanFields): string =>
  [
    ...["<objective>", objective.trim(), "</objective>", ""],
    ...["<context>", ...reads.map((path) => `@${path}`), "</context>", ""],
    ...["<tasks>", "", ...tasks.flatMap(taskBlock), "</tasks>", ""],
    "<success_criteria>",
    ...must_haves.truths.map((truth) => `- ${fold(truth)}`),
    ...["</success_criteria>", ""],
    "<output>",
    `${/^[\d.]*/.exec(String(phase))}-${plan}-SUMMARY.md in the folder of the phase`,
    ...["</output>", ""],
  ].join("\n");

const PLAN_KIND = planningDocument({
  schema: planFields,
  key: "tasks",
  body: bodyOf,
});

/** The whole file of a plan. `below`: what else is kept in it. */
export const planText = PLAN_KIND.text;
