// A case for a real reader: a small project, a request, what stands in the run before it, and what is planted.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as z from "zod";
import type { Files } from "../harness/project.ts";

export const CASES = join(import.meta.dir, "..", "fixtures", "readers");

/** Every group has to be met by one of its words; case does not count. */
const words = z.array(z.array(z.string().min(2)).min(1)).min(1);
const span = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

const planted = z.strictObject({
  id: z.string(),
  /** In code: the file, and a piece of the line that is wrong; a finding up to `within` lines away is about it. */
  file: z.string().optional(),
  quote: z.string().optional(),
  within: z.number().int().default(6),
  /** In a plan: the steps or criteria that a finding may point at. */
  at: z.array(z.string()).optional(),
  /** What problem, quote or fix of the finding must mention. */
  words,
  severity: z.array(z.enum(["blocker", "major", "minor"])).min(1),
  /** Not brought by the change: it has to be marked so, and need not be found. */
  outside: z.boolean().default(false),
  /** A fault that follows from a planted one, or that one may see or not: right to report, not wrong to leave out. */
  optional: z.boolean().default(false),
});
export type Planted = z.infer<typeof planted>;

/** Parts of what a reader wrote that are searched: lists of its artifact, `open` points of its pull request, whole `documents`. */
const PARTS = ["criteria", "questions", "steps", "blockers", "declined", "open", "documents", "all"] as const;
export type Part = (typeof PARTS)[number];

/** A command that is run with what the reader has left, in a copy. */
const trial = z.strictObject({
  id: z.string(),
  /** The project as the reader left it, or as it was given to it. */
  from: z.enum(["answer", "given"]).default("answer"),
  /** Globs of files of the answer that are put over the project as it was given. */
  keep: z.array(z.string()).default([]),
  /** Folders of the case that are put over it, in order. */
  over: z.array(z.string()).default([]),
  command: z.array(z.string()).min(1),
  passes: z.boolean(),
});
export type Trial = z.infer<typeof trial>;

const schema = z.strictObject({
  about: z.string(),
  request: z.string(),
  workflow: z.enum(["multi-ai", "team"]).default("multi-ai"),
  /** What the run is started with beside the request, and settings of the project in place of the defaults. */
  options: z.record(z.string(), z.string()).default({}),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Folder below `runs/` with what the roles before the reader wrote, by task; what `parts/` of the case has comes over it. */
  run: z.string().optional(),
  /** Files of the project that the change of the case removes. */
  removes: z.array(z.string()).default([]),
  /** The reader starts the external reviewer; what its command prints at each call, in order. */
  prints: z.array(z.string()).optional(),
  /** Base project below `projects/`. */
  project: z.string(),
  /** Subject of the task that the reader gets, such as `Code Review - Sonnet v2`. */
  target: z.string(),
  /** What the person answers to the questions of `story.json`; the reader then gets the second dispatch of its task. */
  answers: z.array(z.string()).default([]),
  /** The program runs the tests of the project on the way to the reader's task. */
  tests: z.boolean().default(false),
  expect: z.strictObject({
    status: z.array(z.string()).min(1),
    criteria: span.optional(),
    questions: span.optional(),
    steps: span.optional(),
    /** Words that criteria, or steps, may not hold: implementation, general quality, what a review refused. */
    unwanted: z.array(z.string()).default([]),
    /** Words that the artifact has to hold, by the part of it that has to say so; of a gate one entry has to hold them all. */
    says: z.array(z.strictObject({ id: z.string(), in: z.enum(PARTS), words })).default([]),
    /** Words that one entry, or line, of a part may not hold together: a false alarm, what somebody tried to talk the reader into. */
    silent: z.array(z.strictObject({ id: z.string(), in: z.enum(PARTS), words })).default([]),
    /** What the program derives from the artifact, by name. */
    flags: z.record(z.string(), z.boolean()).default({}),
    /** How many entries lists of the artifact may have, by name; `[0, 0]` also where the list is left out. */
    lists: z.record(z.string(), span).default({}),
    planted: z.array(planted).default([]),
    prior: z.record(z.string(), z.enum(["fixed", "open", "withdrawn"])).default({}),
    /** Findings that an author has to decline: they are wrong. */
    declined: z.array(z.string()).default([]),
    /** Paths below which the reader may change files. */
    files: z.array(z.string()).default([]),
    trials: z.array(trial).default([]),
  }),
});
export type Case = z.infer<typeof schema> & { name: string; folder: string };

/** Names of the cases in a folder. */
export const namesIn = (cases: string): string[] =>
  readdirSync(cases)
    .filter((name) => existsSync(join(cases, name, "case.json")))
    .sort();

/** A case in a folder of cases. @throws when there is none of that name, or its `case.json` does not fit the form */
export function caseIn<T extends object>(cases: string, form: z.ZodType<T>, name: string) {
  const folder = join(cases, name);
  const path = join(folder, "case.json");
  if (!existsSync(path)) throw new Error(`no case "${name}"; known: ${namesIn(cases).join(", ")}`);
  const parsed = form.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${name}/case.json: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, name, folder };
}

export const caseNames = (): string[] => namesIn(CASES);
export const loadCase = (name: string): Case => caseIn(CASES, schema, name);

/**
 * Text files below a folder by their path in the project; none without the folder. Stored with `.txt` behind the name:
 * neither the compiler, the linter nor the test runner of this repository takes them for its own.
 */
export function filesOf(folder: string): Files {
  if (!existsSync(folder)) return {};
  const found: Files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path).replace(/\.txt$/, "")] = readFileSync(path, "utf8");
  }
  return found;
}

/** An artifact of the case without task and nonce; null when the case has none of this name. */
export function artifactOf(one: Case, name: string): Record<string, unknown> | null {
  const path = join(one.folder, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
