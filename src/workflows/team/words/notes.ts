import { acceptedTasks, type Run } from "../../../engine/run.ts";
import { fit, oneLine, plural } from "../../../text.ts";
import { teamFacts } from "../recorded.ts";
import { questionsOf } from "../rules.ts";
import { newestOf, taskStatus, tasksOf, verdictOf } from "../standing.ts";
import { isBad } from "../statuses.ts";

/** Why a task was left out, by the rule that did: a workflow's `when`. Each also stands as a note of the status. */
export const SKIP_REASONS: Record<string, string> = {
  always: "",
  openQuestions: "no open questions",
  nothingBuilt: "the build has begun",
  areaHasWork: "the area has no work",
  inWorktrees: "built in the checkout",
  securityDue: "no rule asked for it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  passesA: "the settings pass it as it stands",
  passesB: "the settings pass it as it stands",
  passesC: "the settings pass it as it stands",
  deployed: "nothing was deployed",
  tookPart: "the role took no part",
};

/** The notes of the status table: each says one thing, from one place of the run, in a few words. */

/** Columns of a note that is somebody's own words. */
const MAX_NOTE_LENGTH = 40;

const shortly = (text: string): string => fit(oneLine(text), MAX_NOTE_LENGTH);

/** Why the newest task of a gate was left out; empty when it was not. */
function skipped(run: Run, key: string): string[] {
  const last = tasksOf(run, key).at(-1);
  return last?.status === "skipped" && last.skipped !== null ? [SKIP_REASONS[last.skipped] ?? last.skipped] : [];
}

/** The newest number of this name that any artifact of these gates, or of a fix of them, has stated. */
export const countOf = (run: Run, name: string): number | undefined =>
  acceptedTasks(run)
    .map((task) => teamFacts(task).counts?.[name])
    .findLast((count) => count !== undefined);

/** Why a part does not pass, and what the person decided about it. */
export function trouble(run: Run, keys: string[]): string[] {
  return keys.flatMap((key) => {
    const last = newestOf(run, key);
    const waived = tasksOf(run, key).findLast((task) => task.waiver !== null)?.waiver;
    const blocker = last && isBad(taskStatus(run, last)) ? teamFacts(last).blockers?.[0] : undefined;
    const partly = last && verdictOf(last) === "WARN" ? last.facts.warnings?.[0] : undefined;
    return [
      ...(blocker === undefined ? [] : [shortly(blocker)]),
      ...(waived ? [shortly(`${waived.kind} by the person: ${waived.reason}`)] : []),
      ...(partly === undefined ? [] : [shortly(partly)]),
    ];
  });
}

const counted = (count: number | undefined, one: string, many?: string): string[] =>
  count === undefined ? [] : [plural(count, one, many)];

/** The first answer that pm gave, else why it was not asked. */
function answersNote(run: Run): string[] {
  const answered = questionsOf(run).flatMap((one) => one.answer ?? []);
  return answered.length === 0 ? skipped(run, "clarify") : answered.slice(0, 1).map(shortly);
}

function triggerNote(run: Run): string[] {
  const why = skipped(run, "security");
  const { rules = [] } = teamFacts(newestOf(run, "pre-review"));
  if (rules === null) return ["the changed files are not known"];
  if (why.length > 0 || rules.length === 0) return why;
  return [`${rules[0]}${rules.length > 1 ? ` and ${rules.length - 1} more` : ""} triggered`];
}

function testsNote(run: Run): string[] {
  const total = countOf(run, "tests_total");
  const skipped = countOf(run, "tests_skipped") ?? 0;
  const more = skipped > 0 ? `, ${skipped} skipped` : "";
  return total === undefined ? [] : [`${countOf(run, "tests_passed") ?? 0}/${total} pass${more}`];
}

function releaseNote(run: Run): string[] {
  const deployed = newestOf(run, "deploy");
  if (deployed) return teamFacts(deployed).flags?.smoke_test_passed === true ? ["smoke tests pass"] : [];
  const signed = tasksOf(run, "signoff").at(-1);
  if (signed?.status !== "skipped" && signed?.status !== "done") return [];
  const by = signed.status === "done" ? ["signed off by pm"] : skipped(run, "signoff");
  return [...by, ...skipped(run, "deploy")];
}

const lessonsNote = (run: Run): string[] =>
  counted(teamFacts(newestOf(run, "lessons")).counts?.lessons, "lesson promoted", "lessons promoted");

/** By stage; those of builds and peer reviews are made with their rows. */
export const NOTES: Record<string, (run: Run) => string[]> = {
  "01": (run) => [...counted(countOf(run, "criteria"), "criterion", "criteria"), ...trouble(run, ["brief"])],
  "02": (run) => [...counted(countOf(run, "adrs"), "ADR"), ...trouble(run, ["answers", "scope"])],
  "03": (run) => [...answersNote(run), ...trouble(run, ["clarify"])],
  "05a": (run) => trouble(run, ["pre-review"]),
  "05b": (run) => [...triggerNote(run), ...trouble(run, ["security"])],
  "07": (run) => [...testsNote(run), ...trouble(run, ["qa-tests"])],
  "08": (run) => [...releaseNote(run), ...trouble(run, ["signoff", "deploy", "summary"])],
  "09": (run) => [...lessonsNote(run), ...trouble(run, ["lessons"])],
};
