// Whole processes, measured side by side: every round has an order of its own, so that what else
// the machine does hits all alike, and nobody always comes behind the same one.

export interface Candidate {
  name: string;
  command: string[];
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string;
  /** Puts back what a round changes. */
  before?: () => void;
}

export interface Measured {
  name: string;
  /** Median in milliseconds. */
  ms: number;
}

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function shuffled<T>(list: readonly T[]): T[] {
  const order = [...list];
  for (let left = order.length; left > 1; left--) {
    const at = Math.floor(Math.random() * left);
    [order[left - 1], order[at]] = [order[at]!, order[left - 1]!];
  }
  return order;
}

/** Runs every candidate `rounds` times, interleaved. */
export function measure(candidates: Candidate[], rounds: number): Measured[] {
  const times = new Map(candidates.map((one) => [one.name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const one of shuffled(candidates)) {
      one.before?.();
      const begin = Bun.nanoseconds();
      const done = Bun.spawnSync(one.command, {
        cwd: one.cwd,
        env: { PATH: process.env.PATH ?? "", ...one.env },
        stdin: one.stdin === undefined ? null : Buffer.from(one.stdin),
        stdout: "pipe",
        stderr: "pipe",
      });
      times.get(one.name)!.push((Bun.nanoseconds() - begin) / 1e6);
      if (done.exitCode !== 0)
        throw new Error(`${one.name}: exit ${done.exitCode}\n${done.stderr}`);
    }
  }
  return [...times].map(([name, all]) => ({ name, ms: median(all) }));
}
