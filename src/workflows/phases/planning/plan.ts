import * as z from "zod/mini";
import { fit, oneLine } from "../../../text.ts";
import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { isOwnCommand } from "../../own-commands.ts";
import { telling } from "./files.ts";
import { checkPhase, linesOf, planNumberOf, readHead } from "./front-matter.ts";
import type { PhaseNumber, Problem } from "./model.ts";
import type { NamedFile } from "./numbers.ts";
import { plainNumber, planId, planNumber } from "./numbers.ts";
import { type Block, blocksOf, plainText } from "./task-blocks.ts";

/** `NN-MM-PLAN.md`; what is written here GSD's own tool carries out as well. */

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
/** A list of words, or one of them alone. */
export const words = or(
  z.pipe(
    z.union([z.array(word), plain]),
    z.transform((value) =>
      (Array.isArray(value) ? value : [String(value).trim()]).filter((one) => one !== ""),
    ),
  ),
  [],
);
/** Names, without a comma in them: `"one, two"` are two. */
export const namesList = z.pipe(
  words,
  z.transform((list) =>
    (list.length === 1 ? list[0]!.split(",").map((one) => one.trim()) : list).filter(
      (one) => one !== "",
    ),
  ),
);
/** GSD takes the text `true` for true. */
const flag = z.pipe(
  z.union([z.boolean(), z.string()]),
  z.transform((value) => String(value).trim() === "true"),
);
/** What the file of a plan, or on it, says of its place. */
export const ofPhase = {
  phase: z.optional(z.union([z.string(), z.number()])),
  plan: z.optional(z.union([z.string(), z.number()])),
};
const artifact = z.union([
  z.pipe(
    z.string(),
    z.transform((path) => ({ path, provides: "" })),
  ),
  z.object({ path: z.string(), provides: z.pipe(or(plain, ""), z.transform(String)) }),
]);

const fieldsOfPlan = z.object({
  ...ofPhase,
  type: or(z.string(), "execute"),
  wave: or(z.nullable(z.number().check(z.int())), null),
  depends_on: namesList,
  files_modified: z.optional(namesList),
  "files-modified": namesList,
  autonomous: z.nullish(flag),
  requirements: namesList,
  gap_closure: or(flag, false),
  must_haves: or(z.object({ truths: words, artifacts: or(z.array(artifact), []) }), {
    truths: [],
    artifacts: [],
  }),
  status: z.nullish(z.string()),
  run: z.optional(z.string()),
});

/**
 * Splits at commas and line ends, not at commas within braces, and takes off what people write
 * around a path.
 */
export function pathsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const char of text) {
    if (char === "{") depth++;
    if (char === "}") depth = Math.max(0, depth - 1);
    if (char === "\n" || (char === "," && depth === 0)) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  return [...parts, part]
    .map((one) =>
      one
        .trim()
        .replace(/^[-*+][ \t]+/, "")
        .replace(/[ \t]+\([^()]*\)$/, "")
        .replace(/^`(.*)`$/, "$1")
        .trim(),
    )
    .filter((one) => one !== "");
}

/** In characters: more is no plan that somebody can carry out. */
const MAX_LENGTH = 200_000;
const MISSING = /^MISSING\b/;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/;

/** Commands of a block: one in each line; one that ends in `\` goes on in the next. */
export const commandsOf = (text: string): string[] =>
  linesOf(text)
    .filter((line) => !FENCE.test(line))
    .join("\n")
    .replace(/\\\n[ \t]*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#") && !MISSING.test(line));

export interface PlanPlace {
  /** Relative to the project. */
  path: string;
  /** Of the folder. */
  phase: PhaseNumber;
  file: NamedFile;
  /** There is a summary of it. */
  isFinished?: boolean;
}

/** Whether a task waits for a person: its type is a checkpoint's. */
export const isCheckpoint = ({ type }: { type: string }): boolean => type.startsWith("checkpoint");

/** The plan that a text says. What cannot be read is in its problems. Pure. */
export function readPlanText(source: string, { path, phase, file, isFinished = false }: PlanPlace) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const isTooLong = source.length > MAX_LENGTH;
  if (isTooLong) tell(null, `it has ${source.length} characters; expected at most ${MAX_LENGTH}`);
  const head = readHead(
    isTooLong ? "" : source,
    tell,
    isFinished && file.plan !== null ? undefined : "plan: 01",
  );
  const { body, bodyLine } = head;
  const read = head.fields(fieldsOfPlan);
  const fields = read ?? fieldsOfPlan.parse({});
  checkPhase(head, phase, true);
  const plan = planNumberOf(head, file.plan, /^(?:\d+(?:\.\d+)*-)?(\d{1,4}[A-Za-z]?)$/);
  const council = fields.run !== undefined;
  const { objective, tasks } = council
    ? { objective: "", tasks: [] }
    : bodyOf(body, bodyLine, tell);
  if (tasks.length === 0 && !council && read !== null)
    tell(bodyLine, 'found no task, expected at least one <task type="auto"> … </task>');
  const waits = tasks.some(isCheckpoint);
  return {
    path,
    phase,
    /** From 1, within its phase; 0: neither its name nor the file says it, which is a problem. */
    plan,
    /** `01-02`: how other plans name it. */
    id: plan === 0 ? file.name.replace(/-?PLAN\.md$/, "") : planId(phase, plan),
    /** `execute` or `tdd`; `council`: written by that workflow, which alone reads its tasks. */
    type: council ? "council" : fields.type,
    /** As the file says it; what counts is computed from dependencies and files. */
    wave: fields.wave,
    depends_on: fields.depends_on.map((one) => otherPlan(one, phase)),
    files_modified: (fields.files_modified ?? fields["files-modified"]).flatMap(pathsOf),
    /** False: something in it waits for a person. */
    autonomous: fields.autonomous !== false && !waits,
    /**
     * It says neither that nor by a checkpoint whether a person is needed: GSD wants the key, and
     * carries such a plan out.
     */
    silent: !council && !waits && (fields.autonomous ?? null) === null,
    requirements: fields.requirements,
    gap_closure: fields.gap_closure,
    /** Another plan took its place: `readPlanning` leaves such a one out. */
    superseded: fields.status === "superseded",
    must_haves: fields.must_haves,
    objective,
    tasks,
    /** It could not be read: a plan with problems never runs. */
    problems,
  };
}

/**
 * A plan that another one waits for, as an id: `01`, `02-01`, `02-01-some-words`. What is none of
 * these stays as it is.
 */
function otherPlan(text: string, phase: PhaseNumber): string {
  const found = /^(?:(\d{1,4}(?:\.\d{1,3})*)-)?(\d{1,4}[A-Za-z]?)(?:-(?!\d+[A-Za-z]?$).*)?$/.exec(
    text,
  );
  if (found === null) return text;
  return planId(found[1] === undefined ? phase : plainNumber(found[1]), planNumber(found[2]!));
}

/** Commands of the project's own that a text has in backticks, or in a line of their own. */
const spansIn = (text: string): string[] => {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner]) => inner!);
  return [...new Set([...spans, ...linesOf(text)].map((one) => one.trim()).filter(isOwnCommand))];
};

type TellLine = (line: number, problem: string) => void;

function bodyOf(
  body: string,
  bodyLine: number,
  tell: TellLine,
): { objective: string; tasks: PhaseTask[] } {
  const blocks = blocksOf(body);
  const tellBelow: TellLine = (line, problem) => tell(line + bodyLine - 1, problem);
  const objective = plainText(blocks.find((one) => one.tag === "objective")?.text ?? "");
  const found = blocks.filter((one) => one.tag === "task" || one.tag === "feature");
  return {
    objective,
    tasks: found.length > 0 ? found.map((one) => taskOf(one, tellBelow)) : headedTasks(body),
  };
}

/** Tasks of the oldest plans: a heading `Task 1: name`, and prose. */
function headedTasks(body: string): PhaseTask[] {
  const lines = readMarkdown(body);
  return [2, 3].flatMap((level) =>
    sectionsOf(lines, level).flatMap(({ title, lines: own }): PhaseTask[] => {
      const name = /^Task \d+\s*[:.—–-]\s*(.+)$/i.exec(title)?.[1];
      const action = own
        .map((line) => line.text)
        .join("\n")
        .trim();
      const none = { files: [], commands: [], found: [], behavior: "", criteria: "", done: "" };
      return name === undefined ? [] : [{ name, type: "auto", tdd: false, action, ...none }];
    }),
  );
}

export type PhaseTask = ReturnType<typeof taskOf>;

/** Columns of a name that is taken from other words. */
const MAX_NAME = 80;

/** What the task of a decision offers, a line each: `- jwt: Signed tokens; pros: …; cons: …`. One option alone is no choice. */
function optionsIn(task: string): string {
  const text = /<options>([\s\S]*?)<\/options>/i.exec(task)?.[1] ?? "";
  const all = [...text.matchAll(/<option\b([^>]*)>([\s\S]*?)<\/option>/gi)].map(
    ([, attributes, inner]) => {
      const [id = "", name = ""] = ["id", "name"].map(
        (one) => new RegExp(`\\b${one}="([^"]*)"`, "i").exec(attributes!)?.[1],
      );
      const words = inner!.replace(/<(pros|cons)>/gi, "; $1: ").replace(/<[^>]*>/g, " ");
      return `- ${[id, name, words]
        .map((one) => oneLine(one).replace(/ ;/g, ";"))
        .filter((one) => one !== "")
        .join(": ")}`;
    },
  );
  if (all.length === 0) return plainText(text.trim());
  return all.length > 1 ? all.join("\n") : "";
}

function taskOf(task: Block, tell: TellLine) {
  const isFeature = task.tag === "feature";
  const type = isFeature ? "auto" : (task.attributes.type ?? "auto").trim();
  if (!task.closed) tell(task.line, `found <${task.tag}> without an end, expected </${task.tag}>`);
  const inner = task.blocks.flatMap((one) => [one, ...one.blocks]);
  for (const one of inner)
    if (!one.closed) tell(one.line, `found <${one.tag}> without an end, expected </${one.tag}>`);
  const textIn = (...tags: string[]): string =>
    tags
      .map((tag) => plainText(task.blocks.find((one) => one.tag === tag)?.text ?? ""))
      .filter((one) => one !== "")
      .join("\n\n");
  const isForPerson = isCheckpoint({ type });
  // How a look is answered is said by the question: GSD takes other words for it.
  const resumes = /:human-verify\b/.test(type) ? [] : ["resume-signal"];
  const name = textIn("name").replace(/\s+/g, " ");
  const action = isFeature
    ? textIn("behavior", "implementation")
    : isForPerson
      ? [
          textIn("action", "what-built", "decision", "context", "instructions", "how-to-verify"),
          optionsIn(type.endsWith(":decision") ? task.text : ""),
          textIn(...resumes),
        ]
          .filter((one) => one !== "")
          .join("\n\n")
      : textIn("action");
  if (name === "" && !isForPerson)
    tell(task.line, `found a <${task.tag}> without a name, expected <name>…</name>`);
  if (action === "" && !isForPerson)
    tell(
      task.line,
      `found a <${task.tag}> that says nothing to do, expected <${isFeature ? "behavior" : "action"}>`,
    );
  return {
    name: name || fit(oneLine(textIn("decision") || textIn("what-built")), MAX_NAME) || type,
    /** `auto`, or a checkpoint's kind, such as `checkpoint:human-verify`: that one waits for a person. */
    type,
    /** It has to be seen failing before it passes. */
    tdd: isFeature || task.attributes.tdd === "true",
    /** Paths and globs from the project's folder. */
    files: pathsOf(textIn("files")),
    action,
    /** Commands that exit with 0 once it is done. */
    commands: inner
      .filter((one) => one.tag === "automated")
      .flatMap((one) => commandsOf(plainText(one.text))),
    /** Where it names none: those that the words of its verification have in backticks. */
    found:
      inner.some((one) => one.tag === "automated") || isForPerson ? [] : spansIn(textIn("verify")),
    /** What a test of it has to show, in words; empty where it says none. */
    behavior: isFeature ? "" : textIn("behavior"),
    /** What has to hold once it is done, in words, whole; empty where it says none. */
    criteria: textIn("acceptance_criteria"),
    done: textIn("done"),
  };
}
