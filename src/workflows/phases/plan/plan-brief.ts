import type { OpenFinding } from "../../../record/findings.ts";
import { fence, oneLine } from "../../../text.ts";
import { diffPart } from "../../brief-parts.ts";
import type { Brief, BriefPart } from "../../contract.ts";
import type { Named } from "./model.ts";
import type { MakeFacts } from "./plan-facts.ts";

/** What the briefs of planner and checker say: what to do, and what each has to know for it. */

const listed = (items: readonly Named[]): string => items.map(({ id, text }) => `- ${id}: ${oneLine(text)}`).join("\n");

/** The phase as the program read it: what both are held to. */
export function phaseParts({ context }: Pick<MakeFacts, "context">): BriefPart[] {
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

const decidedPart = ({ decided }: MakeFacts): BriefPart => ({ title: "Decided by the person", body: decided });

const frozenPart = ({ frozen }: MakeFacts): BriefPart => ({
  title: "Frozen by the person",
  body:
    frozen.length === 0
      ? ""
      : `No task changes, adds or deletes what matches: ${frozen.map((one) => `\`${one}\``).join(", ")}.`,
});

function sinceWords({ finding, declined }: OpenFinding, { insisted, task }: MakeFacts): string {
  if (insisted.includes(finding.id)) return " Declined before; the person decided that it is to be mended.";
  if (declined === null) return "";
  return task.kind === "fix"
    ? ` Declined before, and raised again. The reason was: ${oneLine(declined)}`
    : ` Its author holds it to be wrong: ${oneLine(declined)}`;
}

function findingLine(one: OpenFinding, facts: MakeFacts): string {
  const { finding, severity } = one;
  const at = finding.at ? ` at ${finding.at}` : "";
  const quote = finding.quote?.trim() ? ` Quoted: ${JSON.stringify(oneLine(finding.quote))}.` : "";
  return `- ${finding.id} (${severity})${at}: ${oneLine(finding.problem)}${quote} Fix: ${oneLine(finding.fix)}${sinceWords(one, facts)}`;
}

const findingsPart = (facts: MakeFacts, title: string): BriefPart => ({
  title,
  body: facts.findings.map((one) => findingLine(one, facts)).join("\n"),
});

const always = (facts: MakeFacts): BriefPart[] => [
  ...facts.attempt,
  facts.request,
  ...phaseParts(facts),
  decidedPart(facts),
  frozenPart(facts),
];

export const make: Brief<MakeFacts> = {
  work: ({ context }) =>
    (context?.gaps.length ?? 0) > 0
      ? "The phase was carried out, and a verification found gaps. Plan what closes them, and nothing else."
      : "Plan this phase: the tasks that bring about every one of its criteria.",
  parts: always,
};

export const revise: Brief<MakeFacts> = {
  work: () =>
    "The check of the plans found what is below. Rewrite the plans so that each finding is answered, or decline one that is wrong; what nobody objected to stays as it is.",
  parts: (facts) => [...always(facts), findingsPart(facts, "Findings to answer")],
};

export const judge: Brief<MakeFacts> = {
  work: ({ findings, diff }) =>
    diff === null && findings.length === 0
      ? "Check the plans backwards from the criteria: carried out exactly as they are written, do they bring about each of them?"
      : "The plans were rewritten after your last round. Answer each of your earlier findings by what they say now, then look at what changed: does each criterion still come about?",
  parts: (facts) => [...always(facts), findingsPart(facts, "Your earlier findings"), diffPart(facts.diff)],
};
