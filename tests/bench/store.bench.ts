// How many events a second the store records, each decision durable before the next, against the bare write and fsync of the
// same bytes by as many processes, measured in turn. And the size of what ships for the hook. Prints tables.
// bun tests/bench/store.bench.ts [rounds]
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, START } from "../../src/store/journal.ts";
import { readState } from "../../src/store/reader.ts";
import { transact } from "../../src/store/transact.ts";
import { counting, events, record } from "../store/counting-fold.ts";

/** Decisions of one measurement, all processes together: as many as a run of nine tasks with some rounds of changes. */
const DECISIONS = 200;
const SIZES = [1, 4];
const PROCESSES = [1, 8];

/** An event is some 300 bytes long as a line, as in a real run. */
const keysOf = (size: number): string[] => Array.from({ length: size }, () => "k".repeat(180));
/** A state that does not grow: what is measured is the store. */
const flat: typeof counting = {
  evolve: (_, batch) => ({ events: batch.at(-1)!.seq, decisions: 1, keys: ["k"], at: batch[0]!.at }),
  files: counting.files,
};
const now = (): string => new Date().toISOString();

/** One process of a measurement: all begin at the same time, when the last of them is awake. Prints when it ended. */
function work(kind: string, folder: string, size: number, decisions: number, begin: number): void {
  const keys = keysOf(size);
  const { text } = compose(events(...keys), { ...START, head: "0".repeat(64) }, now());
  const fd = kind === "bare" ? openSync(join(folder, "bare"), "a") : null;
  while (Date.now() < begin);
  for (let made = 0; made < decisions; made++) {
    if (fd === null) transact(join(folder, ".task"), flat, record(keys, { now, lockWait: 60_000 }));
    else {
      writeSync(fd, text);
      fsyncSync(fd);
    }
  }
  console.log(Date.now());
  if (fd !== null) closeSync(fd);
}

/** Events a second. */
async function measure(kind: string, size: number, processes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "multi-ai-bench-"));
  try {
    const begin = Date.now() + 300;
    const args = [kind, folder, size, DECISIONS / processes, begin].map(String);
    const started = Array.from({ length: processes }, () =>
      Bun.spawn([process.execPath, import.meta.path, "work", ...args], { stdout: "pipe", stderr: "inherit" }),
    );
    const ends = await Promise.all(started.map(async (one) => Number(await new Response(one.stdout).text())));
    const made = kind === "bare" ? DECISIONS * size : readState(join(folder, ".task"), flat).seq;
    if (made !== DECISIONS * size) throw new Error(`${made} events were recorded, expected ${DECISIONS * size}`);
    return made / ((Math.max(...ends) - begin) / 1_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

async function main(rounds: number): Promise<void> {
  const cases = SIZES.flatMap((size) => PROCESSES.map((processes) => ({ size, processes })));
  const rates = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const { size, processes } of cases)
      for (const kind of round % 2 === 0 ? ["bare", "store"] : ["store", "bare"]) {
        const key = `${kind} ${size} ${processes}`;
        rates.set(key, [...(rates.get(key) ?? []), await measure(kind, size, processes)]);
      }
  console.log("| events per decision | processes | events/s, store | events/s, bare write and fsync | ratio |");
  console.log("|---|---|---|---|---|");
  for (const { size, processes } of cases) {
    const [store, bare] = ["store", "bare"].map((kind) => rates.get(`${kind} ${size} ${processes}`)!);
    const ratio = median(store!.map((rate, round) => rate / bare![round]!));
    const shown = [median(store!).toFixed(0), median(bare!).toFixed(0), ratio.toFixed(2)];
    console.log(`| ${size} | ${processes} | ${shown.join(" | ")} |`);
  }
  const hooks = join(import.meta.dir, "..", "..", "hooks");
  const files = readdirSync(hooks, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .sort();
  const sizes = files.map((name) => [name, statSync(join(hooks, name)).size] as const);
  console.log("\n| what ships for the hook | kB |\n|---|---|");
  for (const [name, size] of sizes) console.log(`| ${name} | ${(size / 1_000).toFixed(1)} |`);
  console.log(`| all | ${(sizes.reduce((sum, [, size]) => sum + size, 0) / 1_000).toFixed(1)} |`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === "work") {
  const [kind, folder, size, decisions, begin] = rest;
  work(kind!, folder!, Number(size), Number(decisions), Number(begin));
} else await main(Number(first ?? 9));
