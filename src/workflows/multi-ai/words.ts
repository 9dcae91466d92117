import { ceilingOf, spentBy } from "../../engine/bounds.ts";
import { gateOf } from "../../engine/gates.ts";
import { type Question, type Run, taskOf, type Why } from "../../engine/run.ts";
import { tokens } from "../../render/cost.ts";
import { workflowOf } from "../index.ts";
import { TEAM_WORDS } from "../team/words/questions.ts";
import { again, of, stop, type Words } from "../words.ts";

/** A gate's title, by its key. */
const titleIn =
  (run: Run) =>
  (key: string): string =>
    gateOf(workflowOf(run.workflow), run, key).title;

/** What shows that a loop makes no progress, in the words of the dialog. */
const WHY: Record<Why["reason"], (why: Why, what: string, titleOf: (gate: string) => string) => string> = {
  same_subject: ({ round }, what) => `${what} is where it was in round ${round}`,
  repeated: ({ round, findings }) =>
    findings.length === 1
      ? `${findings[0]} comes again after it was fixed in round ${round}`
      : `${findings.join(", ")} come again after they were fixed`,
  contradiction: ({ findings, against = [] }, _what, titleOf) =>
    `${findings.join(", ")} ${findings.length === 1 ? "contradicts" : "contradict"} ${against.map(({ gate, finding }) => `${finding} of ${titleOf(gate)}`).join(", ")}`,
  stalled: ({ findings }) => `three rounds and still ${findings.length} finding${findings.length === 1 ? "" : "s"}`,
};

/** Short account of a loop without progress; empty for a question that is not an early one. */
export function whyText(run: Run, { why, task }: Pick<Question, "why" | "task">): string {
  const plan = task !== null && taskOf(run, task)?.schema === "plan-review";
  return why.map((one) => WHY[one.reason](one, plan ? "the plan" : "the code", titleIn(run))).join("; ");
}

/** What going on and accepting mean where two reviewers contradict each other; null where they do not. */
export function sidesOf(run: Run, { why, task }: Question): Record<string, string> | null {
  const others = why.flatMap((one) => one.against ?? []);
  if (others.length === 0 || task === null) return null;
  const theirs = [...new Set(others.map((one) => titleIn(run)(one.gate)))].join(" and ");
  return {
    continue: `As ${titleIn(run)(taskOf(run, task)!.gate)} wants; it reviews once more`,
    accept: `As it is, as ${theirs} wanted; say why`,
  };
}

const WORDS: Record<string, Words> = {
  story: {
    header: "Story",
    title: () => "Is this user story what you want?",
    options: {
      approve: { label: "Approve", description: "Go on to the plan" },
      correct: { label: "Correct", description: "Say what to change" },
      stop,
    },
  },
  "story-questions": { header: "Story", title: (_run, question) => question.text ?? "", options: {} },
  "plan-questions": { header: "Plan", title: (_run, question) => question.text ?? "", options: {} },
  clarification: { header: "Review", title: (_run, question) => question.text ?? "", options: {} },
  escalation: {
    header: "Limit",
    title: (run, question) =>
      `${of(run, question)}: ${whyText(run, question) || "the limit of rounds is reached and findings are open"}. How to go on?`,
    options: {
      continue: { label: "One more round", description: "Fix and review once more" },
      accept: { label: "Accept", description: "Go on as it is; say why" },
      redo: { label: "Design anew", description: "Say what to change; the design starts over" },
      lift: { label: "Lift the veto", description: "Go on against the reviewer; say why" },
      stop,
    },
  },
  "confirm-limit": {
    header: "Limit",
    title: (run, question) =>
      `${of(run, question)}: fixes changed what it had approved, and no round is left for it to confirm. How to go on?`,
    options: {
      continue: { label: "Confirm", description: "Let it look once more" },
      accept: { label: "Accept", description: "Go on without; say why" },
      stop,
    },
  },
  "plan-rejected": {
    header: "Rejected",
    title: (run, question) => `${of(run, question)}: the reviewer rejected the plan. What now?`,
    options: {
      stop,
      revise: { label: "Revise", description: "Fix the plan; say what to change" },
      overrule: { label: "Overrule", description: "Go on against the reviewer; say why" },
    },
  },
  "provider-failed": {
    header: "Reviewer",
    title: (run, question) => `${of(run, question)}: the external reviewer gave no verdict. What now?`,
    options: {
      retry: { label: "Try again", description: "Run the same reviewer again" },
      substitute: { label: "Use Opus", description: "Let another reviewer do it" },
      waive: { label: "Waive", description: "Go on without it; say why, the report shows it" },
      stop,
    },
  },
  partial: {
    header: "Partial",
    title: (run, question) => `${of(run, question)}: the implementation is partial. What now?`,
    options: {
      again: { label: "Finish it", description: "Dispatch the implementer again" },
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop,
    },
  },
  failed: {
    header: "Failed",
    title: (run, question) => `${of(run, question)}: the implementation failed. What now?`,
    options: { again, stop },
  },
  "plan-tests": {
    header: "Tests",
    title: () => "The plan names test commands that you have not approved. May the program run them?",
    options: {
      approve: { label: "Run them", description: "Before code reviews and after each fix" },
      refuse: { label: "Leave out", description: "These are never run" },
      correct: { label: "Correct", description: "Say what the plan should name" },
      stop,
    },
  },
  "no-tests": {
    header: "Tests",
    title: () => "Neither story nor plan names a test command. What should the program run?",
    options: {
      name: { label: "Name one", description: "Type the command as your own answer" },
      without: { label: "Nothing", description: "Go on; the report says that no tests ran" },
      stop,
    },
  },
  "tests-limit": {
    header: "Tests red",
    title: (run, question) => `${of(run, question)}: still red after several fixes. How to go on?`,
    options: {
      continue: { label: "One more fix", description: "Fix and run once more" },
      accept: { label: "Accept", description: "Go on to the review as it is; say why" },
      stop,
    },
  },
  "tests-cannot-run": {
    header: "Tests",
    title: (run, question) => `${of(run, question)}: a test command could not be run to its end. What now?`,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the report shows it" },
      stop,
    },
  },
  stale: {
    header: "Changed",
    title: (run, question) => `${of(run, question)}: its subject changed during the review, twice. Is someone editing?`,
    options: { again, stop },
  },
  stuck: {
    header: "Stuck",
    title: (run, question) => `${of(run, question)}: no valid result after several tries. What now?`,
    options: { again, waive: { label: "Waive", description: "Go on without this verdict; say why" }, stop },
  },
  bounded: {
    header: "Bounds",
    title: (run, question) =>
      `${of(run, question)}: its agent used up what it may take, without a valid result. What now?`,
    options: {
      more: { label: "More", description: "Another agent goes on, with as much again on top" },
      again: { label: "Again", description: "Another agent goes on, with the same bounds" },
      waive: { label: "Waive", description: "Go on without this verdict; say why" },
      stop,
    },
  },
  ceiling: {
    header: "Ceiling",
    title: (run) =>
      `${run.run} has used ${tokens(spentBy(run).tokens)} of the ${tokens(ceilingOf(run) ?? 0)} tokens that it may. Go on?`,
    options: { more: { label: "Go on", description: "As many tokens again on top" }, stop },
  },
  "request-change": {
    header: "Request",
    title: () => "The request changes in the middle of the run. Where to go on?",
    options: {
      go_on: { label: "Go on", description: "Keep what is done; later tasks see the new request" },
      planning: { label: "Back to planning", description: "Plan again; reviews so far are void" },
      requirements: { label: "Back to requirements", description: "Start over; approvals so far are void" },
    },
  },
  "second-request": {
    header: "Live run",
    title: (run) => `${run.run} is at work here already. What about the new request?`,
    options: {
      continue: { label: "Continue", description: "Drop the new request and go on with the run" },
      change: { label: "Change", description: "The new request replaces the run's request" },
      replace: { label: "Replace", description: "Archive the run and start anew" },
      leave: { label: "Leave", description: "Do nothing" },
    },
  },
  ...TEAM_WORDS,
};

/** @throws for a kind that no workflow asks */
export const wordsOfKind = (kind: string): Words => {
  const words = Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined;
  if (!words) throw new Error(`question kind "${kind}" has no words; known: ${Object.keys(WORDS).join(", ")}`);
  return words;
};
