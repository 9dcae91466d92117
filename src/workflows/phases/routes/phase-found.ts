import { startHere } from "../../../plugin.ts";
import { oneLine, someOf } from "../../../text.ts";
import type { Resolved } from "../../contract/contract.ts";
import { PHASES, PLANNING, ROADMAP } from "../paths.ts";
import { foreignPlanning } from "../planning/document.ts";
import { type PhaseFolder, problemText, type RoadmapPhase, stops } from "../planning/model.ts";
import { samePhase, twinsOf, twoDigits } from "../planning/numbers.ts";
import { existing, readOverview, readPlanning, readRoot } from "../planning/read.ts";
import { Stopped } from "../stopped.ts";
import { NO_PHASE, NO_ROADMAP } from "./routes.ts";

/** A phase that a command is about, in what was read of `.planning`. */

/** The words of a name, for that of a branch; empty where it has none. */
export const hyphened = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");

/** The first words of a name, for that of a folder. */
export const slugOf = (name: string): string =>
  hyphened(name).slice(0, 40).replace(/-+$/, "") || "phase";

/** Where its files are, or will be, relative to the project. */
export const folderOf = (phase: RoadmapPhase, folder: PhaseFolder | undefined): string =>
  `${PHASES}/${folder?.name ?? `${twoDigits(phase.number)}-${slugOf(phase.name)}`}`;

/**
 * The phase with its folder, as they lie on the disk. `problems`: what keeps any command on it from
 * going on; what is wrong in files of other phases does not. @throws Stopped where the roadmap has
 * none of this number
 */
export function findPhase(root: string, number: string) {
  const planning = readPlanning(root, number);
  const phase = planning.roadmap?.phases.find((phase) => samePhase(phase.number, number));
  const problems = planning.problems
    .filter((problem) => stops(problem, phase ?? null))
    .map(problemText);
  if (phase === undefined) {
    const lacks =
      planning.roadmap === null
        ? `found no such file that can be read, expected the project's phases; ${startHere("new-project")} creates it`
        : `found no phase ${number}, expected its section`;
    throw new Stopped(...problems, `${ROADMAP}: ${lacks}`);
  }
  return {
    planning,
    phase,
    folder: planning.phases.find((one) => samePhase(one.number, phase.number)),
    problems,
  };
}

/** A phase that has plans, as it lies on the disk. */
export type PhaseAt = ReturnType<typeof phaseAt>;

/** The phase that a command is about, with its plans. @throws Stopped where it has none */
export function phaseAt(root: string, number: string) {
  const { planning, phase, folder, problems } = findPhase(root, number);
  // Those that are carried out here; those of another workflow are its own.
  const plans = folder?.plans ?? [];
  if (folder === undefined || (plans.length === 0 && folder.summaries.length === 0))
    throw new Stopped(
      ...problems,
      `phase ${phase.number} has no plan yet: type ${startHere("plan-phase", phase.number)}`,
    );
  const twins = twinsOf(plans, ({ id }) => id).map(
    ([first, again]) =>
      `${first.path} and ${again.path} are both plan ${again.id}, expected one of them`,
  );
  return { planning, phase, folder, plans, problems: [...problems, ...twins] };
}

/**
 * A phase's number at the beginning of what was typed: `2`, `02.1`, `phase 2`, `Phase 2:`, `#2`,
 * the folder `02-search`.
 */
const NUMBER = /^(?:phase\s*|#\s*)?(\d{1,4}(?:\.\d{1,3})?)(?:-[a-z][\w-]*)?[:.,]?(?=\s|$)/i;

/** Phases that an answer lists. */
const MOST = 6;

/**
 * The phase that was asked for, as the option `phase` of the run: `02`, `02.1`. What stands after
 * the number is the request.
 * `entry`: what is started.
 */
export function requestedPhase(root: string, request: string, entry: string): Resolved {
  const no = (problem: string): Resolved => ({ ok: false, problem });
  const text = request.trim();
  const { foreign, roadmap, problems } = readRoot(root);
  if (foreign) return no(foreignPlanning());
  const wrong = problems.find(
    (problem) => [PLANNING, ROADMAP].includes(problem.file) && stops(problem, null),
  );
  if (wrong !== undefined) return no(problemText(wrong));
  if (roadmap === null)
    return no(
      existing(readOverview(root), false) === null
        ? `There is no ${ROADMAP}: ${startHere("new-project", "<idea>")} creates one.`
        : `${ROADMAP}: ${NO_ROADMAP}`,
    );
  const { phases } = roadmap;
  if (phases.length === 0) return no(`${ROADMAP}: ${NO_PHASE}`);
  const [head = "", number = ""] = NUMBER.exec(text) ?? [];
  const found = number === "" ? undefined : phases.find((phase) => samePhase(phase.number, number));
  if (found === undefined) {
    const open = phases.filter(({ done }) => !done);
    const all = open.length > 0 ? open : phases;
    const names = someOf(
      all.map((one) => `${one.number} (${oneLine(one.name)})`),
      MOST,
    );
    const what =
      number === "" ? "Type the number of a phase first" : `The roadmap has no phase ${number}`;
    const are = `${open.length > 0 ? "open" : "done"} ${all.length === 1 ? "is" : "are"} ${names}`;
    return no(`${what}; ${are}. For example ${startHere(entry, all[0]!.number)}`);
  }
  const words = text.slice(head.length).trim();
  // With its phase, so that the same start can be typed again from it.
  const asked = `Phase ${found.number}${words === "" ? "" : `: ${words}`}`;
  return { ok: true, entry, request: asked, options: { phase: twoDigits(found.number) } };
}
