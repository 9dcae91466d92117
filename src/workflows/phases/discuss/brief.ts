import { fence } from "../../../text.ts";
import type { Brief, BriefPart } from "../../contract/contract.ts";
import { phaseParts } from "../plan/brief.ts";
import type { DiscussFacts } from "./facts.ts";

/** What the briefs of `discuss-phase` say. */

/** Whose task and nonce it was is nothing to whoever writes it anew. */
const withoutStamp = (text: string): string => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");

const parts = (facts: DiscussFacts): BriefPart[] => [
  ...facts.attempt,
  facts.request,
  ...phaseParts({ context: facts.record?.context ?? null }),
  {
    title: "The phase's context before this one",
    body: facts.record?.existing ? fence(facts.record.existing.text, "markdown") : "",
  },
  {
    title: "What you wrote before the person spoke",
    body: facts.before !== null && facts.decided !== "" ? fence(withoutStamp(facts.before), "json") : "",
  },
  { title: "Said by the person", body: facts.decided },
];

export const BRIEFS: Record<string, Brief<DiscussFacts>> = {
  "discuss-assumptions": {
    work: ({ said }) =>
      said.length === 0
        ? "Say what a planner of this phase would assume about how it is done here, so that the person can correct it."
        : "The person has corrected your assumptions (see below). Write them again: each correction is followed, with what it changes elsewhere; the rest stays as it is.",
    parts,
  },
  "discuss-advice": {
    work: ({ answered }) =>
      answered
        ? "The person has answered (see below). Put their words into your file, and ask on only where an answer opens another question that decides what is built."
        : "Say what has to be decided before this phase is planned, and prepare each decision for the person.",
    parts,
  },
};
