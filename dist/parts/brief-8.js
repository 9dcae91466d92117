// @bun
import {
  phaseParts2
} from "./s96.js";
import {
  fence
} from "./s20.js";

// src/workflows/phases/plan/brief.ts
var decisionsPart = ({ decisions }) => ({
  title: "What the person decided about the phase (CONTEXT.md)",
  body: decisions === "" ? "" : fence(decisions, "markdown")
});
var parts = (facts) => [
  ...facts.attempt,
  facts.request,
  ...phaseParts2(facts),
  decisionsPart(facts),
  { title: "Decided by the person", body: facts.decided }
];
var BRIEFS = {
  "plan-research": {
    work: () => "Research what somebody has to know to plan this phase well in this project. What the person decided is settled: research how to do it, not whether.",
    parts
  },
  "plan-patterns": {
    work: () => "Say for each file that this phase will probably create or change which file of this project is its closest model, and what to take over from it.",
    parts
  }
};
export {
  BRIEFS
};
