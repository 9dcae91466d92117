import type { Run } from "../../engine/run.ts";
import { type Call, Ends, no } from "../../run/commands/command.ts";
import type { Failed } from "../../run/publish/gh.ts";
import { readPull } from "../../run/publish/pull.ts";
import { clean } from "../../text.ts";
import { PULL_OPTION } from "../../workflows/contract/contract.ts";

/**
 * The pull request to which a complete run sends what it has to say; `lacks`: why it has nothing,
 * and what has. @throws Ends where nothing can be sent
 */
export async function toPull({ project, env }: Call, run: Run, lacks: string | null) {
  const data = { run: run.run };
  const refuse = (text: string): Ends => new Ends(no(text, data));
  const must = <T extends { ok: true }>(found: T | Failed): T => {
    if (!found.ok) throw refuse(`Nothing was sent: ${clean(found.problem)}`);
    return found;
  };
  if (lacks !== null) throw refuse(`Run ${run.run} ${lacks}.`);
  if (run.status !== "complete") throw refuse(`Run ${run.run} is not complete (${run.status}).`);
  const { pull } = must(await readPull(project, Number(run.options[PULL_OPTION]), env));
  return { pull, data, must };
}
