// How many events a second the store records by one process and by eight, each decision durable
// before the next. Prints a table. bun tests/bench/store.bench.ts [rounds]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readState } from "../../src/store/reader.ts";
import { counting, record, transact } from "../store/counting-fold.ts";

/**
 * Decisions of one measurement, all processes together: as many as a run of nine tasks with some
 * rounds of changes.
 */
const DECISIONS = 200;
const PROCESSES = [1, 8];

/** An event is some 300 bytes long as a line, as in a real run. */
const KEYS = ["k".repeat(180)];
/** A state that does not grow: what is measured is the store. */
const flat: typeof counting = {
  evolve: (_, batch) => ({
    events: batch.at(-1)!.seq,
    decisions: 1,
    keys: ["k"],
    at: batch[0]!.at,
  }),
  files: counting.files,
  isOwn: counting.isOwn,
};
const now = (): string => new Date().toISOString();

/**
 * One process of a measurement: all begin at the same time, when the last of them is awake. Prints
 * when it ended.
 */
function work(folder: string, decisions: number, begin: number): void {
  while (Date.now() < begin);
  for (let made = 0; made < decisions; made++)
    transact(join(folder, ".task"), flat, record(KEYS, { now, lockWait: 60_000 }));
  console.log(Date.now());
}

/** Events a second. */
async function measure(processes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "multi-ai-bench-"));
  try {
    const begin = Date.now() + 300;
    const args = [folder, DECISIONS / processes, begin].map(String);
    const started = Array.from({ length: processes }, () =>
      Bun.spawn([process.execPath, import.meta.path, "work", ...args], {
        stdout: "pipe",
        stderr: "inherit",
      }),
    );
    const ends = await Promise.all(
      started.map(async (one) => Number(await new Response(one.stdout).text())),
    );
    const made = readState(join(folder, ".task"), flat).seq;
    if (made !== DECISIONS) throw new Error(`${made} events were recorded, expected ${DECISIONS}`);
    return made / ((Math.max(...ends) - begin) / 1_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

async function main(rounds: number): Promise<void> {
  const rates = new Map<number, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const processes of PROCESSES)
      rates.set(processes, [...(rates.get(processes) ?? []), await measure(processes)]);
  console.log("| processes | events/s |\n|---|---|");
  for (const [processes, all] of rates) console.log(`| ${processes} | ${median(all).toFixed(0)} |`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === "work") {
  const [folder, decisions, begin] = rest;
  work(folder!, Number(decisions), Number(begin));
} else await main(Number(first ?? 9));
