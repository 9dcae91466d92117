import type { Decision, Run, Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { plural, tokens } from "../../../text.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { kindOf, usualTasks } from "../../money/estimate.ts";
import { usualCost } from "../../money/usual.ts";
import { TEST_QUESTIONS } from "../../tests.ts";
import { again, escalation, noteFile, ownWords, QUESTIONS, stop, titled } from "../../words.ts";
import { declinedSince } from "../declined.ts";
import { changesAsked, teamFacts } from "../recorded.ts";
import { newestOf } from "../standing.ts";
import { type Track, trackOf } from "../tracks.ts";
import { team } from "../workflow.ts";
import { type Checkpoint, checkpointLines } from "./checkpoint.ts";

/** Words of the questions that only a workflow with stages asks. */

const accept = { label: "Accept", description: "Go on as it is; say why, the status shows it" };
const waive = "Go on without; say why, the status shows it";
const without = { label: "Without deploying", description: waive };

/** What owners declined of what this reviewer had asked, and why. */
const declinedLines = (run: Run, task: Task): string[] =>
  declinedSince(run, task).map(({ by, text, reason }) => `${by} declined "${text}": ${reason}`);

/** Why a task's own gate does not hold, else why its last dispatch did not count. */
const reasonLines: QuestionWords["lines"] = ({ run }, _question, task) => {
  const { blockers = [] } = teamFacts(task);
  const isOwn = blockers.length > 0 || task.note === "";
  const why = isOwn ? blockers : task.note.split("\n").filter(Boolean);
  return { lines: [...why, ...declinedLines(run, task)], file: isOwn ? task.writes : noteFile(task) };
};

/** Words about a task whose own gate, or check, does not hold. */
const about = (header: string, title: string, options: QuestionWords["options"]): QuestionWords => ({
  header,
  title: titled(title),
  lines: reasonLines,
  options,
});

/** What was asked of which area, and why. */
const seatLines: QuestionWords["lines"] = ({ run }, _question, task) => ({
  lines: [
    ...changesAsked(task).flatMap(({ area, escalation, blockers }) => [
      ...(escalation ? [`Reason (${area}): ${escalation.reason}`, `To decide (${area}): ${escalation.decision}`] : []),
      ...blockers.map((blocker) => `${area}: ${blocker}`),
    ]),
    ...declinedLines(run, task),
  ],
  file: task.writes,
});

/** What the run takes on its track, and what with all stages; none where it has them. */
function priceLines(project: Project, run: Run): string[] {
  const track = trackOf(run);
  if (track === "full") return [];
  const price = (name: Track): string => {
    const on = { ...run, options: { ...run.options, track: name } };
    const usual = usualCost(project, kindOf(team, on));
    const tokensOf = usual === null ? "" : `, usually ${tokens(usual.tokens)} tokens`;
    return `${name} ${plural(usualTasks(team, on).all, "agent's task")}${tokensOf}`;
  };
  return [`Price without further rounds: ${price(track)} (this run); all stages (${price("full")}).`];
}

/** A checkpoint's words: what was done, what is open, what to read and what to type. */
const atCheckpoint = (
  which: Checkpoint,
  title: string,
  says: { proceed: string; revise: string },
  more: QuestionWords["options"] = {},
): QuestionWords => ({
  header: `Checkpoint ${which.toUpperCase()}`,
  title: () => `Checkpoint ${which.toUpperCase()} — ${title}. Go on?`,
  lines: ({ project, run }) => {
    const outOfScope = teamFacts(newestOf(run, "brief")).out_of_scope ?? [];
    const price = which === "a" ? priceLines(project, run) : [];
    return { lines: checkpointLines(run, which, outOfScope, price), file: null };
  },
  options: {
    proceed: { label: "Proceed", description: says.proceed },
    revise: { label: "Ask for changes", description: says.revise },
    stop,
    ...more,
  },
});

export const TEAM_WORDS: Record<string, QuestionWords> = {
  "checkpoint-a": atCheckpoint(
    "a",
    "Requirements complete",
    { proceed: "Go on with this brief", revise: "Say what; pm writes the brief again" },
    { full: { label: "All stages", description: "Design, checks and security review as well; see the price" } },
  ),
  "checkpoint-b": atCheckpoint("b", "Design complete", {
    proceed: "Open questions are answered; then the build starts",
    revise: "Say what; principal designs again",
  }),
  "checkpoint-c": atCheckpoint(
    "c",
    "Tests complete",
    { proceed: "Go on with what is tested", revise: "Say what; the tests are written and run again" },
    { deploy: { label: "Proceed and deploy", description: "Then deploy as the settings say" } },
  ),
  "brief-questions": {
    ...ownWords("Brief"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.documents[0] ?? null }),
  },
  "gate-failed": about("Not passed", ": by its own result this does not pass. What now?", {
    again: { label: "Again", description: "Say what to do differently; it is done once more" },
    accept,
    stop,
  }),
  veto: about("Veto", ": security does not let this pass. What now?", {
    fix: { label: "Have it fixed", description: "The owner mends it; security looks again" },
    lift: { label: "Lift the veto", description: "Go on against security; say why" },
    stop,
  }),
  "peer-escalation": {
    header: "Escalation",
    title: (_scene, question) => `Escalation — Stage 6 (Peer Review): ${question.text ?? ""}`,
    lines: seatLines,
    options: {},
  },
  "peer-undecided": {
    header: "Escalation",
    title: titled(" asks for changes again. Whose way is it?"),
    lines: seatLines,
    options: {
      owner: { label: "The owner's way", description: "It stays as it is; say why" },
      reviewer: { label: "The reviewer's way", description: "The owner changes it" },
      stop,
    },
  },
  "check-limit": {
    ...TEST_QUESTIONS["tests-limit"]!,
    header: "Limit",
    title: titled(" still fails after several fixes. How to go on?"),
    lines: reasonLines,
    options: {
      ...TEST_QUESTIONS["tests-limit"]!.options,
      continue: { label: "One more fix", description: "Fix and check once more" },
      accept: { label: "Accept", description: "Go on although this check fails; say why" },
    },
  },
  "baseline-cannot-run": TEST_QUESTIONS["baseline-cannot-run"]!,
  "tests-unclear": TEST_QUESTIONS["tests-unclear"]!,
  "check-cannot-run": {
    ...TEST_QUESTIONS["tests-cannot-run"]!,
    header: "Check",
    title: titled(" came to no result. What now?"),
    lines: reasonLines,
  },
  unbuilt: about("Unchanged", ": its owners say that all is built, and no file of the project has changed. What now?", {
    build: { label: "Build it", description: "Its owners start again" },
    accept: { label: "Accept", description: "Review the project as it is; say why" },
    stop,
  }),
  "deploy-failed": about("Deployment", " failed. What now?", {
    again: { ...again, description: "Deploy once more, after you mended it" },
    without,
    stop,
  }),
  "deploy-unseen": about("Changed", ": files are others than were tested and approved. What now?", {
    check: { label: "Test and review", description: "Tests run, reviewers look again; then you are asked" },
    anyway: { label: "Deploy as it is", description: "Untested and unapproved; say why" },
    without,
    stop,
  }),
  escalation: {
    ...escalation,
    lines: reasonLines,
    options: {
      ...escalation.options,
      redo: { label: "Design anew", description: "Say what to change; the design starts over" },
      lift: { label: "Lift the veto", description: "Go on against the reviewer; say why" },
    },
  },
};

/** The words of a question of a run of this workflow. */
export const wordsOf = (kind: string): QuestionWords => ({ ...QUESTIONS, ...TEAM_WORDS })[kind]!;
/** What the person chose, as the dialog has it; an option of a question's own has no other name. */
export const labelOf = ({ kind, option }: Pick<Decision, "kind" | "option">): string =>
  wordsOf(kind).options[option]?.label ?? option;
