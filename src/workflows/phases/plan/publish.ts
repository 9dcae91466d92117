import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { accepted, acceptedText, latest } from "../../../record/accepted.ts";
import { findingTexts } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { result } from "../../execute/checks/place.ts";
import { ROADMAP } from "../paths.ts";
import type { Edited } from "../planning/edit.ts";
import { change, put } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import { listPlans } from "../planning/roadmap-edit.ts";
import { replaced } from "../replace.ts";
import { normalised } from "./judge.ts";
import type { WrittenPlan } from "./model.ts";
import { planName, planText, waveNumbers, withNotes } from "./plan-file.ts";
import { plansSchema } from "./plans-kind.ts";
import { PATTERNS, PLAN_CHECK, type PlanRecord, planRecord, RESEARCH } from "./record.ts";

/** What was accepted goes into `.planning/`: plans, and what was found out for them. */

const PROSE = [
  { written: RESEARCH, name: "RESEARCH", title: "Research", label: "Researched" },
  { written: PATTERNS, name: "PATTERNS", title: "Pattern Map", label: "Mapped" },
];

/** What the researchers of this run wrote, as the phase keeps it, by path. */
function proseOf({ project, run }: Scene, { context: { phase, name: of }, folder }: PlanRecord): Map<string, string> {
  return new Map(
    PROSE.flatMap(({ written, name, title, label }) => {
      const text = acceptedText(project, run, written);
      const head = `# Phase ${plainNumber(phase)}: ${of} - ${title}\n\n**${label}:** ${run.updated_at.slice(0, 10)}\n`;
      return text === null ? [] : [[`${folder}/${phase}-${name}.md`, `${head}${stripStamp(text).trim()}\n`]];
    }),
  );
}

/** The roadmap with these plans in the list of their phase, in the place of those that they replace. */
function listedIn(roadmap: string, { context, replaced: old }: PlanRecord, plans: readonly WrittenPlan[]): Edited {
  const ids = old.flatMap(({ path }) => /^(\d[\d.]*-\d+)-/.exec(basename(path))?.[1] ?? []);
  const rows = plans.map(({ id, objective }) => ({ id, title: oneLine(objective).slice(0, 120) }));
  return listPlans(roadmap, context.phase, rows, ids);
}

export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const record = planRecord(scene);
  // What the object holds is what was written: the schema fills in what may be left out.
  const written = plansSchema.safeParse(accepted(project, latest(run, "plan-plans"))).data?.plans ?? null;
  if (record === null || written === null)
    return result(task, "fail", { problems: ["the accepted plans are gone from .task/objects: plan the phase again"] });
  const { context, folder } = record;
  const notes = findingTexts(project, run, PLAN_CHECK).map(({ finding }) => ({
    at: finding.at ?? "",
    text: `${oneLine(finding.problem)} ${oneLine(finding.fix)}`,
  }));
  const plans = normalised(withNotes(written, notes));
  const prose = proseOf(scene, record);
  const reads = [...context.files.map((one) => one.path), ...prose.keys()];
  const waves = waveNumbers(plans, context);
  const texts = plans.map((plan): [string, string] => [
    `${folder}/${planName(plan.id)}`,
    planText(plan, { folder: basename(folder), reads, wave: waves.get(plan.id)! }),
  ]);
  // One that somebody wrote meanwhile is theirs.
  const fresh = [...prose].filter(([path]) => !existsSync(join(project.root, path)));
  return replaced(project, task, {
    texts: new Map(texts),
    replaced: record.replaced,
    more: [...fresh.map(([path, text]) => put(path, text)), change(ROADMAP, (text) => listedIn(text, record, plans))],
    overwrite: run.options.overwrite === "yes",
    facts: (removed) => ({ paths: [...fresh, ...texts].map(([path]) => path).concat(ROADMAP), removed }),
  });
};
