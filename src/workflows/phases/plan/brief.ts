import { fence } from "../../../text.ts";
import type { Brief, BriefPart } from "../../contract.ts";
import type { PlanFacts } from "./facts.ts";
import { phaseParts } from "./plan-brief.ts";

const decisionsPart = ({ decisions }: PlanFacts): BriefPart => ({
  title: "What the person decided about the phase (CONTEXT.md)",
  body: decisions === "" ? "" : fence(decisions, "markdown"),
});

const parts = (facts: PlanFacts): BriefPart[] => [
  ...facts.attempt,
  facts.request,
  ...phaseParts(facts),
  decisionsPart(facts),
  { title: "Decided by the person", body: facts.decided },
];

/** What the briefs of researcher and pattern mapper say. */
export const BRIEFS: Record<string, Brief<PlanFacts>> = {
  "plan-research": {
    work: () =>
      "Research what somebody has to know to plan this phase well in this project. What the person decided is settled: research how to do it, not whether.",
    parts,
  },
  "plan-patterns": {
    work: () =>
      "Say for each file that this phase will probably create or change which file of this project is its closest model, and what to take over from it.",
    parts,
  },
};
