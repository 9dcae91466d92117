// What real readers of the council have answered is worth: valid at the first try, planted flaws found, no veto on a sound plan.
import type { Vote } from "../../src/workflows/council/vote/vote.ts";
import type { CouncilCase, Track } from "./council-case.ts";
import type { Answered, Played } from "./council-drive.ts";

export interface AnswerScore {
  task: string;
  /** Tries up to the valid one; 0: none was valid. */
  tries: number;
  /** What was wrong with the first try. */
  problems: string[];
  vote: Vote["vote"] | null;
  veto: boolean;
  /** Planted flaws that it names with a blocker or major finding, on the first vote of track `flawed`. */
  found: string[];
  /** Those of its own focus that it does not name. */
  missed: string[];
  /** Those of its own focus that it names. */
  own: string[];
  /** Groups of words that its answer had to mention and does not. */
  unsaid: string[];
}

export interface CouncilScore {
  case: string;
  track: Track;
  answers: AnswerScore[];
  /** Planted flaws that no seat has named. */
  unseen: string[];
  /** Master plans that were voted on, and whether the last one is approved. */
  plans: number;
  approved: boolean;
}

const says = (text: string, words: readonly string[][]): string[][] =>
  words.filter((group) => !group.some((word) => text.toLowerCase().includes(word.toLowerCase())));

function foundIn(one: CouncilCase, vote: Vote): string[] {
  const heavy = vote.findings.filter((finding) => finding.severity !== "minor");
  return one.planted
    .filter(({ at, words }) =>
      heavy.some(
        (finding) =>
          at.some((place) => finding.at.toLowerCase().includes(place.toLowerCase())) &&
          says([finding.problem, finding.quote ?? "", finding.fix].join("\n"), words).length === 0,
      ),
    )
    .map(({ id }) => id);
}

const voteIn = ({ schema, text, tries }: Answered): Vote | null =>
  schema === "vote" && tries.at(-1)?.length === 0 ? (JSON.parse(text) as Vote) : null;

function scoreAnswer(one: CouncilCase, track: Track, answer: Answered): AnswerScore {
  const vote = voteIn(answer);
  const first = track === "flawed" && vote !== null && !/-v\d+$/.test(answer.name);
  const found = first ? foundIn(one, vote) : [];
  const own = first ? one.planted.filter(({ seat }) => seat === answer.item).map(({ id }) => id) : [];
  return {
    task: answer.name,
    tries: answer.tries.at(-1)?.length === 0 ? answer.tries.length : 0,
    problems: answer.tries[0] ?? [],
    vote: vote?.vote ?? null,
    veto: (vote?.veto ?? null) !== null,
    found,
    missed: own.filter((id) => !found.includes(id)),
    own: own.filter((id) => found.includes(id)),
    unsaid: says(answer.text, one.says[answer.name] ?? []).map((group) => group.join(" / ")),
  };
}

/** Scores a track as far as readers have answered it. Pure. */
export function scoreCouncil({ case: one, run, answered }: Played, track: Track): CouncilScore {
  const answers = answered.map((answer) => scoreAnswer(one, track, answer));
  const seen = answers.flatMap(({ found }) => found);
  return {
    case: one.name,
    track,
    answers,
    unseen: track === "flawed" ? one.planted.map(({ id }) => id).filter((id) => !seen.includes(id)) : [],
    plans: run.tasks.filter((task) => task.schema === "master-plan" && task.status === "done").length,
    approved: run.questions.some((question) => question.kind === "consent"),
  };
}

export const COUNCIL_TABLE_HEAD =
  "| case, track | answers | valid at the first try | planted flaws found by their seat | by any seat | vetoes | approved |\n|---|---|---|---|---|---|---|";

/** One row of a table in markdown. */
export function councilRow({ case: name, track, answers, plans, approved, unseen }: CouncilScore): string {
  const missed = answers.flatMap((one) => one.missed);
  const own = answers.flatMap((one) => one.own).length;
  const judged = track === "flawed";
  const all = new Set(answers.flatMap((one) => one.found)).size + unseen.length;
  const cells = [
    `${name}, ${track}`,
    answers.length,
    `${answers.filter(({ tries }) => tries === 1).length} of ${answers.length}`,
    judged ? `${own} of ${all}${missed.length === 0 ? "" : ` (missed: ${missed.join(", ")})`}` : "-",
    judged ? `${all - unseen.length} of ${all}` : "-",
    answers.filter(({ veto }) => veto).length,
    approved ? `plan ${plans}` : "no",
  ];
  return `| ${cells.join(" | ")} |`;
}
