import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Run } from "../engine/run.ts";
import { findProject, type Project, realPath } from "../project/project.ts";
import { type ArchivedRun, keptRun, knownRuns } from "../run/kept-runs.ts";
import { type Change, change } from "../run/run.ts";
import type { Paint } from "../text.ts";
import { allStarts } from "../workflows/index.ts";

/** 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a verb came to: `text` is for people, `data` is printed in its place with `--json`. */
export interface Answer {
  exit: ExitCode;
  text: string;
  data: unknown;
}

export interface Option {
  /** Name of its value in the help, such as `<run>`; an option without one is a switch. */
  value?: string;
  /** The value may be left out; given, it stands behind `=`. */
  optional?: true;
  about: string;
}

/** One call of a verb, after its arguments were found to be right. */
export interface Call {
  project: Project;
  /** Folder from which the project was looked for. */
  from: string;
  args: string[];
  /** Whether a switch was given. */
  has(name: string): boolean;
  /** The value of an option, null when it was not given. */
  value(name: string): string | null;
  json: boolean;
  /** Columns that a line may have. */
  width: number;
  paint: Paint;
  env: Record<string, string | undefined>;
  /** Prints a line now, before the answer: for verbs that take long. Goes to standard error with `--json`. */
  say(line: string): void;
  /** Prints a line to standard error: what went wrong beside the answer. */
  warn(line: string): void;
}

/** One verb of the command line; its file is named after it, and `verbs.ts` lists it. */
export interface Verb {
  summary: string;
  /** Arguments in the help, such as `[run]`; empty for none. */
  usage: string;
  /** Fewest and most arguments. */
  args: [number, number];
  options: Record<string, Option>;
  /** Inside the host a person does this with a slash command; the verb refuses there. Null: allowed for this call. */
  slash?: (call: Call) => string | null;
  hidden?: true;
  /** @throws what `main.ts` turns into exit 1 (Refused) or 3 (everything else) */
  run(call: Call): Answer | Promise<Answer>;
}

export const done = (text: string, data: unknown): Answer => ({ exit: 0, text, data });
/** The answer is no: nothing was changed. */
export const no = (text: string, data: object = {}): Answer => ({ exit: 1, text, data: { error: text, ...data } });
export const wrongUsage = (text: string): Answer => ({ exit: 2, text, data: { error: text } });

/** The project of a folder. Where no run is and no git either, earlier runs say which folder it was. */
export function placeOf(from: string): Project {
  const project = findProject(from);
  if (project.found !== "folder") return project;
  for (let folder = project.root; ; folder = dirname(folder)) {
    const task = join(folder, ".task");
    if (existsSync(join(task, "history")) || existsSync(join(task, "parked")))
      return { ...project, root: folder, task };
    if (dirname(folder) === folder) return project;
  }
}

/** Names the project where it is not the folder that one stands in. */
export const projectLine = ({ project, from }: { project: Project; from: string }): string =>
  realPath(from) === project.root ? "" : `Project: ${project.root}\n`;

/** What is said when there is no run: where it was looked for. */
export const noRunText = (from: string): string =>
  `No run here (looked for .task/events.jsonl from ${resolve(from)} up to /). Start one in Claude Code: ${allStarts()}`;

export const RUN_OPTION: Record<string, Option> = { run: { value: "<id>", about: "Also a parked or an archived run" } };

/** Carries out commands on the project's run and brings the files that are folded from its journal up to date. @throws Refused */
export function changeRun(call: Call, steps: (run: Run | null) => Change[]): Run | null {
  const { run, warning } = change(call.project, steps);
  if (warning !== undefined) call.warn(warning);
  return run;
}

/** The project's own run; also a verb that only reads puts back folds that are missing. */
export const ownRun = (call: Call): Run | null => changeRun(call, () => []);

/** The run that `--run` names, else the project's own; an answer where there is none. */
export function whichRun(call: Call): { ok: true; found: ArchivedRun } | { ok: false; answer: Answer } {
  const id = call.value("run");
  if (id === null) {
    const run = ownRun(call);
    if (run !== null) return { ok: true, found: { run, place: call.project, kept: "here" } };
    const known = knownRuns(call.project);
    const earlier = known.length > 0 ? `\nEarlier and parked runs (--run <id>): ${known.join(", ")}` : "";
    return { ok: false, answer: no(`${noRunText(call.from)}${earlier}`, { run: null, known }) };
  }
  const found = keptRun(call.project, id);
  if (found !== null) return { ok: true, found };
  const known = knownRuns(call.project);
  return {
    ok: false,
    answer: no(`No run "${id}" in ${call.project.task}; known: ${known.join(", ") || "none"}`, { known }),
  };
}
