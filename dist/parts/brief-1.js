// @bun
import {
  fence
} from "./s28.js";
import {
  phaseParts2
} from "./s186.js";

// src/workflows/phases/discuss/brief.ts
var withoutStamp = (text) => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");
var parts = (facts) => [
  ...facts.attempt,
  facts.request,
  ...phaseParts2({ context: facts.record?.context ?? null }),
  {
    title: "The phase's context before this one",
    body: facts.record?.existing ? fence(facts.record.existing.text, "markdown") : ""
  },
  {
    title: "What you wrote before the person spoke",
    body: facts.before !== null && facts.decided !== "" ? fence(withoutStamp(facts.before), "json") : ""
  },
  { title: "Said by the person", body: facts.decided }
];
var BRIEFS = {
  "discuss-assumptions": {
    work: ({ said }) => said.length === 0 ? "Say what a planner of this phase would assume about how it is done here, so that the person can correct it." : "The person has corrected your assumptions (see below). Write them again: each correction is followed, with what it changes elsewhere; the rest stays as it is.",
    parts
  },
  "discuss-advice": {
    work: ({ answered }) => answered ? "The person has answered (see below). Put their words into your file, and ask on only where an answer opens another question that decides what is built." : "Say what has to be decided before this phase is planned, and prepare each decision for the person.",
    parts
  }
};
export {
  BRIEFS
};
