import { basename } from "node:path";
import type { Run } from "../../../engine/run.ts";
import { headOf } from "../../../project/head.ts";
import { sha256 } from "../../../store/journal.ts";
import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { fold } from "../../../text.ts";
import { at } from "../../contract/fields.ts";
import { CONFIG } from "../paths.ts";
import { findPhase } from "../phase-found.ts";
import { readText } from "../planning/files.ts";
import { frontMatterOf } from "../planning/front-matter.ts";
import type { PhaseFolder, PhasePlan, Planning, RoadmapPhase } from "../planning/model.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readPlanning } from "../planning/read.ts";
import { doneProblems, summaryOf } from "./done.ts";
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

const TEMPLATES = { phase: "gsd/phase-{phase}-{slug}", milestone: "gsd/{milestone}-{slug}" };

/** The branch that the project's config wants, by default the one that is checked out. */
function branchOf(root: string, { config, roadmap }: Planning, { name, number }: PhaseFolder): string | null {
  const kind = config.branching;
  if (kind === "none") return headOf(root)?.branch ?? null;
  const read = readJson(readText(root, CONFIG, []) ?? "");
  const key = `${kind}_branch_template`;
  const said = read.ok ? (at(read.value, ["git", key]) ?? at(read.value, [key])) : null;
  const milestone = roadmap?.milestone ?? { version: "v1.0", name: "milestone" };
  const words: Record<string, string> = {
    project: slug(basename(root)) || "project",
    ...(kind === "phase"
      ? { phase: twoDigits(number), slug: name.slice(name.indexOf("-") + 1) || "phase" }
      : { milestone: milestone.version, slug: slug(milestone.name) || "milestone" }),
  };
  const template = typeof said === "string" && said.trim() !== "" ? said : TEMPLATES[kind];
  return template.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
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

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => {
    if (typeof one === "string") return [fold(one)];
    if (!isObject(one)) return [];
    const said = Object.values(one).filter((part) => typeof part === "string");
    return said.length === 0 ? [] : [fold(said.join(": "))];
  });

/**
 * What a person has to set up by hand for a plan, `user_setup` of its front matter: a line for each service and for each thing to do there; empty where the plan wants none. `source`: the plan's
 * file.
 */
export function setupOf(source: string): string[] {
  const wanted = frontMatterOf(source)?.fields.user_setup;
  return (Array.isArray(wanted) ? wanted : []).flatMap((one) => {
    if (typeof one === "string") return [fold(one)];
    if (!isObject(one)) return [];
    const { service, why, ...rest } = one;
    const head = [service, why].filter((part) => typeof part === "string").join(": ");
    return [...(head === "" ? [] : [fold(head)]), ...Object.values(rest).flatMap(texts)];
  });
}
