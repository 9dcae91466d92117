import type { EventOf, Facts } from "../engine/events.ts";
import { ownGate } from "../engine/gates.ts";
import { type Run, SEVERITIES, type Task } from "../engine/run.ts";
import { countsText, cut, given, oneLine, plural, someOf } from "../text.ts";
import { moduleOf, seenBefore, skipReason, workflowOf } from "../workflows/index.ts";
import { endOf } from "../workflows/test-words.ts";
import { waiverWords } from "../workflows/words.ts";

/** What came of a task, in a few words. */

/** Reads an accepted artifact by its hash; null when it is not kept any more. */
export type Look = (sha: string) => unknown;

/** What is said of a result, be it that of an event, or of the task as it stands. */
export type Result = Pick<EventOf<"accepted">, "outcome" | "artifact" | "findings"> &
  Partial<Pick<EventOf<"accepted">, "facts">> & {
    prior: readonly { id: string; gate?: string; state: "fixed" | "open" | "withdrawn" }[];
  };

/** The parts of artifacts that say how much was done; each workflow's have some of them, or none. */
interface Sized {
  acceptance_criteria?: unknown[];
  steps?: unknown[];
  changed_files?: unknown[];
  answered?: string[];
  declined?: { id: string }[];
  /** Of the program's own test runs; a check of more has their record in `tested`. */
  commands?: Parameters<typeof endOf>[0][];
  tested?: Pick<Sized, "commands"> | null;
  /** Criteria of a planned task. */
  ran?: Ran[];
}

type Ran = Record<"command" | "state", string>;

/** The size of an accepted artifact, in a few words. */
export function sizeText(artifact: Sized | null): string {
  if (artifact?.acceptance_criteria)
    return plural(
      artifact.acceptance_criteria.length,
      "acceptance criterion",
      "acceptance criteria",
    );
  if (artifact?.steps) return plural(artifact.steps.length, "step");
  if (artifact?.changed_files) return `${plural(artifact.changed_files.length, "file")} changed`;
  return "";
}

/** `1 blocker, 2 minor`; empty without findings. */
export const countText = (findings: readonly { severity: (typeof SEVERITIES)[number] }[]): string =>
  countsText(
    findings.map(({ severity }) => severity),
    SEVERITIES,
  );

const ids = (found: readonly string[], became: string): string =>
  found.length === 0 ? "" : `${found.join(", ")} ${became}`;

const idsOf = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);

/** Runs of commands that an artifact tells; what its commands are in others are their texts. */
const testedIn = (artifact: Sized | null) =>
  [(artifact?.tested ?? artifact)?.commands as unknown[] | undefined]
    .flatMap((commands) => (Array.isArray(commands) ? commands : []))
    .filter(
      (one): one is Parameters<typeof endOf>[0] & { command: string } =>
        typeof one === "object" && one !== null && "state" in one && "passed" in one,
    );

/**
 * Outcomes beside a review's that ask for more; what a review's counts as is in the data of its
 * gate.
 */
const NOT_GOOD = new Set(
  "failed unread unchanged questions scope_changed escalate fail unclear red cannot_run differs none spent lost".split(
    " ",
  ),
);

/** Whether an outcome lets the run go on by itself. */
export function isGood(run: Run, task: Task | undefined, outcome: string): boolean {
  const gate =
    task && task.kind !== "fix" ? ownGate(workflowOf(run.workflow), run, task) : undefined;
  if (gate?.gate === "review") return gate.statuses[outcome]?.counts === "approval";
  const goesOn = gate?.gate !== "check" || gate.on[outcome] === "next";
  return goesOn && !NOT_GOOD.has(outcome);
}

/**
 * What a check has come to, in words, where its name alone says too little; all others are plain
 * words.
 */
const OUTCOMES: Record<string, string> = {
  cannot: "could not be done",
  conflict: "conflicts with someone else's change",
  differs: "the files differ from before",
  existing: "already exists",
  gaps: "gaps are left",
  lost: "tests that passed before are lost",
  moved: "the project has changed",
  open: "not everything is settled",
  spent: "out of tries",
  touched: "plan files were changed by hand",
  unapproved: "its commands are not approved",
  unchanged: "nothing was changed",
  found: "findings are open",
  unread: "nobody has read the change",
  unchecked: "no command checks it",
  unclear: "unknown",
  waits: "waiting for you",
  weakened: "its criteria do not prove its work",
  bent: "its criteria pass by what starts them alone",
};

export const outcomeWords = (outcome: string): string =>
  OUTCOMES[outcome] ?? outcome.replaceAll("_", " ");

/** What an approval is of a reviewer that was shown nothing of the change. */
export const UNSEEN = "said approved, and was shown nothing of the change";
export const reviewWords = (outcome: string, facts: Facts = {}): string =>
  facts.saw_none && outcome === "approved" ? UNSEEN : outcomeWords(outcome);

/** A run's status, as a person reads it. */
export const statusWords = (status: string): string =>
  status === "waiting_for_user" ? "waiting for you" : status.replaceAll("_", " ");

/** Why a run is over that the person has cancelled. */
export const BY_PERSON = "cancelled by the person";

/** Why a run is over, to the person themselves. */
export const toYou = (reason: string | null): string =>
  (reason ?? "").replaceAll(/\bby the person\b/g, "by you");

/** How a run ended, as a person reads it. */
export const endWords = ({ status, reason }: { status: string; reason: string | null }): string =>
  reason === BY_PERSON
    ? toYou(reason)
    : [statusWords(status), toYou(reason)].filter(Boolean).join(", ");

/** What a task's accepted result says, as far as it still stands; null: there is none. */
export function resultOf(run: Run, task: Task): Result | null {
  if (task.outcome === null || task.artifact === null) return null;
  const { outcome, artifact, facts } = task;
  const closed = run.findings.filter(
    (finding) => finding.closed_by === task.id && finding.gate === task.gate,
  );
  const prior = closed.flatMap(({ id, state }) =>
    state === "fixed" || state === "withdrawn" ? [{ id, state }] : [],
  );
  const findings = run.findings.filter(
    (finding) => finding.task === task.id && finding.state !== "withdrawn",
  );
  return { outcome, artifact, facts, findings, prior };
}

/** How the program's tests ended before the change, by command. */
function baselineOf({ tasks }: Run, look: Look): Map<string, string> {
  const records = tasks.filter(({ who }) => who.program === "baseline");
  return new Map(
    records.flatMap(({ artifact }) => {
      const record = artifact === null ? null : (look(artifact) as Sized | null);
      return testedIn(record).map((one) => [one.command, endOf(one)] as const);
    }),
  );
}

/** Commands that are told of one task. */
const MOST = 3;
const MAX_COMMAND = 80;
function ranText(run: Run, task: Task | undefined, { command, state }: Ran): string {
  const was = task?.item ? seenBefore(run, task.item, command) : null;
  const before = was === null ? "" : ` (before the change: ${was.replaceAll("_", " ")})`;
  return `${cut(oneLine(command), MAX_COMMAND)} ${state.replaceAll("_", " ")}${before}`;
}

/** Tests in words: how each command ended, and how it had before the change. */
function testsText(run: Run, task: Task | undefined, sized: Sized | null, look: Look): string[] {
  if (sized?.ran)
    return given(
      sized.ran.length > 0,
      someOf(
        sized.ran.map((one) => ranText(run, task, one)),
        MOST,
      ),
    );
  const tested = testedIn(sized);
  const before =
    tested.length === 0 || task?.who.program === "baseline"
      ? new Map<string, string>()
      : baselineOf(run, look);
  return tested.map((one) => {
    const was = before.get(one.command);
    return `${endOf(one)}${was === undefined ? "" : ` (before the change: ${was})`}`;
  });
}

/** A result in a few words. `artifact`: what it says, null where that is not kept any more. */
export function outcomeOf(
  run: Run,
  task: Task | undefined,
  { outcome, facts, findings, prior }: Omit<Result, "artifact">,
  artifact: unknown,
  look: Look,
): string {
  const sized = artifact as Sized | null;
  const tests = testsText(run, task, sized, look);
  const said = task && moduleOf(run.workflow).report.said?.(run, task);
  // How commands ended does not tell that tests are gone, nor what else a check has looked at.
  const isTold = sized?.commands && !sized.tested && tests.length > 0 && outcome !== "lost";
  const word = said?.verdict ?? (isTold || outcome === "done" ? "" : reviewWords(outcome, facts));
  const { answered = [], declined = [] } = (task?.kind === "fix" && sized) || {};
  const closed = said?.settled ?? prior.filter(({ gate = task?.gate }) => gate === task?.gate);
  const words = [
    word,
    ...tests,
    countText(said?.found ?? findings),
    ...(["fixed", "withdrawn"] as const).map((state) =>
      ids(idsOf(closed.filter((one) => one.state === state)), state),
    ),
    ids(idsOf(closed.filter(({ state }) => state === "open")), "still open"),
    ids(answered, "answered"),
    ids(idsOf(declined), "declined"),
    sizeText({ changed_files: facts?.files as string[] | undefined, ...sized }),
  ].filter((word) => word !== "");
  return words.length > 0 ? words.join(", ") : "done";
}

/** What came of a task; empty while nothing has. */
export function outcomeText(run: Run, task: Task, look: Look = () => null): string {
  if (task.void) return "no longer counts";
  if (task.skipped !== null) return `skipped: ${skipReason(run.workflow, task.skipped)}`;
  const by = task.waiver === null ? [] : [`${waiverWords(task.waiver.kind)} by you`];
  if (task.outcome === null)
    return [...by, ...(task.failure === null ? [] : [task.failure.message])].join("; ");
  const result = resultOf(run, task) ?? { outcome: task.outcome, findings: [], prior: [] };
  const artifact = task.artifact === null ? null : look(task.artifact);
  return [...by, outcomeOf(run, task, result, artifact, look)].join(", ");
}
