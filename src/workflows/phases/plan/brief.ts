import type { Brief } from "../../contract.ts";
import type { PlanFacts } from "./facts.ts";

export const BRIEFS: Record<string, Brief<PlanFacts>> = {
  "phase-research": {
    work: () => "Research what this phase needs.",
    parts: ({ attempt, request, decided }) => [...attempt, request, { title: "Decided by the person", body: decided }],
  },
};
