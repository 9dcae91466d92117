// What it takes to look at a run of 100, 1,000 and 10,000 events: every verb that shows one, as a whole process of the built
// program beside an empty Bun, with the most memory it had; and what `watch` takes to its first screen. Prints a table.
// bun tests/bench/views.bench.ts [rounds] [events …]

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanup } from "../harness/project.ts";
import { type LongRun, makeLongRun } from "./long-run.ts";
import { type Candidate, measure, peakOf } from "./processes.ts";

const [given, ...sizes] = process.argv.slice(2).map(Number);
const rounds = given ?? 11;
const EVENTS = sizes.length > 0 ? sizes : [100, 1_000, 10_000];
const root = join(import.meta.dir, "..", "..");
const temp = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-bench-")));
const empty = join(temp, "empty.js");
writeFileSync(empty, "");

const options = ["--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
const program = [process.execPath, ...options, "src/orchestrator.ts"];
const VERBS = ["status", "report", "report --html", "log", "runs"];

const environment = (project: string): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "/",
  // As the launcher starts it: Bun in the plugin's folder, and the program in that of the caller.
  MULTI_AI_CWD: project,
});

const floor: Candidate = { name: "bun empty.js", command: [process.execPath, ...options, empty], cwd: root };

const looks = ({ root: project, events }: LongRun): Candidate[] =>
  VERBS.map((verb) => ({
    name: `${verb} ${events}`,
    command: [...program, ...verb.split(" ")],
    cwd: root,
    env: environment(project),
  }));

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Milliseconds from `begin` until what a started program has written fits. */
async function until(begin: number, fits: () => boolean): Promise<number> {
  while (!fits()) await Bun.sleep(1);
  return (Bun.nanoseconds() - begin) / 1e6;
}

/** One `watch` at a terminal, in milliseconds to its first screen. */
async function watchScreen(long: LongRun): Promise<number> {
  const begin = Bun.nanoseconds();
  let text = "";
  const decoder = new TextDecoder();
  const terminal = new Bun.Terminal({
    cols: 120,
    rows: 40,
    name: "xterm-256color",
    data: (_, bytes) => {
      text += decoder.decode(bytes.slice(), { stream: true });
    },
  });
  const env = { ...environment(long.root), TERM: "xterm-256color" };
  const child = Bun.spawn([...program, "watch"], { cwd: root, env, terminal });
  const first = await until(begin, () => text.includes("q leaves"));
  child.kill("SIGTERM");
  await child.exited;
  terminal.close();
  return first;
}

/** By what is measured, its figure for each run. */
type Row = { name: string; cells: string[]; growth: number };

try {
  const all: LongRun[] = [];
  for (const events of EVENTS) all.push(await makeLongRun(events));
  const rows: Row[] = [];
  const row = (name: string, each: { ms: number; ratio: number; mb?: number }[]): void => {
    const cells = each.map(({ ms, ratio, mb }) =>
      [`${ms.toFixed(0)} ms`, ratio.toFixed(1), ...(mb === undefined ? [] : [`${mb.toFixed(0)} MB`])].join(", "),
    );
    rows.push({ name, cells, growth: each.at(-1)!.ms / each[0]!.ms });
  };

  const measured = measure([floor, ...all.flatMap(looks)], rounds);
  const least = measured[0]!;
  const peak = join(temp, "peak");
  for (const [at, verb] of VERBS.entries())
    row(
      verb,
      all.map((long) => {
        const { ms, ratio } = measured.find(({ name }) => name === `${verb} ${long.events}`)!;
        return { ms, ratio, mb: peakOf(looks(long)[at]!, peak) };
      }),
    );
  const screens = all.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++)
    for (const [at, long] of all.entries()) screens[at]!.push(await watchScreen(long));
  row(
    "`watch`, its first screen",
    screens.map(median).map((ms) => ({ ms, ratio: ms / least.ms })),
  );

  console.log(
    `Floor: an empty Bun ${Bun.version}, ${least.ms.toFixed(1)} ms and ${peakOf(floor, peak).toFixed(0)} MB.\n`,
  );
  console.log(
    `|  | ${all.map(({ events, findings }) => `${events} events, ${findings} findings`).join(" | ")} | last to first |`,
  );
  console.log(`|---|${"---|".repeat(all.length + 1)}`);
  for (const { name, cells, growth } of rows)
    console.log(`| ${name.startsWith("`") ? name : `\`${name}\``} | ${cells.join(" | ")} | ${growth.toFixed(1)} |`);
} finally {
  rmSync(temp, { recursive: true, force: true });
  await cleanup();
}
