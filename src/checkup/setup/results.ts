import { existsSync } from "node:fs";
import { join } from "node:path";
import { isLive } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { readRun } from "../../run/life/run.ts";
import { oneLine, type Paint, wrapWhole } from "../../text.ts";
import type { Finding } from "../../workflows/contract/checkup.ts";
import { programSteps } from "./programs.ts";
import { type Look, lookAt, type Place, refused, STEPS, type Step } from "./steps.ts";

/** What came of the steps: the same in a session and at a terminal. */

/** One step as it stands now. */
export interface Told {
  step: string;
  file: string;
  text: string;
  /** Of an offer: the exact change. */
  change?: string[];
  /** What the person runs at a terminal. */
  command?: readonly string[];
  /** It was done by this call. */
  now?: true;
  /** Of an offer: the person said no to it. */
  declined?: true;
  /** The finding that it tells. */
  tells?: string;
}

export type Results = Record<Look["state"], Told[]>;

export const noResults = (): Results => ({ done: [], offered: [], to_type: [], refused: [], not_here: [] });

export type Offer = Look & { state: "offered" };

/** All steps of a place, in the order in which they are offered. */
export const stepsOf = async (place: Place): Promise<Step[]> => [...STEPS, ...(await programSteps(place))];

/** Why nothing is changed in the project now; null: no run is live. One that cannot be read counts as live. */
function heldBy(project: Project): string | null {
  const held = (run: string): string =>
    `${run}: Claude Code's settings, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun(project);
    if (run !== null && isLive(run)) return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync(join(project.task, "live")) ? held("a run has just ended, and Claude Code was not told yet") : null;
}

/** How a step stands, as it can be carried out now. */
export const standing = (step: Step, place: Place): Promise<Look> => lookAt(step, place, heldBy(place.call.project));

/** Does what is offered. */
export function carriedOut(step: Step, offer: Offer, { call }: Place): Look {
  // A person may have taken their time, and another session may have started a run.
  const held = step.inProject ? heldBy(call.project) : null;
  if (held !== null) return { state: "refused", file: offer.file, text: held };
  try {
    offer.apply();
    return { state: "done", file: offer.file, text: offer.change.join("; ") };
  } catch (error) {
    return refused(offer.file, error);
  }
}

/** Adds how a step stands; `now`: by this call, `declined`: the person said no to it. */
export function note(
  results: Results,
  { name, tells }: Step,
  look: Look,
  { now = false, declined = false } = {},
): void {
  const { file, text } = look;
  const change = look.state === "offered" ? { change: look.change } : {};
  const command = look.state === "to_type" ? { command: look.command } : {};
  const told = tells === undefined ? {} : { tells };
  const more = { ...(now ? { now: true as const } : {}), ...(declined ? { declined: true as const } : {}) };
  results[look.state].push({ step: name, file, text, ...change, ...command, ...more, ...told });
}

/** The same as data, for `--json`. */
export const dataOf = (results: Results) =>
  Object.fromEntries(
    Object.entries(results).map(([state, all]) => [state, all.map(({ tells, ...shown }) => shown)]),
  ) as Results;

/** What is left for the person to do, by what was found; not what a step tells. */
export function yours(findings: Finding[], { not_here, ...rest }: Results): Finding[] {
  const told = new Set(Object.values(rest).flatMap((all) => all.map(({ tells }) => tells)));
  return findings.filter(
    ({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !told.has(name),
  );
}

/** What the sections say. `most`: columns of a line; `offers`: what stands above what is offered; `left`: above what the person did not want. */
interface Words {
  paint: Paint;
  most: number;
  offers: string;
  left: string;
}

/** The results by section. What is to be typed is never broken: it is copied. */
export function resultLines(results: Results, findings: Finding[], { paint, most, offers, left }: Words): string[] {
  const broken = (text: string, hang = 2): string[] => wrapWhole(text, most, hang);
  const line = ({ file, text }: Told): string[] =>
    broken(`  ${file === "" ? "" : `${oneLine(file)}: `}${oneLine(text)}`);
  const short = ({ text }: Told): string[] => broken(`  ${oneLine(text)}`);
  /** What several steps say alike is said once. */
  const once = (all: Told[]): string[][] => [...new Map(all.map((one) => [one.text, one])).values()].map(short);
  const part = (title: string, lines: string[][]): string[] =>
    lines.length === 0 ? [] : [...broken(title, 0), ...lines.flat(), ""];
  const open = yours(findings, results);
  const shownThere = new Set(open.map(({ name }) => name));
  const unasked = [...results.offered, ...results.to_type];
  return [
    ...part(paint.green("Done:"), results.done.filter(({ now }) => now).map(line)),
    ...part("As it should be:", results.done.filter(({ now }) => !now).map(short)),
    ...part(
      paint.yellow(offers),
      results.offered
        .filter(({ declined }) => !declined)
        .map(({ step, text, file, change }) => [
          ...broken(`  ${step}: ${oneLine(text)}`),
          ...broken(`    ${oneLine(file)}: ${change!.map(oneLine).join("; ")}`),
        ]),
    ),
    ...part(
      paint.yellow("To type in a terminal:"),
      results.to_type
        .filter(({ declined }) => !declined)
        .map(({ text, command }) => [...broken(`  ${oneLine(text)}:`), `    ${command!.join(" ")}`]),
    ),
    ...part(left, unasked.filter(({ declined }) => declined).map(short)),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part("Not here:", once(results.not_here.filter(({ tells }) => tells === undefined || !shownThere.has(tells)))),
    ...part(
      "For you to do:",
      open.map(({ name, found, remedy }) => [
        ...broken(`  ${name}: ${found.split("\n").map(oneLine).join("; ")}`),
        ...broken(`    → ${oneLine(remedy!)}`),
      ]),
    ),
  ];
}
