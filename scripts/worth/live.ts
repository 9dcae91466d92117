// `--live`: real models, the real host, a fresh copy of a task's project.
import { mkdtempSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transcriptIn } from "../../src/host/host.ts";
import { findClaude, hostEnvironment } from "../../src/host/program.ts";
import { answersIn, sessionBytes } from "../../src/host/transcript/transcript.ts";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import type { HostEvent } from "../../tests/harness/host.ts";
import { approveSettings } from "../../tests/harness/known.ts";
import { filesBelow } from "../../tests/harness/project.ts";
import { claudePath } from "../../tests/harness/sandbox.ts";
import { answer } from "../../tests/host/from-outside.ts";
import { PLUGIN } from "../../tests/host/scenario.ts";
import {
  HOST_ENV,
  hostArgs,
  LIVE_MODES,
  MODES,
  type ModeName,
  promptOf,
  settingsOf,
} from "./modes.ts";
import { keeper, type Outcome, outcomeOf, outcomeTable, RESULTS, type Spent } from "./outcome.ts";
import { freshProject, type Task, type Titles, titlesOf } from "./task.ts";

/** A result line of the host, as far as it is read here. */
interface Result {
  is_error?: boolean;
  result?: string;
  total_cost_usd?: number;
  modelUsage?: Record<
    string,
    {
      inputTokens: number;
      outputTokens: number;
      cacheReadInputTokens: number;
      cacheCreationInputTokens: number;
    }
  >;
}

/** A run that asks the person again and again is given up. */
const MAX_QUESTIONS = 8;

/** With what it is measured, and where the figures go. */
export interface Place {
  /** Path of Claude Code. */
  claude: string;
  env: Record<string, string | undefined>;
  results: string;
  /** Where the copies of projects lie, which stay there. */
  copies: string;
}

/**
 * The person's own Claude Code and login; without one of their own the host that the tests have.
 * @throws where there is none
 */
export function ownPlace(): Place {
  const env = {
    ...hostEnvironment(process.env, PLUGIN),
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  };
  const claude = findClaude(null, env, PLUGIN) ?? Bun.which(claudePath("new"));
  if (claude === null) throw new Error("--live needs Claude Code: there is no claude on PATH");
  return {
    claude,
    env: { ...env, DISABLE_AUTOUPDATER: "1" },
    results: RESULTS,
    copies: tmpdir(),
  };
}

const resultsIn = (out: string): (HostEvent & Result)[] =>
  out
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as HostEvent & Result)
    .filter(({ type }) => type === "result");

/** One call of the host to its end: its last result, which counts all before it. */
async function call(
  { claude, env }: Place,
  cwd: string,
  args: string[],
): Promise<HostEvent & Result> {
  const words = [
    claude,
    ...args,
    "--permission-mode",
    "acceptEdits",
    "--output-format",
    "stream-json",
    "--verbose",
  ];
  // The person's own settings and plugins would be part of what is measured; their login is no
  // setting.
  const child = Bun.spawn([...words, "--setting-sources", "project"], {
    ...{ cwd, env: { ...env, ...HOST_ENV }, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  const [out, said] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  await child.exited;
  const last = resultsIn(out).at(-1);
  const isAnswered = Object.keys(last?.modelUsage ?? {}).length > 0;
  if (last && (isAnswered || !last.is_error)) return last;
  const [why] = (last?.result ?? (said || out)).trim().split("\n");
  throw new Error(`--live needs an account; claude says: ${why}`);
}

/** Requests of a session and of the agents that it has started, by the host's own transcripts. */
function requestsOf(session: string, env: Place["env"]): number {
  const transcript = transcriptIn(env, session);
  if (transcript === null) return 0;
  const agents = join(transcript.replace(/\.jsonl$/, ""), "subagents");
  const files = filesBelow(agents).filter((name) => name.endsWith(".jsonl"));
  const all = [transcript, ...files.map((name) => join(agents, name))].map((path) =>
    sessionBytes(path),
  );
  return all.reduce((sum, bytes) => sum + answersIn(bytes).requests, 0);
}

async function playOnce(
  place: Place,
  task: Task,
  mode: ModeName,
  author: string | null,
  titles: Titles,
): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(place.copies, `worth-${task.name}-${mode}-`)));
  const project = freshProject(task, join(folder, "project"), settingsOf(mode, author));
  approveSettings(project);
  const plugin = MODES[mode].plugin(folder);
  const given = [
    ...(plugin === null ? [] : ["--plugin-dir", plugin]),
    ...hostArgs(task, mode, author),
  ];
  const started = Date.now();
  const ends = [await call(place, project, ["-p", promptOf(mode, task), ...given])];
  for (let asked = 0; mode !== "alone" && asked < MAX_QUESTIONS; asked++) {
    const [question] = readRun(findProject(project))?.questions ?? [];
    if (!question) break;
    console.error(
      `${task.name}, ${mode}: the person is asked ${question.kind}; taken: ${question.options[0]}`,
    );
    answer(project, question.options[0]!, null);
    ends.push(await call(place, project, ["-p", "Go on.", "--continue", ...given]));
  }
  const minutes = (Date.now() - started) / 60_000;
  const outcome = await outcomeOf(task, mode, project, titles, {
    ...spentOf(ends, place.env),
    minutes,
  });
  // Who wants to judge the findings needs what they are about.
  return { ...outcome, ...(author !== null && { author }), project };
}

/** Each process of the host counts from zero; one that goes on writes into the same transcript. */
function spentOf(ends: readonly (HostEvent & Result)[], env: Place["env"]): Spent {
  const sessions = new Set(ends.map((one) => one.session_id ?? ""));
  const used = ends.flatMap((one) => Object.values(one.modelUsage ?? {}));
  const sum = (counts: number[]): number => counts.reduce((all, one) => all + one, 0);
  return {
    requests: sum([...sessions].map((session) => requestsOf(session, env))),
    input: sum(
      used.map((one) => one.inputTokens + one.cacheReadInputTokens + one.cacheCreationInputTokens),
    ),
    cached: sum(used.map((one) => one.cacheReadInputTokens)),
    output: sum(used.map((one) => one.outputTokens)),
    usd: sum(ends.map((one) => one.total_cost_usd ?? 0)),
    minutes: null,
  };
}

/**
 * All of them one after the other. What is there is kept after each run: a later one may never end.
 */
export async function live(
  tasks: readonly Task[],
  modes: readonly ModeName[],
  repeat: number,
  author: string | null = null,
  place = ownPlace(),
): Promise<Outcome[]> {
  for (const mode of modes)
    if (!LIVE_MODES.includes(mode)) throw new Error(`${mode} is played by hand alone: --play`);
  const { claude, results } = place;
  const version = Bun.spawnSync([claude, "--version"]).stdout.toString().trim();
  const { version: plugin } = JSON.parse(readFileSync(join(PLUGIN, "package.json"), "utf8"));
  const keep = keeper(results, { host: version, plugin });
  const outcomes: Outcome[] = [];
  for (const task of tasks) {
    const titles = await titlesOf(task);
    for (const mode of modes)
      for (let nth = 1; nth <= repeat; nth++) {
        console.error(`${task.name}, ${mode}, ${nth} of ${repeat}`);
        outcomes.push(await playOnce(place, task, mode, author, titles));
        keep(outcomes);
      }
  }
  console.log(`${outcomeTable(outcomes)}\n\n${keep(outcomes)}`);
  return outcomes;
}
