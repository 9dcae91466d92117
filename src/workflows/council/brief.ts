import { join } from "node:path";
import type { Task } from "../../engine/run.ts";
import { acceptedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readPlainText } from "../../store/files/plain-file.ts";
import { fence, given, oneLine } from "../../text.ts";
import type { BriefPart } from "../contract/contract.ts";
import { itemOf, snapshotFacts } from "../execute/plan/plan.ts";
import { briefsOf } from "../kit/brief.ts";
import type { KitFacts } from "../kit/facts.ts";
import { lazily } from "../kit/lazily.ts";
import type { BriefText } from "../kit/stages/stages.ts";
import { type KnownMinor, MAX_KNOWN } from "../review/findings/known.ts";
import { decisions } from "../words/brief-parts.ts";
import { findingParts } from "../words/finding-words.ts";
import { memoryText } from "./audit/memory.ts";
import { auditOf, EXECUTOR_CONSTRAINTS } from "./audit/record.ts";
import { MASTER_PLAN, SEATS_FOLDER } from "./paths.ts";
import { seatOf } from "./seats.ts";
import { isSettled, ledgerOf, type Objection, owedBy, toAnswer } from "./vote/ledger.ts";
import { objectionWords, PLAN, VOTE, votesOf } from "./vote/recorded.ts";

/**
 * What each brief of the council says: what to do, and what its agent has to know for it beside the
 * files that its task reads.
 */

/** What briefs of the council are made of. */
export type CouncilFacts = ReturnType<typeof addCouncilFacts>;

/** Characters of CLAUDE.md that the plan maker is told. */
const MAX_NOTES = 2_000;

export function addCouncilFacts(base: KitFacts, scene: Scene, task: Task) {
  const { project, run } = scene;
  const seat = task.schema === "seat-plan" || task.schema === VOTE ? (task.item ?? "") : "";
  const plan = acceptedText(project, run, MASTER_PLAN);
  const own = {
    audit: () => auditOf(project, run),
    minors: () => (task.edits === "item" && task.kind !== "fix" ? minorsFor(scene, task) : []),
    /** Lines of the agent's memory; empty without. */
    memory: () => memoryText(project, seat === "" ? task.who.agent : seat),
    /** The seat that the task is for; empty for every other role. */
    seat: () => seat,
    /** The master plan as it was accepted last; null before that. */
    plan: () => plan,
    ledger: () => ledgerOf(run),
    /** Votes of the seats on the newest plan; for a vote those on the plan before. */
    votes: () => votesOf(project, run, task.schema === VOTE),
    /** What a seat has said of one of its objections. */
    words: () => (id: string) => objectionWords(project, run, id),
    /** The beginning of the project's own notes for agents. */
    notes: () =>
      task.schema === PLAN
        ? (readPlainText(join(project.root, "CLAUDE.md")) ?? "").slice(0, MAX_NOTES)
        : "",
  };
  return lazily(own, base);
}

/**
 * Minor objections to the approved plan, for the executor of a task: those about it or its files,
 * and those that name no task's.
 */
function minorsFor({ project, run }: Scene, task: Task): KnownMinor[] {
  const all = snapshotFacts(run)?.items ?? [];
  const minors = toAnswer(ledgerOf(run)).filter(({ severity }) => severity === "minor");
  return minors
    .flatMap(({ id, seat, at }): KnownMinor[] => {
      const finding = objectionWords(project, run, id);
      if (finding === null) return [];
      const words = [at, finding.quote, finding.problem, finding.fix]
        .join("\n")
        .split(/[^\p{L}\p{N}_.@/+-]+/u);
      const touched = all.filter(
        ({ n, files }) =>
          at === `Task ${n}` ||
          files.some((file) => words.some((word) => word.replace(/[.,]+$/, "") === file)),
      );
      const isHeard = touched.length === 0 || touched.some(({ n }) => n === itemOf(run, task)?.n);
      return isHeard ? [{ name: finding.id, reviewer: seat, finding: { ...finding, at } }] : [];
    })
    .slice(-MAX_KNOWN);
}

type Part = (facts: CouncilFacts) => BriefPart | BriefPart[];

/** What the council has to say beside what every brief says. */
const councilText = (
  work: (facts: CouncilFacts) => string,
  ...parts: Part[]
): BriefText<CouncilFacts> => ({
  work,
  more: (facts) => parts.flatMap((part) => part(facts)),
  // What the votes say stands in the parts.
  use: (path) => (path.startsWith(SEATS_FOLDER) ? "none" : "shown"),
});

/** The same for whoever has the refined prompt in the place of the request. */
const planningText = (...of: Parameters<typeof councilText>) => ({
  ...councilText(...of),
  request: false as const,
});

const fenced = (title: string, text: string, language = ""): BriefPart => ({
  title,
  body: text.trim() === "" ? "" : fence(text, language),
});

const constraints = (): BriefPart =>
  fenced("Who will build it, and what they can do", EXECUTOR_CONSTRAINTS);
const memory = (facts: CouncilFacts): BriefPart =>
  fenced("What earlier runs taught you; the project may have changed since", facts.memory);

function objectionLine({ words }: CouncilFacts, objection: Objection): string {
  const { quote = "", fix, problem = objection.problem } = words(objection.id) ?? {};
  const { id, severity, state, at: place, reason } = objection;
  const parts = findingParts({ severity, place, notes: [state], problem, quote, fix });
  return `- ${[id, ...parts, ...given(!!reason, `Answered: ${oneLine(reason ?? "")}`)].join(" ")}`;
}

/** What would clear the vetoes that objections came with, each once. */
function vetoLines({ words }: CouncilFacts, list: readonly Objection[]): string[] {
  const lines = list.flatMap(({ id, seat }) => {
    const condition = words(id)?.condition;
    return condition ? [`- Veto of ${seat}, cleared by: ${oneLine(condition)}`] : [];
  });
  return [...new Set(lines)];
}

const objections =
  (title: string, of: (facts: CouncilFacts) => Objection[]): Part =>
  (facts) => {
    const list = of(facts);
    return {
      title,
      body: [...vetoLines(facts, list), ...list.map((one) => objectionLine(facts, one))].join("\n"),
    };
  };

/** How the others voted last; no seat is told which model another one has. */
const votes = ({ votes: all, seat }: CouncilFacts): BriefPart => ({
  title: "Votes on the plan before",
  body: all
    .filter((one) => one.seat !== seat)
    .map(
      (one) =>
        `- ${one.seat}: ${one.vote}${one.feedback === "" ? "" : `: ${oneLine(one.feedback)}`}`,
    )
    .join("\n"),
});

const openOnes = ({ ledger }: CouncilFacts): Objection[] => toAnswer(ledger);

function seatLine({ seat }: CouncilFacts): string {
  const { id = "", title = "", focus = "" } = seatOf(seat) ?? {};
  return `You hold the seat ${id}, ${title}. Its focus: ${focus}`;
}

const hasVeto = ({ seat }: CouncilFacts): string =>
  seatOf(seat)?.veto === true
    ? " Your seat holds a veto: only a REJECT of yours stops the plan by itself."
    : "";

export const BRIEFS = briefsOf({
  refine: councilText(
    (facts) =>
      `${decisions(facts.run) === "" ? "Turn the request into a short specification." : "The person has decided (see below): keep the specification that stands in your file, and work in what was decided and nothing else."}${!facts.run.auto ? "" : " Nobody can be asked: settle each open point, note it in `assumptions`, and leave `questions` empty."}`,
    memory,
  ),
  audit: councilText(
    () =>
      "Say what of the request, as the refined prompt specifies it, this project has already, and what is missing. The host audit has what the program found out about machine and project.",
    memory,
  ),
  research: councilText(() => "Research what the audit calls missing.", ...[constraints, memory]),
  "seat-plan": planningText(
    (facts) =>
      `${seatLine(facts)} Write this seat's plan for the refined prompt, and build on what is there.`,
    ...[constraints, memory],
  ),
  synthesis: planningText(
    ({ plan }) =>
      plan === null
        ? "Make the master plan out of the plans of the seats. The folder of a task has copies of what git ignores, as far as it is not large."
        : "The council has not approved the plan, or the person wants it changed. Write it again so that every open objection is answered; what nobody objected to stays as it is, word for word.",
    objections("Open objections", openOnes),
    objections("Objections that were answered before", (facts) =>
      facts.ledger.objections.filter((objection) => !openOnes(facts).includes(objection)),
    ),
    votes,
    constraints,
    ({ notes }) => fenced("The project's notes (CLAUDE.md)", notes, "markdown"),
    memory,
  ),
  vote: planningText(
    (facts) => `${seatLine(facts)} Vote on the master plan.${hasVeto(facts)}`,
    objections("Your own objections, to answer in `prior`", ({ ledger, seat }) =>
      owedBy(ledger, seat),
    ),
    objections("Objections of other seats, for you to know", ({ ledger, seat }) =>
      ledger.objections.filter((objection) => objection.seat !== seat && !isSettled(objection)),
    ),
    votes,
    constraints,
    memory,
  ),
});
