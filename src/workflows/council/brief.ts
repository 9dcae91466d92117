import { fence, oneLine } from "../../text.ts";
import type { Brief, BriefPart } from "../contract.ts";
import { EXECUTOR_BRIEFS } from "../execute/brief.ts";
import { auditorBrief } from "./audit-result.ts";
import type { CouncilFacts } from "./facts.ts";
import type { Objection } from "./ledger.ts";
import { refinerBrief } from "./refine.ts";
import { researcherBrief } from "./research.ts";

/** What each brief of the council says: what to do, and what its agent has to know for it. */

const refinedPart = ({ refined }: CouncilFacts): BriefPart => {
  if (refined === null) return { title: "", body: "" };
  const { task: _task, nonce: _nonce, questions: _questions, ...said } = refined;
  return { title: "Refined prompt", body: fence(JSON.stringify(said, null, 1), "json") };
};

const memoryPart = ({ memory }: CouncilFacts): BriefPart => ({
  title: "Memory of earlier runs; it may be out of date",
  body: memory,
});

const decidedPart = ({ decided }: CouncilFacts): BriefPart => ({ title: "Decided by the person", body: decided });

const objectionLine = ({ id, severity, at, problem, fix, veto, answer }: Objection): string =>
  [
    `- ${id} (${veto === null ? severity : "veto"}) at ${oneLine(at)}: ${oneLine(problem)}`,
    fix === "" ? "" : ` Fix: ${oneLine(fix)}`,
    veto === null ? "" : ` It is cleared by: ${oneLine(veto)}`,
    answer === null ? "" : ` The plan's author: ${answer.state}, ${oneLine(answer.text)}`,
  ].join("");

const objections = (title: string, list: readonly Objection[]): BriefPart => ({
  title,
  body: list.map(objectionLine).join("\n"),
});

/** How the others voted on the plan before. */
const votesPart = ({ votes, anonymous, seat }: CouncilFacts): BriefPart => ({
  title: "Votes on the plan before",
  body: votes
    .filter((one) => one.seat !== seat?.id)
    .map(
      (one) =>
        `- ${one.seat}${anonymous ? "" : ` (${one.model})`}: ${one.vote}${one.feedback === "" ? "" : `: ${oneLine(one.feedback)}`}`,
    )
    .join("\n"),
});

const seatLine = ({ seat }: CouncilFacts): string =>
  seat === null ? "" : `You hold the seat ${seat.id}, ${seat.title}. Its focus: ${seat.focus}.`;

const changedPart = ({ confirm }: CouncilFacts): BriefPart => ({
  title: "What changed since you approved",
  body: (confirm ?? [])
    .map(
      ({ title, before, after }) =>
        `${title}, ${before === null ? "new" : after === null ? "gone" : "changed"}:\n${[
          ...(before === null ? [] : [`before:\n${fence(before, "markdown")}`]),
          ...(after === null ? [] : [`now:\n${fence(after, "markdown")}`]),
        ].join("\n")}`,
    )
    .join("\n"),
});

const VETO = "Your seat holds a veto: only a REJECT of yours stops the plan by itself.";

export const BRIEFS: Record<string, Brief<CouncilFacts>> = {
  refine: refinerBrief,
  audit: auditorBrief,
  research: researcherBrief,
  "seat-plan": {
    work: (facts) =>
      `${seatLine(facts)} Write this seat's plan for the refined prompt. Read the audit and the research first; build on what is there.`,
    parts: (facts) => [
      ...facts.attempt,
      refinedPart(facts),
      decidedPart(facts),
      { title: "What executors can and cannot do", body: facts.constraints },
      memoryPart(facts),
    ],
  },
  synthesis: {
    work: ({ plan }) =>
      plan === null
        ? "Make the master plan out of the plans of the seats."
        : "The council has not approved the plan, or the person wants it changed. Write it again, so that every open objection is answered; what nobody objected to stays as it is, word for word.",
    parts: (facts) => [
      ...facts.attempt,
      refinedPart(facts),
      decidedPart(facts),
      objections("Open objections", facts.open),
      objections(
        "Objections before, answered",
        facts.ledger.filter((one) => !facts.open.some((open) => open.id === one.id)),
      ),
      votesPart(facts),
      { title: "What executors can and cannot do", body: facts.constraints },
      { title: "The project's notes (CLAUDE.md)", body: facts.notes === "" ? "" : fence(facts.notes, "markdown") },
      memoryPart(facts),
    ],
  },
  vote: {
    work: (facts) => {
      const veto = facts.seat?.veto ? ` ${VETO}` : "";
      return facts.confirm === null
        ? `${seatLine(facts)} Vote on the master plan.${veto}`
        : `${seatLine(facts)} You approved the plan before; it changed since. Judge only what changed (below), and vote on the plan as it stands now.${veto}`;
    },
    parts: (facts) => [
      ...facts.attempt,
      ...(facts.confirm === null ? [refinedPart(facts)] : []),
      decidedPart(facts),
      objections("Your open objections", facts.open),
      ...(facts.confirm === null
        ? [
            objections(
              "Objections of other seats, for you to know",
              facts.ledger.filter((one) => one.seat !== facts.seat?.id),
            ),
            votesPart(facts),
            { title: "What executors can and cannot do", body: facts.constraints },
            memoryPart(facts),
          ]
        : [changedPart(facts)]),
    ],
  },
  ...EXECUTOR_BRIEFS,
};
