import { objectText } from "../../../record/accepted.ts";
import { fence } from "../../../text.ts";
import { decisions } from "../../brief-parts.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { briefsOf } from "../../kit/brief.ts";
import { type KitFacts, withoutStamp } from "../../kit/facts.ts";
import { phaseParts } from "../plan/brief.ts";
import { answers, corrections, discussRecord } from "./record.ts";

/** What the briefs of `discuss-phase` say. */

const texts = {
  frozen: false,
  more({ scene, run, task }: KitFacts): BriefPart[] {
    const record = discussRecord(scene);
    const earlier = run.tasks.findLast((one) => one.writes === task.writes && one.artifact !== null);
    const before = objectText(scene.project, earlier?.artifact ?? null);
    return [
      ...phaseParts(record?.context),
      {
        title: "The phase's context before this one",
        body: record?.existing ? fence(record.existing.text, "markdown") : "",
      },
      {
        title: "What you wrote before the person spoke",
        body: before !== null && decisions(run) !== "" ? fence(withoutStamp(before), "json") : "",
      },
    ];
  },
} as const;

export const BRIEFS = briefsOf({
  "discuss-assumptions": {
    work: ({ run }) =>
      corrections(run).length === 0
        ? "Say what a planner of this phase would assume about how it is done here, so that the person can correct it."
        : "The person has corrected your assumptions (see below). Write them again: each correction is followed, with what it changes elsewhere; the rest stays as it is.",
    ...texts,
  },
  "discuss-advice": {
    work: ({ run }) =>
      answers(run).size > 0
        ? "The person has answered (see below). Keep each question that is answered, and ask on only where an answer opens another question that decides what is built."
        : "Say what has to be decided before this phase is planned, and prepare each decision for the person.",
    ...texts,
  },
});
