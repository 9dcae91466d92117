// Runs: in full only.
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readState } from "../../src/store/reader.ts";
import { counting, project, record, transact } from "../store/counting-fold.ts";
import { faults } from "./counted.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";
const WORKER = join(import.meta.dir, "store-worker.ts");
const AT_ONCE = 8;
const KILLS = 24;
const PARTS = FULL ? 14 : 1;

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/**
 * One process after the other in this slot, until `over`; each records events until it is killed
 * after a random number of acknowledgements, which finds it anywhere in its next transaction.
 * Collects what each was told to be recorded.
 */
async function slot(options: {
  task: string;
  name: string;
  lockWait: number;
  roll: (sides: number) => number;
  over: () => boolean;
  killed: () => void;
  told: Map<string, string[]>;
}): Promise<void> {
  for (let life = 0; !options.over(); life++) {
    const name = `${options.name}-${life}`;
    const args = [WORKER, options.task, name, "1000000", String(options.lockWait)];
    const child = Bun.spawn([process.execPath, ...args], { stdout: "pipe", stderr: "pipe" });
    const errors = new Response(child.stderr).text();
    const last = 1 + options.roll(12);
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) {
      text += decoder.decode(chunk, { stream: true });
      if (text.split("\n").length > last) child.kill("SIGKILL");
    }
    await child.exited;
    expect(await errors).toBe("");
    expect(child.signalCode).toBe("SIGKILL");
    options.told.set(name, text.split("\n").slice(0, -1));
    options.killed();
  }
}

async function race(task: string, kills: number, lockWait: (slot: number) => number, seed: number) {
  const roll = dice(seed);
  const told = new Map<string, string[]>();
  let killed = 0;
  const over = () => killed >= kills;
  const count = () => {
    killed++;
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, (_, at) =>
      slot({ task, name: `w${at}`, lockWait: lockWait(at), roll, over, killed: count, told }),
    ),
  );
  return { told, killed };
}

test.each([
  ["all keep to the lock", () => 2_000],
  ["half of them do not wait for it", (at: number) => (at % 2 === 0 ? 0 : 2_000)],
] as const)(
  "12. eight processes, killed at random moments, lose nothing and record nothing twice: %s",
  async (_, lockWait) => {
    const seed = Number(process.env.MULTI_AI_SEED ?? 20_301);
    // A journal of thousands of decisions makes each step slow, and nothing more likely: a new one
    // every so often.
    for (let part = 0; part < PARTS; part++) await raceOnce(lockWait, seed + part);
  },
  1_200_000,
);

async function raceOnce(lockWait: (slot: number) => number, seed: number): Promise<void> {
  using p = project();
  const { told, killed } = await race(p.task, KILLS, lockWait, seed);
  const { acknowledged, recorded } = faults(
    "kill points: store, kill -9 at random moments",
    killed,
    () => {
      const { state } = transact(p.task, counting, record(["end"]));
      const recorded = state!.keys;
      expect(new Set(recorded).size).toBe(recorded.length);

      let acknowledged = 0;
      for (const [name, keys] of told) {
        const mine = recorded.filter((key) => key.startsWith(`${name}.`));
        expect(mine.slice(0, keys.length)).toEqual(keys);
        // Beyond what was told lies at most one decision: the one that the kill, or the telling of
        // it, was in.
        expect(mine.length - keys.length).toBeLessThanOrEqual(2);
        acknowledged += keys.length;
      }
      expect(killed).toBeGreaterThanOrEqual(KILLS);
      expect(acknowledged).toBeGreaterThan(killed);

      expect(readState(p.task, counting)).toMatchObject({ state: state!, fresh: true });
      expect(readState(p.task, { ...counting, version: "read it all" }).state).toEqual(state!);
      for (const [file, content] of Object.entries(counting.files(state))) {
        const path = join(p.task, file);
        expect(existsSync(path) ? readFileSync(path, "utf8") : null).toBe(content);
      }
      expect(existsSync(join(p.task, "lock"))).toBe(false);
      return { acknowledged, recorded };
    },
  );
  const lines = readFileSync(join(p.task, "events.jsonl"), "utf8").split("\n");
  if (FULL)
    console.log(
      `${killed} kills, ${acknowledged} acknowledged, ${recorded.length} recorded, ${lines.length} lines`,
    );
}
