import { briefsOf } from "../../kit/brief.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { phaseParts } from "../plan/brief.ts";
import { corrections, discussRecord } from "./record.ts";

/** What the briefs of `discuss-phase` say. */

const texts = { more: ({ scene }: KitFacts) => phaseParts(discussRecord(scene)?.context) } as const;

export const BRIEFS = briefsOf({
  "discuss-assumptions": {
    work: ({ run }) =>
      corrections(run).length === 0
        ? "Say what a planner of this phase would assume about how it is done here, so that the person can correct it."
        : "The person has corrected the assumptions in your file (see below). Write them again: each correction is followed, with what it changes elsewhere; the rest stays as it is.",
    ...texts,
  },
});
