import { basename } from "node:path";
import type { Run } from "../../../engine/run.ts";
import { headOf } from "../../../project/head.ts";
import { sha256 } from "../../../store/journal.ts";
import { readJson } from "../../../store/json.ts";
import { at } from "../../contract/fields.ts";
import { CONFIG } from "../paths.ts";
import { findPhase } from "../phase-found.ts";
import { readText } from "../planning/files.ts";
import type { PhaseFolder, PhasePlan, Planning, RoadmapPhase } from "../planning/model.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readPlanning } from "../planning/read.ts";
import { doneProblems, summaryOf } from "./done.ts";
import { setupOf } from "./setup.ts";
import { planProblems } from "./tasks.ts";

/** A plan without a summary, and its file as it is now. */
export interface OpenPlan {
  plan: PhasePlan;
  sha256: string;
  setup: string[];
}

/** The phase that is carried out, as it lies on the disk. */
export interface Phase {
  planning: Planning;
  phase: RoadmapPhase;
  folder: PhaseFolder;
  /** The branch that takes the commits; null: HEAD is detached or there is no git, so that the run has its own. */
  branch: string | null;
  /** Ids of plans whose summary holds. */
  done: Set<string>;
  open: OpenPlan[];
}

type Looked = { ok: true; phase: Phase } | { ok: false; problems: string[] };

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

/** The branch that the project's config wants, by default the one that is checked out. */
function branchOf(root: string, { config, roadmap }: Planning, { name, number }: PhaseFolder): string | null {
  if (config.branching === "none") return headOf(root)?.branch ?? null;
  const read = readJson(readText(root, CONFIG, []) ?? "");
  const wanted = (key: string): string | null => {
    const said = read.ok ? (at(read.value, ["git", key]) ?? at(read.value, [key])) : null;
    return typeof said === "string" && said.trim() !== "" ? said : null;
  };
  const project = slug(basename(root)) || "project";
  if (config.branching === "phase")
    return (wanted("phase_branch_template") ?? "gsd/phase-{phase}-{slug}")
      .replaceAll("{project}", project)
      .replaceAll("{phase}", twoDigits(number))
      .replaceAll("{slug}", name.slice(name.indexOf("-") + 1) || "phase");
  const milestone = roadmap?.milestone ?? { version: "v1.0", name: "milestone" };
  return (wanted("milestone_branch_template") ?? "gsd/{milestone}-{slug}")
    .replaceAll("{project}", project)
    .replaceAll("{milestone}", milestone.version)
    .replaceAll("{slug}", slug(milestone.name) || "milestone");
}

/** Looks at the phase that a run is about; what keeps it from being carried out is told with file and line. */
export function lookAtPhase(root: string, run: Run): Looked {
  const number = run.options.phase ?? "";
  const planning = readPlanning(root, number);
  const found = findPhase(planning, number);
  if (!found.ok) return found;
  const { phase, folder, problems } = found;
  const no = (...more: string[]): Looked => ({ ok: false, problems: [...problems, ...more] });
  const plans = (folder?.plans ?? []).filter(({ type }) => type !== "council");
  if (folder === undefined || plans.length === 0)
    return no(`phase ${phase.number} has no plan yet: /multi-ai:plan-phase ${phase.number} makes it`);
  for (const [index, { id, path }] of plans.entries()) {
    const before = plans.slice(0, index).find((one) => one.id === id);
    if (before !== undefined) problems.push(`${before.path} and ${path} are both plan ${id}, expected one of them`);
  }
  const branch = branchOf(root, planning, folder);
  const done = new Set<string>();
  const open: OpenPlan[] = [];
  for (const plan of plans) {
    const summary = summaryOf(folder, plan);
    if (summary === undefined) {
      const source = readText(root, plan.path, []) ?? "";
      open.push({ plan, sha256: sha256(source), setup: setupOf(source) });
      problems.push(...planProblems(plan));
      continue;
    }
    const wrong = doneProblems(root, plan, summary, branch ?? "<name>").filter((one) => !problems.includes(one));
    if (wrong.length === 0) done.add(plan.id);
    else
      problems.push(
        ...wrong,
        `${summary.path} does not hold, so plan ${plan.id} is not done: mend it, or take it away to have the plan carried out`,
      );
  }
  if (problems.length > 0) return { ok: false, problems };
  if (open.length === 0)
    return no(
      `all plans of phase ${phase.number} are carried out: /multi-ai:verify-work ${phase.number} looks at them`,
    );
  return { ok: true, phase: { planning, phase, folder, branch, done, open } };
}
