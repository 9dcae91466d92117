import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Answer, type Question, REPLIES } from "../jobs/job.ts";
import type { Folder } from "./folder.ts";
import type { LeasedJob } from "./hold.ts";
import { type Ended, runProgram } from "./process.ts";

/** The program that carries a run: `multi-ai`, as a person would start it, with `--json`. */

const PROGRAM = fileURLToPath(new URL("../../../bin/multi-ai", import.meta.url));

/** How a worker starts runs. */
export interface Carrying {
  /** The program and its first arguments. */
  program: string[];
  /** More arguments of each start and continuation, such as what agents may do. */
  arguments: string[];
  /** More of each start alone: what counts for a run from its start on. */
  starting?: string[];
  env: Record<string, string | undefined>;
  /** Claude Code as it was named; null: the one on PATH. Left out: runs need none. */
  claude?: string | null;
}

export const usualCarrying = (
  more: readonly string[] = [],
  starting: readonly string[] = [],
): Carrying => ({
  program: [PROGRAM],
  arguments: [...more],
  starting: [...starting],
  env: process.env,
  claude: /(?:^|\n)--claude[=\n]([^\n]*)/.exec(more.join("\n"))?.[1] ?? null,
});

/** Variables of the server that no run gets: its database, and its secrets. */
const OF_SERVER = /^(?:DATABASE_URL$|PG[A-Z]|MULTI_AI_SERVER_|MULTI_AI_TOKEN$)/;

/**
 * Where Claude Code sends OpenTelemetry, as its own variables say, what it sends names the job; all
 * other variables go to runs as they are.
 */
export function withJob(
  env: Record<string, string | undefined>,
  { id, workflow, attempts }: Pick<LeasedJob, "id" | "workflow" | "attempts">,
): Record<string, string | undefined> {
  if (!env.CLAUDE_CODE_ENABLE_TELEMETRY) return env;
  const own = `multi_ai.job=${id},multi_ai.workflow=${workflow},multi_ai.attempt=${attempts}`;
  const all = [env.OTEL_RESOURCE_ATTRIBUTES, own].filter(Boolean).join(",");
  return { ...env, OTEL_RESOURCE_ATTRIBUTES: all };
}

/** What `multi-ai run` came to. */
export interface RunEnd {
  code: number | null;
  /** Empty where it said nothing that could be read. */
  end: string;
  status: string;
  /** What Claude's API calls that for which it gives no answer; empty: it gives answers. */
  failure: string;
  /** In words, for a person. */
  said: string;
  /**
   * The code of settings that count only once a person has approved them; empty: none are in the
   * way.
   */
  waiting: string;
  /** Why an answer was none. */
  refusal: string | null;
}

/** Where a run's events go, what ends it, and who is told the number of its group. */
export interface Driven {
  sink: string;
  signal: AbortSignal;
  begun: (group: number) => void;
}

/** Of a run that stands: its questions, and what it took. */
export interface Standing {
  status: string;
  reason: string;
  questions: Question[];
  money: number | null;
}

/** Options that count only with words of the person's own. */
const WITH_TEXT = ["answer", "correct", "name", "revise"];

interface ShownQuestion {
  id: string;
  header: string;
  parts: Pick<Question, "title" | "commands" | "lines" | "price" | "file">;
  options: { key: string; label: string; description: string }[];
}

/** A line without what is true of the run's folder alone, which is new for each job and nobody's. */
export const elsewhere = (line: string): string =>
  line
    .replace(/^All (\d+): .*\bexplain T\d+$/, "$1 in all")
    .replace(/no run of this kind has been completed here yet(?:\. )?/, "")
    .replace(/^Cost[^:]*: $/, "");

/**
 * A question as `status --json` words it. Where options have one name in common, each is called by
 * its label.
 */
function questionOf({ id, header, parts, options }: ShownQuestion): Question {
  const here = (lines?: string[]) => lines?.map(elsewhere).filter((line) => line !== "");
  const isAlike = new Set(options.map(({ key }) => key)).size < options.length;
  return {
    id,
    kind: header,
    ...{ ...parts, lines: here(parts.lines) ?? [], price: here(parts.price) },
    options: options.map(({ key, label, description }) => ({
      name: isAlike ? label : key,
      label,
      description,
      text: !isAlike && WITH_TEXT.includes(key),
    })),
  };
}

const SETTINGS = "settings-";
/** Whether a question is about a project's settings, and with which code they are approved. */
export const settingsCode = (question: string): string | null =>
  question.startsWith(SETTINGS) ? question.slice(SETTINGS.length) : null;
export const WITHOUT = "without";

/**
 * What a person is asked where the project's settings wait. What is typed in a terminal is left
 * out.
 */
export function settingsQuestion({ waiting, said }: RunEnd): Question {
  const lines = said.split("\n").filter((line) => /^ {2}\S/.test(line));
  const option = (name: string, label: string, description: string) => ({
    name,
    label,
    description,
    text: false,
  });
  return {
    id: `${SETTINGS}${waiting}`,
    kind: "Settings",
    title:
      "The project's settings say what runs, is sent, may be used or decides in your place. Should they apply?",
    lines,
    options: [
      option(
        "approve",
        "Approve",
        "All of it applies, in this project and wherever the settings are the same",
      ),
      option(WITHOUT, "Without", "The run continues without it"),
    ],
  };
}

const OF_REPLIES = "replies-";
/** Whether a question is about the replies of a pull request, and with which code they are sent. */
export const repliesCode = (question: string): string | null =>
  question.startsWith(OF_REPLIES) ? question.slice(OF_REPLIES.length) : null;
export const SEND = "send";

/** What is to be sent to a pull request, whole. */
export interface Replies {
  code: string;
  text: string;
}

/** What a person is asked before that is sent. */
export const repliesQuestion = ({ code, text }: Replies): Question => ({
  id: `${OF_REPLIES}${code}`,
  kind: REPLIES,
  title: "Should these replies be sent to the pull request?",
  lines: text.split("\n"),
  options: [
    { name: SEND, label: "Send", description: "All of them, as they stand here", text: false },
    { name: "leave", label: "Leave", description: "None of them is sent", text: false },
  ],
});

const problemOf = (fields: Record<string, unknown>, err: string, code: number | null): string =>
  textOf(fields.error) || textOf(fields.refused) || err.trim() || `exit ${code}`;

const fieldsOf = (out: Buffer): Record<string, unknown> => {
  try {
    const value = JSON.parse(out.toString());
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * What begins a job's workflow, and what it is told. Phases that are there already go on by what
 * comes next, which takes no words. After the dashes a request is nothing but a request, whatever
 * it begins with; a pull request's number is none.
 */
function startOf({ workflow, request: words }: LeasedJob, project: string) {
  const request = `-- ${words}`;
  if (workflow !== "phases")
    return { start: workflow as string, text: workflow === "address" ? words : request };
  const isPlanned = existsSync(join(project, ".planning", "ROADMAP.md"));
  return isPlanned ? { start: "next", text: "" } : { start: "new-project", text: request };
}

type Called = Partial<Parameters<typeof runProgram>[1]>;
const BRIEF: Called = { timeout: 300_000 };

/** Calls of the program in the folder of a job. */
export class Program {
  private readonly env: Record<string, string | undefined>;

  constructor(
    private readonly carrying: Carrying,
    private readonly folder: Folder,
    private readonly job: LeasedJob,
  ) {
    const kept = Object.entries(carrying.env).filter(([name]) => !OF_SERVER.test(name));
    this.env = withJob(Object.fromEntries(kept), job);
  }

  /** Starts the run. */
  run(driven: Driven): Promise<RunEnd> {
    const { start, text } = startOf(this.job, this.folder.project);
    const { options, source } = this.job;
    const given = Object.entries(options).map(([name, value]) =>
      value === true ? `--${name}` : `--${name}=${value}`,
    );
    const issue = source.by === "github" && text !== "" ? source.text_of : undefined;
    const { starting = [] } = this.carrying;
    const flags = [...given, ...starting, ...(issue === undefined ? [] : [`--issue=${issue}`])];
    return this.drive({ do: "start", workflow: start, request: text }, driven, flags);
  }

  /**
   * Takes up the run of an attempt before: it becomes this folder's, gets back the files that were
   * accepted, and the answers that it lacks, and goes on.
   */
  goOn(answers: Answer[], driven: Driven): Promise<RunEnd> {
    return this.drive({ do: "continue", answers }, driven);
  }

  private async drive(
    order: object,
    { sink, signal, begun }: Driven,
    flags: string[] = [],
  ): Promise<RunEnd> {
    const words = [...flags, ...this.carrying.arguments, "--sink", sink];
    const { code, out, err } = await this.carry(order, words, { signal, begun });
    const fields = fieldsOf(out);
    const refused = Array.isArray(fields.refused_answers) ? fields.refused_answers : [];
    return {
      refusal: textOf(refused.at(-1)) || null,
      code,
      end: textOf(fields.end),
      status: textOf(fields.status),
      failure: textOf(fields.failure),
      waiting: textOf(fields.waiting),
      said: textOf(fields.error) || err.trim().split("\n").slice(-3).join("\n"),
    };
  }

  /**
   * Takes back what the run has changed, or the last time that was done. Returns how many files; in
   * words why it was not done.
   */
  async rollBack(isUndo: boolean): Promise<{ changed: number; left: number } | string> {
    const { code, out, err } = await this.carry({ do: isUndo ? "undo" : "rollback" });
    const fields = fieldsOf(out);
    const count = (one: unknown): number => (Array.isArray(one) ? one.length : 0);
    if (code === 0) return { changed: count(fields.changes), left: count(fields.left) };
    return problemOf(fields, err, code);
  }

  /** Approves the project's settings as a person has seen them, or has them left out. */
  trust(code: string, isWithout: boolean): Promise<string | null> {
    return this.done({ do: isWithout ? "leave_out" : "approve", code });
  }

  async standing(): Promise<Standing> {
    const { out } = await this.call("status");
    const { status, reason, questions, cost } = fieldsOf(out);
    const usd = (cost as { usd?: unknown } | null)?.usd;
    return {
      status: textOf(status),
      reason: textOf(reason),
      questions: Array.isArray(questions) ? questions.map(questionOf) : [],
      money: typeof usd === "number" ? usd : null,
    };
  }

  /** What the run has to say on its pull request, and has not said; null: nothing. In words why not. */
  async replies(): Promise<Replies | null | string> {
    const { code, out, err } = await this.carry({ do: "replies" });
    const fields = fieldsOf(out);
    if (code !== 0) return problemOf(fields, err, code);
    const text = textOf(fields.replies);
    return text === "" ? null : { code: textOf(fields.code), text };
  }

  /** Sends them, as long as they are what was shown with this code. */
  reply(code: string): Promise<string | null> {
    return this.done({ do: "reply", code });
  }

  /** The report in Markdown; null: there is none. */
  async report(): Promise<string | null> {
    const { out } = await this.carry({ do: "report" });
    return textOf(fieldsOf(out).markdown) || null;
  }

  private async done(order: object): Promise<string | null> {
    const { code, out, err } = await this.carry(order);
    return code === 0 ? null : problemOf(fieldsOf(out), err, code);
  }

  /** What needs the job's key, which only this program reads. */
  private carry(order: object, words: string[] = [], more: Called = BRIEF): Promise<Ended> {
    const stdin = JSON.stringify({ key: this.job.key, ...order });
    return this.call("carry", words, { stdin, ...more });
  }

  private call(verb: string, words: string[] = [], more: Called = BRIEF): Promise<Ended> {
    const command = [...this.carrying.program, verb, "--json", ...words];
    return runProgram(command, { cwd: this.folder.project, env: this.env, ...more });
  }
}
