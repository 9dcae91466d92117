// A verb as it is carried out in this process, at a terminal where nobody sits and no Claude Code
// is above.
import { ALONE, VERBS } from "../../src/cli/verbs.ts";
import { findProject } from "../../src/project/project.ts";
import { type Answer, type Context, failed } from "../../src/run/commands/command.ts";
import { carryOut, parseWords } from "../../src/run/commands/usage/arguments.ts";
import { PLAIN_LAYOUT } from "../../src/text.ts";

/**
 * Where a verb is typed; `from`: the folder. What it says beside its answer is not kept, and each
 * question is confirmed.
 */
export const terminalContext = (
  from: string,
  env: Context["env"],
  more: Partial<Context> = {},
): Context => ({
  project: findProject(from),
  from,
  session: null,
  belowHost: () => false,
  confirm: async () => null,
  patience: 60_000,
  json: false,
  ...PLAIN_LAYOUT,
  env,
  say: () => {},
  warn: () => {},
  ...more,
});

/**
 * What the program answers to a verb with its words, none of them for the program alone; null:
 * there is no such verb.
 */
export async function inProcess(
  [name = "", ...words]: string[],
  context: Context,
): Promise<Answer | null> {
  const called = name || ALONE;
  const verb = VERBS[called];
  if (verb === undefined) return null;
  return carryOut(called, verb, parseWords(called, verb, words), context).catch((error) =>
    failed(error, "terminal"),
  );
}
