import {
  CEILING,
  ceilingOf,
  externalCeiling,
  externalUse,
  spentBy,
  spentOn,
} from "../../engine/bounds.ts";
import { UNANSWERED } from "../../engine/decisions/outcomes.ts";
import { NOTICED, TAKE, WHOSE } from "../../engine/evolve.ts";
import { gateOf, gatesOf } from "../../engine/gates.ts";
import {
  gatesAnswered,
  type HostDenial,
  isFixOf,
  openFindings,
  openNotices,
  type Question,
  type Run,
  type Task,
  taskOf,
  tasksOf,
  undecidedFiles,
  type Why,
} from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { here } from "../../plugin.ts";
import { declineOf, findingTexts, placeText, wordsOf } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { oneLine, plural, spentText, tokens } from "../../text.ts";
import { LOST, type QuestionLines, type QuestionWords } from "../contract/contract.ts";
import { findingLine } from "./finding-words.ts";

/**
 * Words of the questions that every workflow may ask, and what the words of all questions are made
 * of.
 */

/** The task that a question is about, in words; of one about the run its id. */
function about(run: Run, question: Question): string {
  const task = taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
}

/** A title that names the question's task, and says what is with it. */
export const titled =
  (text: string): QuestionWords["title"] =>
  ({ run }, question) =>
    `${about(run, question)}${text}`;

/** Words of questions about a task that have these lines below them. */
export const questionWith =
  (lines: QuestionWords["lines"]) =>
  (header: string, title: string, options: QuestionWords["options"]): QuestionWords => ({
    ...{ header, title: titled(title), lines, options },
  });

/** What a person did with a task that was not approved. */
export const waiverWords = (kind: string): string => (kind === "waived" ? "skipped" : kind);

export const again = { label: "Retry", description: "Run the same task again" };
export const stop = { label: "Stop", description: "End the run; what is done so far is kept" };

export const drop = {
  label: "Give up",
  description: "The task fails; tasks that depend on it are skipped",
};
export const once = { label: "Retry with a hint", description: "Type the hint, or what is wrong" };
export const other = {
  label: "Another model",
  description: "The same task with a different model",
};

/** The question's own words: it comes from an artifact, with its options. */
export const ownWords = (header: string): QuestionWords => ({
  header,
  title: (_scene, question) => question.text ?? "",
  options: {},
});

/** Characters that every question has room for. */
const SHORT = 160;
/**
 * Where a person can read the whole note of a task. The task's own file may be missing or outdated,
 * because its result did not count.
 */
export const noteFile = ({ note }: Task): string | null =>
  note.length > SHORT ? ".task/state.json" : null;

/**
 * Faults of a result that a question names: an agent corrects them, and a person reads no more of
 * them.
 */
const MOST_FAULTS = 2;

/** Why a task's last dispatch did not count, in a few lines. */
export function faultLines(task: Task, lines: string[] = task.note.split("\n")): QuestionLines {
  if (lines.length <= MOST_FAULTS) return { lines, file: noteFile(task) };
  const all = `All ${lines.length}: ${here(`explain ${task.id}`)}`;
  const lead = `Its result was not accepted: ${plural(lines.length, "fault")}. The next try sees them, which usually helps.`;
  return { lines: [lead, ...lines.slice(0, MOST_FAULTS), all], file: null };
}

/** The same; without a note how many findings are open. */
const noteLines: NonNullable<QuestionWords["lines"]> = ({ run }, _question, task) =>
  task.note === ""
    ? {
        lines: [`${plural(openFindings(run, gatesAnswered(run, task)).length, "finding")} open`],
        file: task.writes,
      }
    : faultLines(task);

/** Short account of a loop without progress; empty for a question that is not an early one. */
export function whyText(
  workflow: Workflow,
  run: Run,
  { why, task }: Pick<Question, "why" | "task">,
): string {
  const asked = taskOf(run, task);
  const gate = gatesOf(workflow, run).find(({ key }) => key === asked?.gate);
  const what = gate?.gate === "review" && "file" in gate.of ? "the plan" : "the code";
  const own = run.findings.filter((finding) => finding.gate === gate?.key);
  /** What became of findings that come again. */
  const closed = ({ findings }: Why): "fixed" | "withdrawn" => {
    const again = own.filter(({ id }) => findings.includes(id)).flatMap((one) => one.again);
    return own.some((old) => again.includes(old.id) && old.state === "withdrawn")
      ? "withdrawn"
      : "fixed";
  };
  const textOf = (why: Why): string => {
    const { findings, round } = why;
    const [ids, isOne] = [findings.join(", "), findings.length === 1];
    switch (why.reason) {
      case "same_subject":
        return `${what} is back where it was in round ${round}`;
      case "repeated":
        return isOne
          ? `${ids} comes again after it was ${closed(why)} in round ${round}`
          : `${ids} come again after they were ${closed(why)}`;
      case "declined":
        return ids === ""
          ? "its author declined a request, and the reviewer repeats it"
          : `${ids} ${isOne ? "was" : "were"} declined by the author, and the reviewer insists`;
      case "stalled": {
        const since =
          (asked?.version ?? 0) - round === 1 ? "a round that closed none:" : "three rounds:";
        return `${since} still ${plural(findings.length, "finding")}`;
      }
    }
  };
  return why.map(textOf).join("; ");
}

/**
 * What going on and accepting mean where a reviewer stands against the author; null where none
 * does.
 */
export function sidesOf(
  workflow: Workflow,
  run: Run,
  { why, task }: Question,
): Record<string, string> | null {
  if (task === null || !why.some((one) => one.reason === "declined")) return null;
  return {
    continue: `As ${gateOf(workflow, run, taskOf(run, task)!.gate).title} wants; it reviews again`,
    accept: "Keep it as the author wants; say why",
  };
}

/** Two lines for each finding that its author declined: what the reviewer wants, and why not. */
function declinedSides({ project, workflow, run }: Scene, { why, task }: Question): string[] {
  const own = taskOf(run, task)?.gate;
  const ids = why.flatMap((one) => (one.reason === "declined" ? one.findings : []));
  // Where a gate has no findings of its own, the fix itself says what it declined.
  const before =
    own && why.some((one) => one.reason === "declined") ? tasksOf(run, own).at(-2) : undefined;
  const fixes = run.tasks.filter((task) => before !== undefined && isFixOf(task, before.id));
  const declined = fixes.flatMap((fix) => fix.facts.declined ?? []);
  if (declined.length > 0)
    return declined.flatMap(({ text, reason }) => [
      `Asked again: ${text}`,
      `Its author declined it: ${reason}`,
    ]);
  return run.findings
    .filter((finding) => finding.gate === own && ids.includes(finding.id))
    .flatMap((finding) => {
      const words = wordsOf(project, run, finding);
      const title = gateOf(workflow, run, finding.gate).title;
      return [
        `${title} wants ${finding.id}: ${words ? `${words.fix} (${words.problem})` : LOST}`,
        `Its author declined ${finding.id}: ${declineOf(project, run, finding) ?? "(the reason is no longer kept)"}`,
      ];
    });
}

const inSides = ({ why }: Question, id: string): boolean =>
  why.some((one) => one.reason === "declined" && one.findings.includes(id));

/**
 * Open findings of the review that a question is about; where the author declined one, both sides
 * first.
 */
export const findingLines = (scene: Scene, question: Question, task: Task): QuestionLines => ({
  lines: [
    ...declinedSides(scene, question),
    ...findingTexts(scene.project, scene.run, openFindings(scene.run, [task.gate]))
      .filter(({ finding }) => !inSides(question, finding.id))
      .map(
        ({ severity, finding }) =>
          `${finding.id} ${findingLine({ ...finding, severity, place: placeText(finding) })}`,
      ),
  ],
  file: task.writes,
});

/** What the tasks took, the dearest first. */
export const spentLines = (run: Run): string[] =>
  run.tasks
    .map((task) => ({ task, spent: spentOn(task) }))
    .filter(({ spent }) => spent.tokens > 0)
    .sort((a, b) => b.spent.tokens - a.spent.tokens)
    .map(({ task, spent }) => `${task.id} ${task.subject}: ${spentText(spent)}`);

/** The limit's question about a review with findings. */
export const escalation: QuestionWords = {
  header: "Limit",
  title: ({ workflow, run }, question) =>
    `${about(run, question)}: ${whyText(workflow, run, question) || "the round limit is reached with open findings"}. How should it continue?`,
  lines: findingLines,
  options: {
    continue: {
      label: "One more round",
      description: "Fix and review again; what you type is the hint",
    },
    accept: { label: "Accept", description: "Continue with it as it is; say why" },
    stop,
    other,
  },
};

const asked = questionWith(noteLines);

const leave = {
  label: "Leave out",
  description: "This council member then casts no vote, which approves nothing",
};
const withoutVerdict = { label: "Skip", description: "Continue without this verdict; say why" };

/** What a run at its ceiling has used, of what it may. */
function usedText(run: Run): string {
  const external = externalCeiling(run);
  if (external === null)
    return `${tokens(spentBy(run).tokens)} of the ${tokens(ceilingOf(run) ?? 0)} tokens allowed`;
  const { unpriced } = externalUse(run);
  const unknown = unpriced === 0 ? "" : `, plus ${plural(unpriced, "answer")} of unknown price`;
  return `${external.count} of ${external.limit} US dollars for external models${unknown}`;
}

/**
 * What a question about the run itself is about, where the run says that: what was noticed, or
 * files; null: another one.
 */
export function linesAbout(run: Run, { kind }: Pick<Question, "kind">): string[] | null {
  if (kind === NOTICED) return openNotices(run).map(({ text }) => text);
  return kind === WHOSE ? undecidedFiles(run) : null;
}

export const QUESTIONS: Record<string, QuestionWords> = {
  stale: {
    header: "Changed",
    title: titled(": what it reviews keeps changing. Is someone, or a program, editing it?"),
    lines: (scene, question, task) => ({
      lines: [
        ...noteLines(scene, question, task).lines,
        "Files that git ignores do not count: a log, a cache.",
      ],
      file: null,
    }),
    options: {
      again: { label: "Retry", description: "The files no longer change, or are ignored" },
      waive: withoutVerdict,
      stop,
    },
  },
  stuck: asked("Stuck", ": it came to no result. What now?", {
    ...{ answer: once, again, other, waive: withoutVerdict, drop, stop },
  }),
  [UNANSWERED]: asked(
    "No answer",
    ": its model gives no answer to this, and waiting does not change that. What now?",
    {
      ...{ answer: once, again, other, leave, waive: withoutVerdict, drop, stop },
    },
  ),
  bounded: asked("Agent limit", ": its agent reached its limit without a valid result. What now?", {
    more: {
      label: "Raise the limit",
      description: "Another agent continues, with the same amount again",
    },
    again: { label: "Retry", description: "Another agent continues, with the same limit" },
    other,
    leave,
    waive: withoutVerdict,
    drop,
    stop,
  }),
  [CEILING.ask]: {
    header: "Ceiling",
    title: ({ run }) => `${run.run} has used ${usedText(run)}. Continue?`,
    options: { more: { label: "Continue", description: "With the same amount again" }, stop },
  },
  noticed: {
    header: "Noticed",
    title: ({ run }) =>
      `${run.run} is paused: something happened that no step of it explains. Continue?`,
    options: {
      go_on: { label: "Continue", description: "I know about it; it stays in the report" },
      stop,
    },
  },
  [WHOSE]: {
    header: "Whose files",
    title: ({ run }) =>
      `Everything is done. While ${run.run} worked, these files changed by no call of its agents. Do they belong to its change?`,
    options: {
      mine: {
        label: "They are mine",
        description: "They stay as they are: in no pull request, and not rolled back",
      },
      [TAKE]: {
        label: "They belong to the change",
        description: "They count as the run's from now on, as a dev server or a watcher makes them",
      },
    },
  },
  "request-change": {
    header: "Request",
    title: () => "You are changing the request of this run. Where should it continue?",
    options: {
      go_on: {
        label: "Continue",
        description: "Keep what is done; later tasks see the new request",
      },
      planning: {
        label: "Back to planning",
        description: "Plan again; earlier reviews no longer count",
      },
      requirements: {
        label: "Back to requirements",
        description: "Start over; earlier approvals no longer count",
      },
      beginning: {
        label: "Start over",
        description: "From the first step; earlier approvals no longer count",
      },
    },
  },
  "second-request": {
    header: "Two runs",
    title: ({ run }) => `${run.run} is already running here. What about the new request?`,
    options: {
      continue: { label: "Continue", description: "Drop the new request and continue the run" },
      change: { label: "Change", description: "The new request replaces the run's request" },
      replace: { label: "Replace", description: "Archive the run and start a new one" },
      leave: { label: "Leave", description: "Do nothing" },
    },
  },
};

/**
 * A call that was refused: `npm test (Bash, 2 times)`; files of the project are named from its
 * root.
 */
function denialText({ tool, what, times }: HostDenial, root: string): string {
  const often = times > 1 ? `, ${times} times` : "";
  const named = what.startsWith(`${root}/`) ? what.slice(root.length + 1) : what;
  return named === "" ? `${tool}${often}` : `${oneLine(named)} (${tool}${often})`;
}

/**
 * What the host refused an agent, a line for each call: a dialog that nobody answers refuses for
 * us.
 */
export function denialLines(spent: Task["spent"], root: string, whom = ""): string[] {
  const all = spent.flatMap((one) => one.host_denied ?? []);
  return all.map(
    (one) =>
      `${one.asked ? "Asked, but nobody allowed it" : "Claude Code refused"}${whom}: ${denialText(one, root)}`,
  );
}

/** What rules of ours denied an agent, a line for each call. */
export const ownDenialLines = (spent: Task["spent"], root: string): string[] =>
  spent
    .flatMap((one) => one.own_denied ?? [])
    .map(
      (one) =>
        `Refused by multi-ai: ${denialText(one, root)}${one.why ? `: ${oneLine(one.why)}` : ""}`,
    );

/** What a person does about it. */
const ALLOW_IT =
  "To allow it, add a rule to permissions.allow in .claude/settings.json, or use another permission mode (see Permissions in docs/usage.md of the plugin)";

/**
 * What the host refused the task's last agent, and how it is allowed; it is told what went wrong,
 * not what it is to decide.
 */
export function deniedLines(root: string, task: Task): string[] {
  const [last] = task.spent.slice(-1);
  if (last?.host_denied === undefined) return [];
  const isAsked = last.host_denied.every((one) => one.asked);
  const lines = denialLines([last], root, " its agent");
  // No rule of the host's settings stands above what we ask about.
  return isAsked ? lines : [...lines, ALLOW_IT];
}
