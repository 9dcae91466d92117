import { existsSync } from "node:fs";
import { join } from "node:path";
import { oneLine } from "../../../text.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { briefsOf } from "../../kit/brief.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { PLANNING } from "../paths.ts";
import { type Named, type PlanContext, planContext } from "./record.ts";

/** What the briefs of `plan-phase` say. */

const listed = (items: readonly Named[]): string =>
  items.map(({ id, text }) => `- ${id}: ${oneLine(text)}`).join("\n");

const keptLine = ({ id, objective, files }: PlanContext["kept"][number]): string =>
  `- ${id}: ${oneLine(objective)}${files.length > 0 ? ` (${files.join(", ")})` : ""}`;

/** The phase as the program read it: what its plans are held to. */
export function phaseParts(context: PlanContext | null | undefined): BriefPart[] {
  if (!context) return [];
  const { phase, name, goal, criteria, requirements, gaps, kept, files } = context;
  return [
    { title: "Phase", body: `${phase} ${name}\nGoal: ${goal}` },
    { title: "Criteria: true once the phase is done", body: listed(criteria) },
    { title: "Requirements of the phase", body: listed(requirements) },
    { title: "Gaps that a verification found", body: listed(gaps) },
    { title: "Plans of this phase that stay as they are", body: kept.map(keptLine).join("\n") },
    {
      title: "Files to read first",
      body: files.map(({ path, about }) => `- ${path}: ${about}`).join("\n"),
    },
  ];
}

const more = ({ scene }: KitFacts): BriefPart[] => phaseParts(planContext(scene));

/** Research of the whole project. */
const EARLIER = `${PLANNING}/research/RESEARCH.md`;

const toResearch = {
  more(facts: KitFacts): BriefPart[] {
    const isThere = existsSync(join(facts.project, EARLIER));
    const known = {
      title: "Known of the whole project already",
      body: isThere ? `- ${EARLIER}` : "",
    };
    return [...more(facts), known];
  },
} as const;

export const BRIEFS = briefsOf({
  "plan-research": {
    work: "Research what somebody has to know to plan this phase well in this project. What is settled stays so: research how to do it, not whether.",
    ...toResearch,
  },
  "plan-patterns": {
    work: "Say for each file that this phase will probably create or change which file of this project is its closest model, and what to take over from it.",
    ...toResearch,
  },
  "plan-plans": {
    work: ({ scene }) =>
      planContext(scene)?.gaps.length
        ? "The phase was carried out, and a verification found gaps. Plan what closes them, and nothing else."
        : "Plan this phase: the tasks that bring about every one of its criteria.",
    more,
  },
  "plan-mend": {
    work: "The check of the plans found what is below. Rewrite the plans so that each finding is answered, or decline one that is wrong; what nobody objected to stays as it is.",
    more,
  },
  "plan-check": {
    work: ({ findings, diff }) =>
      diff === null && findings.length === 0
        ? "Check the plans backwards from the criteria: carried out exactly as they are written, do they bring about each of them?"
        : "The plans were rewritten after your last round. Answer each of your earlier findings by what they say now, then look at what changed: does each criterion still come about?",
    more,
  },
});
