// A run of the real host with a plugin that lacks one guarantee.
import { test } from "bun:test";
import { join } from "node:path";
import type { Reply, ToolResult, Turn } from "../../../harness/model.ts";
import { type Brief, obedientMain, type Worker } from "../../../harness/team.ts";
import { ofType, type Played, play, type Scenario } from "../../scenario.ts";
import { call } from "../../tempted.ts";
import type { Guarantee } from "../cheats.ts";
import { RUNNER } from "../commands.ts";
import { pluginWithout } from "./plugin.ts";

/**
 * A test of the whole comparison, `npm run test:cheats`; the rest of it is quick enough for every
 * run.
 */
export const slowly: (name: string, work: () => Promise<void>) => void =
  process.env.MULTI_AI_CHEATS === "full" ? test : () => {};

export const without = (guarantee: Guarantee, scenario: Partial<Scenario>): Promise<Played> =>
  play({ version: "new", plugin: pluginWithout(guarantee), ...scenario });

/** What was accepted, in order: task and outcome. */
export const accepted = ({ events }: Played): string[] =>
  ofType(events, "accepted").map((one) => `${one.task} ${one.outcome}`);

type Calls = NonNullable<Reply["calls"]>;

/** Makes these calls, one list a turn, before the work; what came of them is in `came`. */
export function first(
  task: string,
  steps: (brief: Brief) => Calls[],
  good: Worker,
  came: ToolResult[] = [],
): Worker {
  let left: Calls[] | undefined;
  return (brief, turn) => {
    if (brief.task !== task) return good(brief, turn);
    if (left !== undefined) came.push(...turn.toolResults);
    left ??= steps(brief);
    const calls = left.shift();
    return calls ? { calls } : good(brief, turn);
  };
}

/** The script that `unseen` runs. */
export const runner = (project: string): Calls => [
  call("Write", { file_path: join(project, "tools/run.sh"), content: RUNNER }),
];

/** A main thread that ends when this task would be next. */
export const until =
  (task: string, main: (turn: Turn) => Reply = obedientMain) =>
  (turn: Turn): Reply => {
    const reply = main(turn);
    const isNext = ({ input }: { input: Record<string, unknown> }): boolean =>
      input.prompt === task || String(input.command ?? "").endsWith(` check ${task}`);
    return reply.calls?.some(isNext) ? { text: "That is enough." } : reply;
  };
