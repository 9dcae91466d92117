import { ceilingOf, spentBy } from "../engine/bounds.ts";
import type { Question, Run, Why } from "../engine/run.ts";
import { taskOf } from "../engine/run.ts";
import { tokens } from "./cost.ts";

/** One question as the host's dialog, the terminal and `next --json` show it. */
export interface ShownQuestion {
  id: string;
  header: string;
  question: string;
  multiple: false;
  options: { label: string; description: string; key: string }[];
}

/** What a question needs beside the run: lines that adapters read from artifacts. */
export interface QuestionFacts {
  /** Lines that say what is decided: criteria, findings, a failure. */
  lines: string[];
  /** The file that holds the whole of it, relative to the project. */
  file: string | null;
}

/** Host limit: a dialog that is longer than this hides its options on a small terminal. */
const MAX_LINES = 15;
const MAX_LINE = 160;
/** An agent's question may take a few lines of the dialog. */
const MAX_TITLE = 800;

interface Words {
  header: string;
  title: (run: Run, question: Question) => string;
  options: Record<string, { label: string; description: string }>;
}

const of = (run: Run, question: Question): string => {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
};
const again = { label: "Again", description: "Dispatch the same task once more" };
const stop = { label: "Stop", description: "End the run; everything stays in .task/" };

/** What shows that a loop makes no progress, in the words of the dialog. */
const WHY: Record<Why["reason"], (why: Why, what: string) => string> = {
  same_subject: ({ round }, what) => `${what} is where it was in round ${round}`,
  repeated: ({ round, findings }) =>
    findings.length === 1
      ? `${findings[0]} comes again after it was fixed in round ${round}`
      : `${findings.join(", ")} come again after they were fixed`,
  stalled: ({ findings }) => `three rounds and still ${findings.length} finding${findings.length === 1 ? "" : "s"}`,
};

/** Short account of a loop without progress; empty for a question that is not an early one. */
export function whyText(run: Run, { why, task }: Pick<Question, "why" | "task">): string {
  const plan = task !== null && taskOf(run, task)?.schema === "plan-review";
  return why.map((one) => WHY[one.reason](one, plan ? "the plan" : "the code")).join("; ");
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
};

export const BACK = "back";
const LEAVE_OPEN = "leave_open";

const wordsOf = (kind: string): Words => {
  const words = WORDS[kind];
  if (!words) throw new Error(`question kind "${kind}" has no words; known: ${Object.keys(WORDS).join(", ")}`);
  return words;
};

/** One line, whatever line breaks the text holds. */
function clip(text: string, most = MAX_LINE): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
/** Several labels are joined by a comma in the host's answer, so none may hold one. */
const label = (text: string): string => text.replaceAll(",", ";");

/** The question as it is shown: what is decided, in at most 15 lines, the file that holds it, and the options. */
export function shownQuestion(run: Run, question: Question, facts: QuestionFacts): ShownQuestion {
  const words = wordsOf(question.kind);
  if (question.wants_reason !== null) {
    const option = words.options[question.wants_reason]?.label ?? question.wants_reason;
    return {
      id: question.id,
      header: words.header,
      question: `${question.id} · ${option}: type the reason or the change as your own answer.`,
      multiple: false,
      options: [
        { label: "Go back", description: "Choose again", key: BACK },
        { label: "Leave open", description: "Decide later", key: LEAVE_OPEN },
      ],
    };
  }
  const room = MAX_LINES - 2;
  const lines = facts.lines.slice(0, room).map((line) => clip(line));
  if (facts.lines.length > room) lines[room - 1] = `… and ${facts.lines.length - room + 1} more`;
  const text = [
    `${question.id} · ${clip(words.title(run, question), MAX_TITLE)}`,
    ...lines,
    ...(facts.file ? [`All of it: ${facts.file}`] : []),
  ];
  return {
    id: question.id,
    header: question.why.length > 0 ? "No progress" : words.header,
    question: text.join("\n"),
    multiple: false,
    options:
      question.labels.length > 0
        ? question.labels.map((text) => ({ label: label(text), description: "", key: "answer" }))
        : question.options.map((key) => ({ ...(words.options[key] ?? { label: key, description: "" }), key })),
  };
}

export interface Answer {
  option: string | null;
  text: string | null;
}

/**
 * What an answer from the dialog means: a label is that option, anything else is the person's own text, which is never
 * an approval.
 */
export function dialogAnswer(shown: ShownQuestion, question: Question, given: string): Answer | "leave_open" {
  const picked = shown.options.find((option) => option.label === given);
  if (!picked) return { option: null, text: given };
  if (picked.key === LEAVE_OPEN) return "leave_open";
  return { option: picked.key, text: question.labels.length > 0 ? picked.label : null };
}

/**
 * What a prompt that the person typed means: exactly an option's label or letter, or the letter, a dash or colon, and a
 * reason. Everything else is a prompt like any other: null.
 */
export function typedAnswer(shown: ShownQuestion, question: Question, prompt: string): Answer | null {
  const typed = prompt.trim();
  const byLabel = shown.options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
  const match = /^([A-Da-d])(?:(?:\s+[-–—]|\s*:)\s+(\S[\s\S]*))?$/.exec(typed);
  const byLetter = match ? shown.options[match[1]!.toUpperCase().charCodeAt(0) - 65] : undefined;
  const picked = byLabel ?? byLetter;
  if (!picked || picked.key === LEAVE_OPEN) return null;
  const reason = byLabel ? null : (match?.[2]?.trim() ?? null);
  if (question.labels.length > 0)
    return { option: "answer", text: reason === null ? picked.label : `${picked.label}: ${reason}` };
  return { option: picked.key, text: reason };
}

/** The question for a place without a dialog: text, letters, and the line that answers it. */
export function questionText(shown: ShownQuestion, command: string): string {
  const options = shown.options.map(
    (option, index) =>
      `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` — ${option.description}` : ""}`,
  );
  return [
    shown.question,
    ...options,
    "",
    `Answer: ${command} decide <A, B, …> --question ${shown.id} [--reason "…"]`,
  ].join("\n");
}
