import { existsSync } from "node:fs";
import { join } from "node:path";
import { accepted, acceptedText, latest } from "../../../record/accepted.ts";
import { findingTexts } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { clipped, result } from "../../execute/checks/place.ts";
import { plainNumber } from "../planning/numbers.ts";
import { PATTERNS, PLAN_CHECK, RESEARCH } from "./paths.ts";
import { withNotes } from "./plan-file.ts";
import { plansSchema } from "./plans-kind.ts";
import { publishPlans } from "./publish-plans.ts";
import { type PlanRecord, planRecord } from "./survey-record.ts";

/** What was accepted goes into `.planning/`: plans, and what was found out for them. */

/** What the researchers of this run wrote, as the phase keeps it: `files` by path, and all that a plan names. */
function prose(
  { project, run }: Scene,
  { context, folder }: PlanRecord,
): {
  files: Record<string, string>;
  reads: string[];
} {
  const files: Record<string, string> = {};
  const reads: string[] = [];
  for (const [written, name, title] of [
    [RESEARCH, "RESEARCH", "Research"],
    [PATTERNS, "PATTERNS", "Pattern Map"],
  ] as const) {
    const text = acceptedText(project, run, written);
    if (text === null) continue;
    const path = `${folder}/${context.phase}-${name}.md`;
    const label = name === "RESEARCH" ? "Researched" : "Mapped";
    const head = `# Phase ${plainNumber(context.phase)}: ${context.name} - ${title}\n\n**${label}:** ${run.updated_at.slice(0, 10)}\n`;
    reads.push(path);
    // One that somebody wrote meanwhile is theirs.
    if (!existsSync(join(project.root, path))) files[path] = `${head}${stripStamp(text).trim()}\n`;
  }
  return { files, reads };
}

export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const record = planRecord(scene);
  // What the object holds is what was written: the schema fills in what may be left out.
  const plans = plansSchema.safeParse(accepted(project, latest(run, "plan-plans"))).data?.plans ?? null;
  if (record === null || plans === null)
    return result(task, "fail", { problems: ["the accepted plans are gone from .task/objects: plan the phase again"] });
  const more = prose(scene, record);
  const done = publishPlans(project, {
    context: record.context,
    folder: record.folder,
    plans: withNotes(
      plans,
      findingTexts(project, run, PLAN_CHECK).map(({ finding }) => ({
        at: finding.at ?? "",
        text: `${oneLine(finding.problem)} ${oneLine(finding.fix)}`,
      })),
    ),
    replaced: record.replaced,
    reads: [...record.context.files.map((one) => one.path), ...more.reads],
    more: more.files,
    overwrite: run.options.overwrite === "yes",
  });
  if (done.ok) return result(task, "pass", { facts: { paths: done.paths, removed: done.removed } });
  if (done.changed.length > 0) return result(task, "changed", { facts: { changed: clipped(done.changed) } });
  return result(task, "fail", { problems: done.problems });
};
