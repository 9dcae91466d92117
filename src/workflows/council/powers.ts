import { DECIDES, type Power } from "../contract/powers.ts";

/** Fields of the council's settings that count once the person has approved them. */
export const COUNCIL_POWERS: readonly Power[] = [
  {
    field: "council.use",
    does: "sends the prompt, the plan and files that it names to these models",
    without: undefined,
  },
  { field: "execute.allow", does: "runs without asking, where a plan has them", without: undefined },
  { field: "council.quorum_models", does: DECIDES, without: undefined },
];
