import { fence, oneLine } from "../../text.ts";
import type { Brief, BriefPart } from "../contract/contract.ts";
import { execution } from "../execute/index.ts";
import { constraintsPart, decidedPart, memoryPart, PM_BRIEFS, refinedPart } from "./audit/brief.ts";
import type { CouncilFacts } from "./facts.ts";
import { MASTER_PLAN } from "./paths.ts";
import type { Change } from "./plan/changed.ts";
import { seatOf } from "./seats.ts";
import { isSettled, type Objection, owedBy, toAnswer } from "./vote/ledger.ts";

/** What each brief of the council says: what to do, and what its agent has to know for it. */

const STATES: Record<Objection["state"], string> = {
  open: "open",
  taken: "the plan says that it was taken",
  refused: "the plan refuses it",
  cleared: "cleared by its seat",
  overruled: "overruled by the person",
};

function objectionLine({ words }: CouncilFacts, one: Objection): string {
  const said = words(one.id);
  return [
    `- ${one.id} (${one.severity}, ${STATES[one.state]}) at ${oneLine(one.at)}: ${oneLine(said?.problem ?? one.problem)}`,
    said === null || said.quote === "" ? "" : ` Quoted: ${JSON.stringify(oneLine(said.quote))}.`,
    said === null ? "" : ` Fix: ${oneLine(said.fix)}`,
    one.reason === null ? "" : ` Answered: ${oneLine(one.reason)}`,
  ].join("");
}

/** What would clear the vetoes that objections came with, each once. */
function vetoLines({ words }: CouncilFacts, list: readonly Objection[]): string[] {
  const lines = list.flatMap(({ id, seat }) => {
    const condition = words(id)?.condition;
    return condition ? [`- Veto of ${seat}, cleared by: ${oneLine(condition)}`] : [];
  });
  return [...new Set(lines)];
}

const objections = (facts: CouncilFacts, title: string, list: readonly Objection[]): BriefPart => ({
  title,
  body: [...vetoLines(facts, list), ...list.map((one) => objectionLine(facts, one))].join("\n"),
});

/** How the others voted last; no seat is told which model another one has. */
const votesPart = ({ votes, seat }: CouncilFacts): BriefPart => ({
  title: "Votes on the plan before",
  body: votes
    .filter((one) => one.seat !== seat)
    .map((one) => `- ${one.seat}: ${one.vote}${one.feedback === "" ? "" : `: ${oneLine(one.feedback)}`}`)
    .join("\n"),
});

function seatLine({ seat }: CouncilFacts): string {
  const { id = "", title = "", focus = "" } = seatOf(seat) ?? {};
  return `You hold the seat ${id}, ${title}. Its focus: ${focus}`;
}

const changedParts = ({ texts, same }: Change): BriefPart[] => [
  {
    title: "What changed since you approved",
    body: texts
      .map(({ part, before, after }) =>
        [
          `### ${part}${before === null ? " (new)" : after === null ? " (gone)" : ""}`,
          ...(before === null ? [] : [`Before:\n${fence(before, "markdown")}`]),
          ...(after === null ? [] : [`Now:\n${fence(after, "markdown")}`]),
        ].join("\n"),
      )
      .join("\n\n"),
  },
  { title: "What stands as you approved it", body: same.map((part) => `- ${oneLine(part)}`).join("\n") },
];

const hasVeto = ({ seat }: CouncilFacts): string =>
  seatOf(seat)?.veto === true ? " Your seat holds a veto: only a REJECT of yours stops the plan by itself." : "";

export const BRIEFS: Record<string, Brief<CouncilFacts>> = {
  refine: PM_BRIEFS.refiner,
  audit: PM_BRIEFS.auditor,
  research: PM_BRIEFS["tech-researcher"],
  "seat-plan": {
    work: (facts) =>
      `${seatLine(facts)} Write this seat's plan for the refined prompt. Read the audit and the research first, and build on what is there.`,
    parts: (facts) => [...facts.attempt, refinedPart(facts), decidedPart(facts), constraintsPart(), memoryPart(facts)],
  },
  synthesis: {
    work: ({ plan }) =>
      plan === null
        ? "Make the master plan out of the plans of the seats."
        : "The council has not approved the plan, or the person wants it changed. Write it again so that every open objection is answered; what nobody objected to stays as it is, word for word.",
    parts: (facts) => {
      const open = toAnswer(facts.ledger);
      return [
        ...facts.attempt,
        refinedPart(facts),
        decidedPart(facts),
        objections(facts, "Open objections", open),
        objections(
          facts,
          "Objections that were answered before",
          facts.ledger.objections.filter((one) => !open.includes(one)),
        ),
        votesPart(facts),
        constraintsPart(),
        { title: "The project's notes (CLAUDE.md)", body: facts.notes === "" ? "" : fence(facts.notes, "markdown") },
        memoryPart(facts),
      ];
    },
  },
  vote: {
    // Who confirms a change is shown it whole, and has judged the rest before.
    needs: (_path, { confirm }) => confirm === null,
    work: (facts) =>
      facts.confirm === null
        ? `${seatLine(facts)} Vote on the master plan.${hasVeto(facts)}`
        : `${seatLine(facts)} You approved ${MASTER_PLAN}, and it changed since. Judge what changed, by itself and beside what stays, and vote on the plan as it stands now.${hasVeto(facts)}`,
    parts: (facts) => {
      const owed = owedBy(facts.ledger, facts.seat);
      const own = objections(facts, "Your own objections, to answer in `prior`", owed);
      if (facts.confirm !== null) return [...facts.attempt, decidedPart(facts), own, ...changedParts(facts.confirm)];
      return [
        ...facts.attempt,
        refinedPart(facts),
        decidedPart(facts),
        own,
        objections(
          facts,
          "Objections of other seats, for you to know",
          facts.ledger.objections.filter((one) => one.seat !== facts.seat && !isSettled(one)),
        ),
        votesPart(facts),
        constraintsPart(),
        memoryPart(facts),
      ];
    },
  },
  ...execution.briefs,
};
