import { gateOf } from "../../../engine/gates.ts";
import type { Decision, Run, Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { clip, given, oneLine, plural, someOf, tokens } from "../../../text.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { kindOf, usualTasks } from "../../money/estimate.ts";
import { usualCost } from "../../money/usual.ts";
import { unshownToAsk } from "../../tests/evidence.ts";
import { another, TEST_QUESTIONS } from "../../tests/test-questions.ts";
import { unshownLine } from "../../unshown.ts";
import {
  again,
  stop as end,
  escalation,
  noteFile,
  ownWords,
  QUESTIONS,
  questionWith,
  titled,
} from "../../words/words.ts";
import { changedParts, partText } from "../areas.ts";
import { ADRS, BRIEF, SPEC, TEST_REPORT } from "../paths.ts";
import { briefOf } from "../record/accepted.ts";
import { declinedSince } from "../record/declined.ts";
import { requestedChanges, teamFacts } from "../record/recorded.ts";
import { openQuestions, TEAM_BARS } from "../rules.ts";
import { environmentOf, lacksTests } from "../shows.ts";
import { newestOf } from "../status/standing.ts";
import type { StageStatus } from "../status/statuses.ts";
import { openWarnings } from "../status/warnings.ts";
import { hasDesign, hasStage, type Track, trackOf } from "../tracks.ts";
import { team } from "../workflow.ts";
import { stageRows } from "./table.ts";

/** Words of the questions that only a workflow with stages asks. */

const accept = {
  label: "Accept",
  description: "Continue with it as it is; say why, the status shows it",
};
const waive = "Continue without it; say why, the status shows it";
const stop = { label: "Stop", description: "The run waits here until you resume it" };
const redo = { label: "Redesign", description: "Say what to change; the design starts over" };
const without = { label: "Do not deploy", description: waive };

/** What owners declined of what this reviewer had asked, and why. */
const declinedLines = (run: Run, task: Task): string[] =>
  declinedSince(run, task).map(({ by, text, reason }) => `${by} declined "${text}": ${reason}`);

/** Why a task's own gate does not hold, else why its last dispatch did not count. */
const reasonLines: NonNullable<QuestionWords["lines"]> = ({ run }, _question, task) => {
  const { blockers = [] } = teamFacts(task);
  const isOwn = blockers.length > 0 || task.note === "";
  const why = isOwn ? blockers : task.note.split("\n").filter(Boolean);
  return {
    lines: [...why, ...declinedLines(run, task)],
    file: isOwn ? task.writes : noteFile(task),
  };
};

/** Words about a task whose own gate, or check, does not hold. */
const about = questionWith(reasonLines);

/** Words about the program's checks, beside those about tests. */
const onTests = (name: string, more: Partial<QuestionWords>): QuestionWords => {
  const words = TEST_QUESTIONS[name]!;
  return {
    ...words,
    lines: reasonLines,
    ...more,
    options: { ...words.options, ...more.options, stop },
  };
};

/** What was asked of which area, and why. */
const seatLines: QuestionWords["lines"] = ({ run }, _question, task) => {
  const asked = requestedChanges(task).flatMap(({ area, escalation, blockers }) => [
    ...(escalation
      ? [`Reason (${area}): ${escalation.reason}`, `To decide (${area}): ${escalation.decision}`]
      : []),
    ...blockers.map((blocker) => `${area}: ${blocker}`),
  ]);
  return { lines: [...asked, ...declinedLines(run, task)], file: task.writes };
};

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
  return [
    `Cost without further rounds: ${price(track)} (this run); all stages (${price("full")}).`,
  ];
}

type Checkpoint = "a" | "b" | "c";

/** Lines of one kind that a dialog has room for. */
const MAX_SHOWN = 3;

/** The stages that a checkpoint is about, and what else of them decides it. */
const DONE: Record<Checkpoint, (run: Run, outOfScope: string[]) => string[]> = {
  a: (run, outOfScope) => [
    ...stageLines(run, ["01"]),
    ...given(outOfScope.length > 0, `Out of scope: ${outOfScope.map(oneLine).join("; ")}.`),
    ...given(
      lacksTests(run),
      "No test command was found: name one here (Another command), or the program runs no tests.",
    ),
  ],
  b: (run) => stageLines(run, ["02"]),
  c: (run) => {
    const changed = changedParts(run).map(partText).join(", ");
    return [...stageLines(run, ["07"]), ...given(changed !== "", `Changed: ${changed}.`)];
  },
};

/** These rows of the table, and those before them that have not passed. */
function stageLines(run: Run, stages: string[]): string[] {
  const open = (status: StageStatus): boolean => status !== "PASS" && status !== "skipped";
  const lines = stageRows(run).flatMap(({ stage, name, status, notes }) =>
    stages.includes(stage) || (stage < stages[0]! && open(status))
      ? `${name}: ${[status, notes].filter(Boolean).join(", ")}.`
      : [],
  );
  return clip(lines, MAX_SHOWN, oneLine);
}

/** What to read, and what follows, by the track's own stages. */
const READ: Record<Checkpoint, (run: Run) => string> = {
  a: (run) =>
    `Read ${BRIEF} if you would like to adjust anything before ${hasDesign(trackOf(run)) ? "design" : "build"} starts.`,
  b: () => `Read ${SPEC} and ${ADRS} before build starts.`,
  c: ({ options }) => {
    const track = trackOf({ options });
    const against = hasStage(track, "01") ? `against ${BRIEF} ` : "";
    const deployment = options.deploy
      ? `sign-off and, as started, deployment to ${environmentOf(options.deploy)}`
      : "sign-off; proceed deploys nothing";
    const then = hasStage(track, "08")
      ? `Then: ${deployment}.`
      : "Then the run ends, without a sign-off.";
    return `Read ${TEST_REPORT} ${against}to verify coverage. ${then}`;
  },
};

const DOCUMENT: Record<Checkpoint, string> = { a: BRIEF, b: SPEC, c: TEST_REPORT };

/** One in a line with what it is, several in a list. */
const some = (what: string, items: string[], most: number): string[] =>
  items.length < 2
    ? items.map((item) => `1 ${what}: ${oneLine(item)}`)
    : [`${items.length} ${what}s:`, ...clip(items, most, (item) => `- ${oneLine(item)}`)];

/**
 * What the person reads at a checkpoint: what was done, what is open and what to read. At most 12
 * lines. Its options are shown after it, with what to type where there is something to type.
 */
export function checkpointLines(
  run: Run,
  which: Checkpoint,
  outOfScope: string[],
  price: string[] = [],
): string[] {
  const gate = gateOf(team, run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : TEAM_BARS[rule as keyof typeof TEAM_BARS](run);
  const warnings = openWarnings(run).map((warning) => `${warning.id} ${warning.text}`);
  const questions = openQuestions(run).map((question) => question.text);
  const most = price.length === 0 ? MAX_SHOWN : MAX_SHOWN - 1;
  return [
    ...DONE[which](run, outOfScope),
    ...price,
    ...some("warning", warnings, most),
    ...some("open question", questions, most),
    ...(which === "c" ? some("unseen change", unshownToAsk(run).map(unshownLine), most) : []),
    READ[which](run),
    ...given(bars.length > 0, `You cannot proceed now: ${someOf(bars.map(oneLine), 2)}.`),
  ];
}

/** A checkpoint's words: what was done, what is open, what to read and what to type. */
const atCheckpoint = (
  which: Checkpoint,
  title: string,
  says: { proceed: string; revise: string },
  more: QuestionWords["options"] = {},
): QuestionWords => ({
  header: `Checkpoint ${which.toUpperCase()}`,
  title: () => `Checkpoint ${which.toUpperCase()} — ${title}. Continue?`,
  lines: (scene) => {
    const { project, run } = scene;
    const outOfScope = teamFacts(newestOf(run, "brief")).out_of_scope ?? [];
    const price = which === "a" ? priceLines(project, run) : [];
    const criteria = which === "a" ? (briefOf(scene)?.criteria ?? []) : [];
    const unread = criteria.map(({ number, text }) => `${number}. ${oneLine(text)}`);
    return {
      lines: checkpointLines(run, which, outOfScope, price),
      unread,
      file: null,
      reads: DOCUMENT[which],
    };
  },
  options: {
    proceed: { label: "Proceed", description: says.proceed },
    revise: { label: "Ask for changes", description: says.revise },
    stop: end,
    name: { ...another, description: "Type it; you decide again" },
    ...more,
  },
});

export const TEAM_WORDS: Record<string, QuestionWords> = {
  "checkpoint-a": atCheckpoint(
    "a",
    "Requirements complete",
    { proceed: "Continue with this brief", revise: "Say what; the PM rewrites the brief" },
    {
      full: {
        label: "All stages",
        description: "Design, checks and security review as well; see the cost",
      },
    },
  ),
  "checkpoint-b": atCheckpoint("b", "Design complete", {
    proceed: "Open questions are answered; then the build starts",
    revise: "Say what; the Principal redesigns",
  }),
  "checkpoint-c": atCheckpoint(
    "c",
    "Tests complete",
    {
      proceed: "Continue with what is tested",
      revise: "Say what; the tests are rewritten and run again",
    },
    { deploy: { label: "Proceed and deploy", description: "Then deploy as the settings say" } },
  ),
  "brief-questions": {
    ...ownWords("Brief"),
    lines: () => ({ lines: [], file: BRIEF }),
  },
  "gate-failed": about("Not passed", ": its own result says that it does not pass. What now?", {
    again: { label: "Retry", description: "Say what to do differently" },
    accept,
    redo,
    stop,
  }),
  veto: about("Veto", ": security does not let this pass. What now?", {
    fix: { label: "Have it fixed", description: "The owner fixes it; security looks again" },
    lift: { label: "Lift the veto", description: "Continue against security; say why" },
    stop,
  }),
  "peer-escalation": {
    header: "Escalation",
    title: (_scene, question) => `Escalation — Stage 6 (Peer Review): ${question.text ?? ""}`,
    lines: seatLines,
    options: {},
  },
  "peer-undecided": questionWith(seatLines)(
    "Escalation",
    " asks for changes again. Whose way do you choose?",
    {
      owner: { label: "The owner's way", description: "It stays as it is; say why" },
      reviewer: { label: "The reviewer's way", description: "The owner changes it" },
      stop: end,
    },
  ),
  "check-limit": onTests("tests-limit", {
    header: "Limit",
    title: titled(" still fails after several fixes. How should it continue?"),
    options: {
      continue: { label: "One more fix", description: "Fix and check again" },
      accept: { label: "Accept", description: "Continue although this check fails; say why" },
    },
  }),
  "baseline-cannot-run": TEST_QUESTIONS["baseline-cannot-run"]!,
  "tests-unclear": onTests("tests-unclear", {
    title: titled(
      ": it fails, and it is unknown whether the work caused that. How should it continue?",
    ),
    lines: (...of) => {
      const ran = TEST_QUESTIONS["tests-unclear"]!.lines!(...of);
      return ran.lines.length > 0 ? ran : reasonLines(...of);
    },
  }),
  "check-cannot-run": onTests("tests-cannot-run", {
    header: "Check",
    title: titled(" gave no result. What now?"),
  }),
  unbuilt: about(
    "Unchanged",
    ": its owners say that all is built, but no project file has changed. What now?",
    {
      build: { label: "Build it", description: "Its owners start again" },
      accept: { label: "Accept", description: "Review the project as it is; say why" },
      stop,
    },
  ),
  release: {
    header: "Deploy",
    title: ({ run }) => `Deploy what ${run.options.finished} has finished?`,
    lines: () => ({ lines: [], file: null }),
    options: {
      proceed: {
        label: "Deploy",
        description: "If no file has changed since its last tests; else you are asked",
      },
      stop: end,
      name: { ...another, description: "You are asked again with it" },
    },
  },
  "deploy-failed": about("Deployment", " failed. What now?", {
    again: { ...again, description: "The same command again, after you fix what it needs" },
    without: {
      ...without,
      description: "Continue, and deploy by hand; say why, the status shows it",
    },
    stop,
    name: { ...another, description: "Type one to deploy with instead" },
  }),
  "deploy-unseen": about("Changed", ": files differ from what was tested and approved. What now?", {
    check: {
      label: "Test and review",
      description: "Tests run, reviewers look again; then you are asked",
    },
    anyway: { label: "Deploy as it is", description: "Untested and unapproved; say why" },
    without,
    stop,
  }),
  escalation: {
    ...escalation,
    lines: reasonLines,
    options: {
      ...escalation.options,
      redo,
      lift: { label: "Lift the veto", description: "Continue against the reviewer; say why" },
      stop,
    },
  },
};

/** The words of a question of a run of this workflow. */
export const wordsOf = (kind: string): QuestionWords => ({ ...QUESTIONS, ...TEAM_WORDS })[kind]!;
/** What the person chose, as the dialog has it; an option of a question's own has no other name. */
export const labelOf = ({ kind, option }: Pick<Decision, "kind" | "option">): string =>
  wordsOf(kind).options[option]?.label ?? option;
