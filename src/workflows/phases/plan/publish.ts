import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { openFindings } from "../../../engine/run.ts";
import { accepted, latest } from "../../../record/accepted.ts";
import { findingTexts } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { fold, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { planText } from "../planning/documents/plan.ts";
import { put } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import { pageOf } from "../recorded.ts";
import { replaced } from "../replace.ts";
import { onRecord } from "../stopped.ts";
import { normalised, waveNumbers } from "./judge.ts";
import { plansSchema } from "./plans-kind.ts";
import {
  PATTERNS,
  PLAN_CHECK,
  type PlanRecord,
  planRecord,
  RESEARCH,
  type WrittenPlan,
  type WrittenTask,
} from "./record.ts";

/** What was accepted goes into `.planning/`: plans, and what was found out for them. */

const PROSE = [
  { written: RESEARCH, name: "RESEARCH", title: "Research", label: "Researched" },
  { written: PATTERNS, name: "PATTERNS", title: "Pattern Map", label: "Mapped" },
];

/** What the researchers of this run wrote, as the phase keeps it, by path. */
function proseOf(
  scene: Scene,
  { context: { phase, name: of }, folder }: PlanRecord,
): Map<string, string> {
  return new Map(
    PROSE.flatMap(({ written, name, title, label }) => {
      const head = `# Phase ${plainNumber(phase)}: ${of} - ${title}\n\n**${label}:** ${scene.run.updated_at.slice(0, 10)}`;
      const text = pageOf(scene, written, head);
      return text === null ? [] : [[`${folder}/${phase}-${name}.md`, text]];
    }),
  );
}

export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const record = onRecord(planRecord(scene));
  // What the object holds is what was written: the schema fills in what may be left out.
  const written = onRecord(
    plansSchema.safeParse(accepted(project, latest(run, "plan-plans"))).data,
  );
  const { context, folder } = record;
  const notes = findingTexts(project, run, openFindings(run, [PLAN_CHECK])).map(({ finding }) => ({
    at: finding.at ?? "",
    text: `${oneLine(finding.problem)} ${oneLine(finding.fix)}`,
  }));
  const plans = normalised(withNotes(written.plans, notes));
  const prose = proseOf(scene, record);
  const reads = [...context.files.map((file) => file.path), ...prose.keys()];
  const waves = waveNumbers(plans);
  const texts = plans.map((plan): [string, string] => [
    `${folder}/${planName(plan.id)}`,
    planFile(plan, { folder: basename(folder), reads, wave: waves.get(plan.id)! }),
  ]);
  // One that somebody wrote meanwhile is theirs.
  const fresh = [...prose].filter(([path]) => !existsSync(join(project.root, path)));
  return replaced(scene, task, {
    texts: new Map(texts),
    replaced: record.replaced,
    more: fresh.map(([path, text]) => put(path, text)),
    facts: (removed) => ({ paths: [...fresh, ...texts].map(([path]) => path), removed }),
  });
};

/** Accepted plans as files. Pure. */

const isAuto = ({ type }: WrittenTask): boolean => type === "auto";

/**
 * Plans with what their check left open, each in the plan that it names, else in the first: nobody
 * who acts reads findings.
 */
export function withNotes(
  plans: readonly WrittenPlan[],
  notes: readonly { at: string; text: string }[],
): WrittenPlan[] {
  const named = (at: string): string =>
    plans.find(({ id }) => id === at.split("/")[0])?.id ?? plans[0]!.id;
  return plans.map((plan) => {
    const texts = notes.filter(({ at }) => named(at) === plan.id).map(({ text }) => text);
    if (texts.length === 0) return plan;
    const note = `Left open by the check of the plans, to be minded: ${texts.join(" ")}`;
    return { ...plan, objective: `${plan.objective}\n\n${note}` };
  });
}

/** How the file of a plan is called, by the plan's id. */
const planName = (id: string): string => `${id}-PLAN.md`;

/**
 * One plan as its file says it. `folder`: name of the phase's; `reads`: files that whoever carries
 * it out reads first.
 */
export const planFile = (
  plan: WrittenPlan,
  { folder, reads, wave }: { folder: string; reads: string[]; wave: number },
): string =>
  planText({
    phase: folder,
    plan: plan.id.split("-").at(-1),
    type: plan.type,
    wave,
    depends_on: plan.depends_on,
    files_modified: [...new Set(plan.tasks.flatMap(({ files }) => files))],
    autonomous: plan.tasks.every(isAuto),
    gap_closure: plan.closes.length > 0 || undefined,
    requirements: plan.requirements,
    must_haves: plan.must_haves,
    objective: plan.objective,
    reads,
    tasks: plan.tasks.map(({ untested, action, ...task }) => ({
      ...task,
      name: fold(task.name),
      action: untested?.trim() ? `${action}\n\nNo test can show it: ${untested.trim()}` : action,
    })),
  });
