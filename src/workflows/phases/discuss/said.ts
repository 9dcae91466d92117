import type { Run } from "../../../engine/run.ts";

/** What the person said in a run of `discuss-phase`. Pure. */

export const CORRECTED = "discuss-assumed";
export const CHOSEN = "discuss-choose";

/** Their corrections of assumptions, in order. */
export const corrections = (run: Pick<Run, "decisions">): string[] =>
  run.decisions.flatMap((one) => (one.kind === CORRECTED && one.option === "correct" && one.text ? [one.text] : []));

/** Their newest answer to each question of an advice, by its id. */
export function answers(run: Pick<Run, "decisions">): Map<string, string> {
  const said = new Map<string, string>();
  for (const { kind, asked, text } of run.decisions) {
    const id = kind === CHOSEN ? /^(Q\d+):/.exec(asked ?? "")?.[1] : undefined;
    if (id !== undefined && text) said.set(id, text);
  }
  return said;
}
