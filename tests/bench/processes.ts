// Whole processes, measured side by side: every round has an order of its own, so that what else the machine does hits all
// alike, and nobody always comes behind the same one.

import { readFileSync, writeFileSync } from "node:fs";

export interface Candidate {
  name: string;
  /** Name of the candidate that its ratio is to; without, the first one. */
  floor?: string;
  command: string[];
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string;
  /** Puts back what a round changes. */
  before?: () => void;
}

export interface Measured {
  name: string;
  /** Median in milliseconds, or in millions of instructions. */
  ms: number;
  ratio: number;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function shuffled<T>(list: readonly T[]): T[] {
  const order = [...list];
  for (let left = order.length; left > 1; left--) {
    const at = Math.floor(Math.random() * left);
    [order[left - 1], order[at]] = [order[at]!, order[left - 1]!];
  }
  return order;
}

/** What perf writes: millions of instructions of a process and all that it starts, in the program and in the system. */
const COUNT = ["perf", "stat", "-x,", "-e", "instructions", "--log-fd", "2", "--"];
const counted = (text: string): number => Number(/^(\d+),/m.exec(text)?.[1]) / 1e6;

/**
 * Runs every candidate `rounds` times, interleaved; ratios are to their floors. `instructions`: counts these in place of
 * time, for a machine on which others work (needs perf).
 */
export function measure(candidates: Candidate[], rounds: number, instructions = false): Measured[] {
  const times = new Map(candidates.map((one) => [one.name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const one of shuffled(candidates)) {
      one.before?.();
      const begin = Bun.nanoseconds();
      const done = Bun.spawnSync(instructions ? [...COUNT, ...one.command] : one.command, {
        cwd: one.cwd,
        env: { PATH: process.env.PATH ?? "", ...one.env },
        stdin: one.stdin === undefined ? null : Buffer.from(one.stdin),
        stdout: "pipe",
        stderr: "pipe",
      });
      const ms = (Bun.nanoseconds() - begin) / 1e6;
      times.get(one.name)!.push(instructions ? counted(done.stderr.toString()) : ms);
      if (done.exitCode !== 0) throw new Error(`${one.name}: exit ${done.exitCode}\n${done.stderr}`);
    }
  }
  const medians = new Map([...times].map(([name, all]) => [name, median(all)]));
  return candidates.map(({ name, floor = candidates[0]!.name }) => {
    const ms = medians.get(name)!;
    return { name, ms, ratio: ms / medians.get(floor)! };
  });
}

/**
 * The most memory that a started Bun had at once, in MB (Linux). What the system counts for a process begins with the memory
 * of the one that starts it, so the program itself says it at its end.
 */
export function peakOf({ command: [program, ...args], cwd, env }: Candidate, file: string): number {
  const told = `${file}.ts`;
  writeFileSync(
    told,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(file)}, require("node:fs").readFileSync("/proc/self/status")));`,
  );
  Bun.spawnSync([program!, "--preload", told, ...args], { cwd, env: { PATH: process.env.PATH ?? "", ...env } });
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) / 1_000;
}
