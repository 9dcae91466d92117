// `--live`: real models, the real host, a fresh copy of a task's project.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { agentsBeside, transcriptIn } from "../../../src/host/host.ts";
import { findClaude, hostEnvironment } from "../../../src/host/program.ts";
import { answersIn, sessionBytes, transcriptBytes } from "../../../src/host/transcript.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/life/run.ts";
import type { HostEvent } from "../../harness/host.ts";
import { claudePath } from "../../harness/sandbox.ts";
import { answer } from "../../host/from-outside.ts";
import { PLUGIN } from "../../host/scenario.ts";
import { HOST_ENV, hostArgs, MODES, type ModeName, promptOf } from "./modes.ts";
import { type Outcome, outcomeOf, outcomeTable, type Spent } from "./outcome.ts";
import { freshProject, hiddenTitles, type Task } from "./task.ts";

/** A result line of the host, as far as it is read here. */
interface Result {
  is_error?: boolean;
  result?: string;
  total_cost_usd?: number;
  modelUsage?: Record<
    string,
    { inputTokens: number; outputTokens: number; cacheReadInputTokens: number; cacheCreationInputTokens: number }
  >;
}

/** There is nobody who could answer: said in one line, and nothing more is tried. */
export class NobodyThere extends Error {}

/** A run that asks the person again and again is given up. */
const MAX_QUESTIONS = 8;

const env = {
  ...hostEnvironment(process.env, PLUGIN),
  ...HOST_ENV,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  DISABLE_AUTOUPDATER: "1",
};

/** Path of the person's Claude Code, else of the one that the tests have. */
function program(): string {
  const found = findClaude(null, env, PLUGIN) ?? Bun.which(claudePath("new"));
  if (found === null) throw new NobodyThere("--live needs Claude Code: no claude on PATH");
  return found;
}

const resultsIn = (out: string): (HostEvent & Result)[] =>
  out
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as HostEvent & Result)
    .filter(({ type }) => type === "result");

/** One call of the host to its end: its result lines. */
async function call(claude: string, cwd: string, args: string[]): Promise<(HostEvent & Result)[]> {
  const words = [claude, ...args, "--permission-mode", "acceptEdits", "--output-format", "stream-json", "--verbose"];
  // The person's own settings and plugins would be part of what is measured; their login is no setting.
  const child = Bun.spawn([...words, "--setting-sources", "project"], {
    ...{ cwd, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  const [out, said] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  writeFileSync(join(dirname(cwd), `host-${Date.now()}.jsonl`), out);
  const results = resultsIn(out);
  if (results.length === 0) throw new NobodyThere(`claude says: ${(said || out).trim().split("\n").at(-1)}`);
  return results;
}

/** Requests of a session and of the agents that it has started. */
function requestsOf(session: string): number {
  const transcript = transcriptIn(env, session);
  if (transcript === null) return 0;
  const agents = [...new Set(agentsBeside(transcript).map(({ agent }) => agent))];
  const all = [sessionBytes(transcript), ...agents.map((agent) => transcriptBytes(transcript, agent))];
  return all.reduce((sum, bytes) => sum + answersIn(bytes).requests, 0);
}

async function playOnce(claude: string, task: Task, mode: ModeName, titles: readonly string[]): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `worth-${task.name}-${mode}-`)));
  const project = freshProject(task, join(folder, "project"));
  const plugin = MODES[mode].plugin(folder);
  const given = [...(plugin === null ? [] : ["--plugin-dir", plugin]), ...hostArgs(task)];
  const started = Date.now();
  const results = await call(claude, project, ["-p", promptOf(mode, task), ...given]);
  const failed = results.find((one) => one.is_error && Object.keys(one.modelUsage ?? {}).length === 0);
  if (failed) throw new NobodyThere(`claude says: ${failed.result?.split("\n")[0]}`);
  for (let asked = 0; mode !== "alone" && asked < MAX_QUESTIONS; asked++) {
    const [question] = readRun(findProject(project))?.questions ?? [];
    if (!question) break;
    console.error(`${task.name}, ${mode}: the person is asked ${question.kind}; taken: ${question.options[0]}`);
    answer(project, question.options[0]!, null);
    results.push(...(await call(claude, project, ["-p", "Go on.", "--continue", ...given])));
  }
  const minutes = (Date.now() - started) / 60_000;
  return outcomeOf(task, mode, project, titles, { ...spentOf(results), minutes });
}

/** The counts of a session grow from result to result; one that goes on begins anew under the same id. */
function spentOf(results: readonly (HostEvent & Result)[]): Spent {
  const spent: Spent = { requests: 0, input: 0, cached: 0, output: 0, usd: 0, minutes: null };
  for (const [session, all] of Map.groupBy(results, (one) => one.session_id ?? "")) {
    spent.requests += requestsOf(session);
    // Each process counts from zero.
    for (const [at, one] of all.entries()) {
      const next = all[at + 1];
      if (next && (next.total_cost_usd ?? 0) >= (one.total_cost_usd ?? 0)) continue;
      spent.usd! += one.total_cost_usd ?? 0;
      for (const used of Object.values(one.modelUsage ?? {})) {
        spent.input += used.inputTokens + used.cacheReadInputTokens + used.cacheCreationInputTokens;
        spent.cached += used.cacheReadInputTokens;
        spent.output += used.outputTokens;
      }
    }
  }
  return spent;
}

const RESULTS = join(import.meta.dir, "results");

/** All of them one after the other. What is there is kept after each run: a later one may never end. */
export async function live(tasks: readonly Task[], modes: readonly ModeName[], repeat: number): Promise<void> {
  const claude = program();
  const version = Bun.spawnSync([claude, "--version"]).stdout.toString().trim();
  const { version: plugin } = JSON.parse(readFileSync(join(PLUGIN, "package.json"), "utf8"));
  const at = new Date().toISOString();
  const file = join(RESULTS, `${at.slice(0, 16).replace(":", "")}.json`);
  const outcomes: Outcome[] = [];
  for (const task of tasks) {
    const titles = await hiddenTitles(task);
    for (const mode of modes)
      for (let nth = 1; nth <= repeat; nth++) {
        console.error(`${task.name}, ${mode}, ${nth} of ${repeat}`);
        outcomes.push(await playOnce(claude, task, mode, titles));
        mkdirSync(RESULTS, { recursive: true });
        writeFileSync(file, `${JSON.stringify({ at, host: version, plugin, outcomes }, null, 1)}\n`);
        writeFileSync(file.replace(/json$/, "md"), `${outcomeTable(outcomes)}\n`);
      }
  }
  console.log(`${outcomeTable(outcomes)}\n\n${file}`);
}
