import type {
  Ask,
  Fix,
  PanelGate,
  PanelRules,
  ProduceGate,
  Verdict,
} from "../../../engine/workflow.ts";
import { bounded as outOfBounds } from "../../contract/asks.ts";
import { produceGate } from "./gates.ts";
import type { Stage } from "./stages.ts";

/** What the verdicts of a panel's seats on one part come to. */
export const counted = <V extends Verdict>(verdicts: V[]) => ({
  verdicts,
  approved: verdicts
    .filter((verdict) => verdict.verdict === "approved" && !verdict.stale)
    .map((verdict) => verdict.seat),
  changes: verdicts.filter((verdict) => verdict.verdict === "changes" && !verdict.overruled),
});

/** What is written in one step of a panel; its brief has the name of its key. */
type Step = Pick<ProduceGate, "key" | "title" | "token" | "writes" | "schema">;

interface PanelSpec {
  /**
   * Who sits in it: each seat is a role of its own. `{item}` and `{role}` in the steps stand for
   * it.
   */
  seats: readonly string[];
  /** What all of them read. */
  reads: string[];
  /** What each seat makes by itself. */
  draft: Step;
  /** The folder of the documents that the program writes of these. */
  drafts: string;
  /** What is made of that, by whom; made again where the seats do not approve it. */
  made: Step & Pick<ProduceGate, "who">;
  /** The document that the program writes of it: what the seats read. */
  document: string;
  vote: Step;
  /** How votes are counted. */
  counts: PanelRules;
  /** The limit on how often it is made. */
  rounds: string;
  /** Asked where nobody gives a valid result, and of a seat that stays silent again. */
  stuck: Ask;
  /** Asked where the seats cannot come to an approval by themselves. */
  blocked: Ask;
}

/**
 * Seats each make a draft, one makes the whole of all drafts, and the seats vote on that until they
 * approve it.
 */
export function panel(spec: PanelSpec): Stage {
  const { seats, reads, draft, drafts, made, document, vote, counts, rounds, stuck, blocked } =
    spec;
  const each = { over: "seats" };
  const { again: _, ...others } = outOfBounds.options;
  const who = { role: "{role}" };
  const { key, ...remade } = made;
  const voted: PanelGate = {
    ...vote,
    gate: "panel",
    panel: vote.key,
    brief: vote.key,
    each,
    after: [key],
    of: { file: document },
    who,
    reads: [...reads, document],
    // A seat that stays silent abstains; where that may not be, `ends` puts it before the person.
    stuck: { if: "always", then: "leave", else: stuck },
    // A dialog has room for four.
    bounded: { ...outOfBounds, options: { ...others, leave: { move: "leave" } } },
    revise: { ...remade, brief: key } satisfies Fix,
    rounds,
    escalation: blocked,
    undecided: blocked,
    on: { done: "next" },
  };
  return {
    bring: ({ after }) => ({
      gates: [
        produceGate({ ...draft, stuck, each, after, who, reads }),
        produceGate({ ...made, stuck, after: [draft.key], reads: [...reads, drafts] }),
        voted,
      ],
      briefs: {},
      adds: {
        tables: {
          selectors: { seats: () => seats.map((id) => ({ item: id, role: id })) },
          panels: { [vote.key]: counts },
        },
      },
    }),
  };
}
