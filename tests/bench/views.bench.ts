// What it takes to look at a run of 100, 1,000 and 10,000 events: verbs that show one, as a whole
// process of the program. Prints a table. bun tests/bench/views.bench.ts [rounds] [events …]

import { join } from "node:path";
import { cleanup } from "../harness/project.ts";
import { type LongRun, makeLongRun } from "./long-run.ts";
import { type Candidate, measure } from "./processes.ts";

const [given, ...sizes] = process.argv.slice(2).map(Number);
const rounds = given ?? 11;
const EVENTS = sizes.length > 0 ? sizes : [100, 1_000, 10_000];
const root = join(import.meta.dir, "..", "..");
const options = ["--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
const program = [process.execPath, ...options, "src/orchestrator.ts"];
const VERBS = ["status", "report --html"];

const environment = (project: string): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "/",
  // As the launcher starts it: Bun in the plugin's folder, and the program in that of the caller.
  MULTI_AI_CWD: project,
});

const looks = ({ root: project, events }: LongRun): Candidate[] =>
  VERBS.map((verb) => ({
    name: `${verb} ${events}`,
    command: [...program, ...verb.split(" ")],
    cwd: root,
    env: environment(project),
  }));

try {
  const all: LongRun[] = [];
  for (const events of EVENTS) all.push(await makeLongRun(events));
  const measured = measure(all.flatMap(looks), rounds);

  console.log(
    `|  | ${all.map(({ events, findings }) => `${events} events, ${findings} findings`).join(" | ")} |`,
  );
  console.log(`|---|${"---|".repeat(all.length)}`);
  const row = (name: string, each: number[]): void =>
    console.log(`| ${name} | ${each.map((ms) => `${ms.toFixed(0)} ms`).join(" | ")} |`);
  for (const verb of VERBS)
    row(
      `\`${verb}\``,
      all.map(({ events }) => measured.find(({ name }) => name === `${verb} ${events}`)!.ms),
    );
} finally {
  await cleanup();
}
