// A run in which a real model answered each request of the host: its answers as they are kept, and
// given again.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CodexReply, CodexScript, CodexTurn, Reply, Script, Turn } from "./model.ts";
import type { Files } from "./project.ts";
import { type Brief, obedientMain, readBrief } from "./team.ts";

/** One answer, with the beginning of what it answered. */
export interface Kept {
  to: string;
  text?: string;
  calls?: { name: string; input: Record<string, unknown> }[];
  /**
   * The main thread did what the directive says and no more: made its calls, printed its report.
   * Both are others in each run.
   */
  asTold?: true;
}

/**
 * The answers of each conversation, by what it was to write: the n-th agent that wrote a file, the
 * n-th session of Codex.
 */
export type Conversations = Record<string, Kept[][]>;

export interface LiveRun {
  prompt: string;
  /** Programs that a machine may not have: what they did is in `programs.json`. */
  programs: string[];
  /** With what it was recorded. */
  recorded: Record<string, string>;
  status: string;
  /** What became of each task that counted: its subject and its outcome. */
  verdicts: [subject: string, outcome: string][];
  conversations: Conversations;
}

const FOLDER = join(import.meta.dir, "..", "fixtures", "live");

export const readLive = (name: string): { run: LiveRun; files: Files; kept: string } => ({
  run: JSON.parse(readFileSync(join(FOLDER, name, "run.json"), "utf8")),
  files: JSON.parse(readFileSync(join(FOLDER, name, "project.json"), "utf8")),
  kept: join(FOLDER, name, "programs.json"),
});

const hole = (name: string): string => `⟦${name}⟧`;

/**
 * Nonces of the briefs so far, by the name of their hole: who reads the file of another task may
 * write its nonce.
 */
export class Nonces {
  readonly all: [name: string, nonce: string][] = [];
  private readonly counts = new Map<string, number>();

  /** Notes the brief of an agent that begins. `key`: its conversation. */
  begins(key: string, { nonce }: Brief): void {
    const nth = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, nth);
    this.all.push([`nonce of ${key} ${nth}`, nonce]);
  }
}

/**
 * What a brief says that is another thing in each run, longest first: a worktree lies in no
 * project, its path may.
 */
function values(brief: Brief, project: string): [name: string, value: string][] {
  const workdir = /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1];
  const timestamp = /"timestamp": "([^"]+)"/.exec(brief.text)?.[1];
  const all: [string, string | undefined][] = [
    ["workdir", workdir],
    ["project", project],
    ["nonce", brief.nonce],
    ["run", brief.run],
    ["timestamp", timestamp],
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
}

/** Every string in a value, changed. */
function mapText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((one) => mapText(one, change)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, mapText(one, change)]),
  ) as T;
}

/** Takes out what is another thing in each run. */
export function withHoles<T>(
  value: T,
  brief: Brief | null,
  project: string,
  nonces = new Nonces(),
): T {
  const known = brief
    ? [...values(brief, project), ...nonces.all]
    : [["project", project] as const];
  return mapText(value, (text) => {
    const out = known.reduce((now, [name, found]) => now.replaceAll(found, hole(name)), text);
    return brief ? out.replaceAll(new RegExp(`\\b${brief.task}\\b`, "g"), hole("task")) : out;
  });
}

/** Puts in what this run has in its place. */
export function filled<T>(
  value: T,
  brief: Brief | null,
  project: string,
  nonces = new Nonces(),
): T {
  const known = brief
    ? [...values(brief, project), ["task", brief.task] as const, ...nonces.all]
    : [["project", project] as const];
  return mapText(value, (text) =>
    known.reduce((now, [name, found]) => now.replaceAll(hole(name), found), text),
  );
}

/** Under what the answers of an agent are kept: the file that it is to write, in the project. */
export const agentKey = (brief: Brief, project: string): string =>
  brief.writes.replace(`${project}/`, "");

/** What a turn of Claude Code's model is told, in parts. */
export const partsOf = ({ lastUser, toolResults }: Turn): string[] => [
  lastUser,
  ...toolResults.map(({ text }) => text),
];
/** The same of Codex' model. */
export const codexParts = ({ outputs, prompt }: CodexTurn): string[] => [outputs.at(-1) ?? prompt];

/**
 * How what was asked began: enough to see which answer belonged to what. Nonces, times and the
 * host's ids are another thing in each run, and so is the order of calls that were made at once.
 */
export const asked = (parts: string[]): string =>
  parts
    .map((part) =>
      part
        .replaceAll(
          /\b[0-9a-f]{16,64}\b|\b\d{4}-\d\d-\d\dT[\d:]+Z|(?<=background with ID: )\w+/g,
          "…",
        )
        .replaceAll(/\s+/g, " ")
        .trim()
        .slice(0, 60),
    )
    .filter((part) => part !== "")
    .sort()
    .join(" | ");

/** Whether an answer of the main thread is what the directive says and nothing more. */
export function isAsTold(turn: Turn, { text, calls = [] }: Pick<Kept, "text" | "calls">): boolean {
  const expected = obedientMain(turn);
  return text === expected.text && JSON.stringify(calls) === JSON.stringify(expected.calls ?? []);
}

export interface Replay {
  script: Script;
  codex: CodexScript;
  /**
   * Where something else was asked than when the answer was written, for whoever looks into a
   * failure.
   */
  differences: string[];
}

/**
 * Gives what no kept answer is there for: somebody is asked, and what they say is kept. `first`:
 * the conversation begins.
 */
export type Ask = (
  key: string,
  turn: Turn,
  first: boolean,
) => Promise<Pick<Kept, "text" | "calls">>;

/**
 * Where the program keeps what it saw of the tests: of that reviewers use the names of those that
 * passed.
 */
const RECORD = ".task/tests.json";

/**
 * Whether a brief shows a file whole, by itself or in a diff: who has one there does not open it
 * again.
 */
function shows(brief: string, path: string, project: string): boolean {
  if (brief.includes(`\n${path}:\n\`\`\`\``)) return true;
  const file = join(project, path);
  const text = statSync(file, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(file, "utf8")
    : "";
  if (path === RECORD)
    return text !== "" && passedIn(text).every((name) => brief.includes(JSON.stringify(name)));
  const [, diff = ""] = brief.split(`\n+++ b/${path}\n`);
  const lines = diff.split(/^(?:diff --git |`{4})/m)[0]!.split("\n");
  const now = lines.filter((line) => /^[ +]/.test(line)).map((line) => line.slice(1));
  return text !== "" && now.join("\n") === text.replace(/\n$/, "");
}

/** The names of the tests that passed, as a brief has them. */
function passedIn(record: string): string[] {
  const { commands } = JSON.parse(record) as {
    commands: { tests: { name: string; state: string }[] }[];
  };
  const passed = commands.flatMap(({ tests }) => tests).filter(({ state }) => state === "passed");
  return passed.map(({ name }) => name.replaceAll(/\s+/g, " "));
}

/**
 * Answers without reads of what the brief shows, whole: what an agent changes it has to have read, unless it was set aside, and
 * a search goes on.
 */
export function withoutShown(answers: Kept[], brief: string, project = "/nowhere"): Kept[] {
  const aside = /^(\S+) is what you wrote there last\. The file is set aside/m.exec(brief)?.[1];
  const written = new Set(
    answers.flatMap(({ calls = [] }) =>
      calls.flatMap(({ name, input }) => (name === "Read" ? [] : [input.file_path])),
    ),
  );
  const isShown = (path: unknown): boolean =>
    shows(brief, String(path).replace(`${hole("project")}/`, ""), project);
  const isNeedless = ({ name, input }: NonNullable<Kept["calls"]>[number]): boolean => {
    if (name === "Read")
      return (
        isShown(input.file_path) &&
        (!written.has(input.file_path) || input.file_path === `${hole("project")}/${aside}`)
      );
    // Every line of one file.
    if (name === "Grep" && input.pattern === "." && input.output_mode === "content")
      return isShown(input.path);
    const [, printed] =
      name === "exec"
        ? (/for f in ([\w./ -]+); do [^;]*; nl -ba \$f; done/.exec(String(input.code)) ?? [])
        : [];
    return printed?.split(" ").every(isShown) ?? false;
  };
  return answers.flatMap((one) => {
    const { calls = [] } = one;
    const left = calls.filter((call) => !isNeedless(call));
    return left.length === calls.length
      ? [one]
      : left.length === 0
        ? []
        : [{ ...one, calls: left }];
  });
}

/**
 * Gives the kept answers again, in the order of each conversation. One that is asked for more than it has goes to `ask`, and
 * is longer then; without that it throws.
 */
export function replay({ conversations }: LiveRun, project: string, ask?: Ask): Replay {
  const differences: string[] = [];
  const nonces = new Nonces();
  const begun = new Map<string, number>();
  const open = new Map<string, { key: string; answers: Kept[]; at: number }>();

  /** The answers of a conversation, which begins with its first request. `brief`: of that request. */
  function conversation(id: string, name: string, brief = "") {
    const known = open.get(id);
    if (known) return known;
    const nth = begun.get(name) ?? 0;
    begun.set(name, nth + 1);
    conversations[name] ??= [];
    const all = conversations[name];
    all[nth] ??= [];
    // What somebody is asked anew is kept behind what there is.
    const answers = ask ? all[nth] : withoutShown(all[nth], brief, project);
    const one = { key: `${name} ${nth + 1}`, answers, at: 0 };
    open.set(id, one);
    return one;
  }

  function next(id: string, name: string, told: string[], brief = ""): Kept {
    const one = conversation(id, name, brief);
    const kept = one.answers[one.at++];
    if (!kept)
      throw new Error(
        `${one.key} has ${one.answers.length} kept answers and was asked once more: ${told.join("\n").slice(0, 1_000)}\n` +
          `asked otherwise than when it was kept:\n${differences.join("\n")}`,
      );
    if (kept.to !== asked(told))
      differences.push(`${one.key}, answer ${one.at}: ${asked(told)}\n  then: ${kept.to}`);
    return kept;
  }

  return {
    differences,
    async script(turn: Turn): Promise<Reply> {
      if (turn.thread === "main") {
        // How often the main thread is asked hangs on which agents end at the same moment: only its own words are kept in order.
        if ((conversations.main ?? []).every((answers) => answers.every((one) => one.asTold)))
          return obedientMain(turn);
        const kept = next(turn.sessionId, "main", withHoles(partsOf(turn), null, project));
        return kept.asTold
          ? obedientMain(turn)
          : filled({ text: kept.text, calls: kept.calls }, null, project);
      }
      const brief = readBrief(turn.firstUser);
      if (!brief) throw new Error(`an agent without a brief: ${turn.firstUser.slice(0, 200)}`);
      const key = agentKey(brief, project);
      // An agent with a host of its own is known by its session.
      const id = turn.agentId ?? turn.sessionId;
      if (!open.has(id)) nonces.begins(key, brief);
      const told = withHoles(partsOf(turn), brief, project);
      const one = conversation(id, key, turn.firstUser);
      if (ask && one.at === one.answers.length) {
        const answer = await ask(key, turn, one.at === 0);
        one.answers.push({ to: asked(told), ...withHoles(answer, brief, project, nonces) });
      }
      const kept = next(id, key, told);
      // As it was written: an agent that ended with a text where the host has a tool for that is part of the run.
      return {
        ...filled({ text: kept.text, calls: kept.calls }, brief, project, nonces),
        plainEnd: true,
      };
    },
    codex(turn: CodexTurn): CodexReply {
      const told = withHoles(codexParts(turn), null, project);
      const kept = filled(next(turn.sessionId, "codex", told, turn.prompt), null, project);
      const code = kept.calls?.find((call) => call.name === "exec")?.input.code;
      return typeof code === "string" ? { code } : { text: kept.text };
    },
  };
}
