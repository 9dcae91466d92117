import { type KeptRun, keptRun, knownRuns } from "../run/kept-runs.ts";
import { change, type Step } from "../run/run.ts";
import type { Run } from "../engine/run.ts";
import { noRunText } from "./place.ts";
import { type Answer, type Call, no, type Option } from "./verb.ts";

export const RUN_OPTION: Record<string, Option> = { run: { value: "<id>", about: "Also a parked or an archived run" } };

/** Carries out commands on the project's run and brings the files that are folded from its journal up to date. @throws Refused */
export function changeRun(call: Call, steps: (run: Run | null) => Step[]): Run | null {
  const { run, warning } = change(call.project, steps);
  if (warning !== undefined) call.warn(warning);
  return run;
}

/** The project's own run; also a verb that only reads puts back folds that are missing. */
export const ownRun = (call: Call): Run | null => changeRun(call, () => []);

/** The run that `--run` names, else the project's own; an answer where there is none. */
export function whichRun(call: Call): { ok: true; found: KeptRun } | { ok: false; answer: Answer } {
  const id = call.value("run");
  if (id === null) {
    const run = ownRun(call);
    if (run !== null) return { ok: true, found: { run, place: call.project, kept: "here" } };
    const known = knownRuns(call.project);
    const earlier = known.length > 0 ? `\nEarlier and parked runs (--run <id>): ${known.join(", ")}` : "";
    return { ok: false, answer: no(`${noRunText(call.from)}${earlier}`, { run: null, known }) };
  }
  const found = keptRun(call.project, id);
  if (found !== null) return { ok: true, found };
  const known = knownRuns(call.project);
  return {
    ok: false,
    answer: no(`No run "${id}" in ${call.project.task}; known: ${known.join(", ") || "none"}`, { known }),
  };
}
