import type { OpenFinding } from "../../../record/findings.ts";
import { fence, oneLine } from "../../../text.ts";
import { diffPart } from "../../brief-parts.ts";
import type { Brief, BriefPart } from "../../contract/contract.ts";
import type { PlanFacts } from "./facts.ts";
import type { Named } from "./model.ts";

/** What the briefs of `plan-phase` say: what to do, and what each agent has to know for it. */

const listed = (items: readonly Named[]): string => items.map(({ id, text }) => `- ${id}: ${oneLine(text)}`).join("\n");

/** The phase as the program read it: what both are held to. */
export function phaseParts({ context }: Pick<PlanFacts, "context">): BriefPart[] {
  if (context === null) return [];
  const { phase, name, goal, criteria, requirements, gaps, kept, files, concerns } = context;
  return [
    { title: "Phase", body: `${phase} ${name}\nGoal: ${goal}` },
    { title: "Criteria: true once the phase is done", body: listed(criteria) },
    { title: "Requirements of the phase", body: listed(requirements) },
    { title: "Gaps that a verification found", body: listed(gaps) },
    {
      title: "Plans of this phase that stay as they are",
      body: kept
        .map(
          (one) => `- ${one.id}: ${oneLine(one.objective)}${one.files.length > 0 ? ` (${one.files.join(", ")})` : ""}`,
        )
        .join("\n"),
    },
    { title: "Files to read first", body: files.map(({ path, about }) => `- ${path}: ${about}`).join("\n") },
    {
      title: "Left by earlier work to think of",
      body: concerns.length === 0 ? "" : fence(concerns.map(({ from, text }) => `${from}: ${text}`).join("\n\n")),
    },
  ];
}

const decidedPart = ({ decided }: PlanFacts): BriefPart => ({ title: "Decided by the person", body: decided });

const frozenPart = ({ frozen }: PlanFacts): BriefPart => ({
  title: "Frozen by the person",
  body:
    frozen.length === 0
      ? ""
      : `No task changes, adds or deletes what matches: ${frozen.map((one) => `\`${one}\``).join(", ")}.`,
});

function sinceWords({ finding, declined }: OpenFinding, { insisted, task }: PlanFacts): string {
  if (insisted.includes(finding.id)) return " Declined before; the person decided that it is to be mended.";
  if (declined === null) return "";
  return task.kind === "fix"
    ? ` Declined before, and raised again. The reason was: ${oneLine(declined)}`
    : ` Its author holds it to be wrong: ${oneLine(declined)}`;
}

function findingLine(one: OpenFinding, facts: PlanFacts): string {
  const { finding, severity } = one;
  const at = finding.at ? ` at ${finding.at}` : "";
  const quote = finding.quote?.trim() ? ` Quoted: ${JSON.stringify(oneLine(finding.quote))}.` : "";
  return `- ${finding.id} (${severity})${at}: ${oneLine(finding.problem)}${quote} Fix: ${oneLine(finding.fix)}${sinceWords(one, facts)}`;
}

const findingsPart = (facts: PlanFacts, title: string): BriefPart => ({
  title,
  body: facts.findings.map((one) => findingLine(one, facts)).join("\n"),
});

const always = (facts: PlanFacts): BriefPart[] => [
  ...facts.attempt,
  facts.request,
  ...phaseParts(facts),
  decidedPart(facts),
  frozenPart(facts),
];

const decisionsPart = ({ decisions }: PlanFacts): BriefPart => ({
  title: "What is settled about the phase, and by whom (CONTEXT.md)",
  body: decisions === "" ? "" : fence(decisions, "markdown"),
});

const toResearch = (facts: PlanFacts): BriefPart[] => [
  ...facts.attempt,
  facts.request,
  ...phaseParts(facts),
  {
    title: "Known of the whole project already",
    body: facts.earlier.map((path) => `- ${path}`).join("\n"),
  },
  decisionsPart(facts),
  { title: "Decided by the person", body: facts.decided },
];

/** What each brief of `plan-phase` says. */
export const BRIEFS: Record<string, Brief<PlanFacts>> = {
  "plan-research": {
    work: () =>
      "Research what somebody has to know to plan this phase well in this project. What is settled stays so: research how to do it, not whether.",
    parts: toResearch,
  },
  "plan-patterns": {
    work: () =>
      "Say for each file that this phase will probably create or change which file of this project is its closest model, and what to take over from it.",
    parts: toResearch,
  },
  "plan-plans": {
    work: ({ context }) =>
      (context?.gaps.length ?? 0) > 0
        ? "The phase was carried out, and a verification found gaps. Plan what closes them, and nothing else."
        : "Plan this phase: the tasks that bring about every one of its criteria.",
    parts: always,
  },

  "plan-mend": {
    work: () =>
      "The check of the plans found what is below. Rewrite the plans so that each finding is answered, or decline one that is wrong; what nobody objected to stays as it is.",
    parts: (facts) => [...always(facts), findingsPart(facts, "Findings to answer")],
  },

  "plan-check": {
    work: ({ findings, diff }) =>
      diff === null && findings.length === 0
        ? "Check the plans backwards from the criteria: carried out exactly as they are written, do they bring about each of them?"
        : "The plans were rewritten after your last round. Answer each of your earlier findings by what they say now, then look at what changed: does each criterion still come about?",
    parts: (facts) => [...always(facts), findingsPart(facts, "Your earlier findings"), diffPart(facts.diff)],
  },
};
