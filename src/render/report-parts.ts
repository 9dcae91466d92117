import { clip } from "../text.ts";
import type { CriterionReport, ReviewerReport, Standing } from "./report.ts";
import { oneLine } from "../terminal-text.ts";

/** Parts of a report as text. */

/** A hash as it is shown: its kind and its first characters. */
export const short = (hash: string): string => hash.replace(/^(\w+:)?([0-9a-f]{12})[0-9a-f]*$/, "$1$2");

/** A heading with a count and its lines; nothing without lines. */
export function section(title: string, count: number, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title} (${count})`, ...lines.map((line) => `  ${line}`)];
}

const STANDING: Record<Standing, (one: ReviewerReport) => string> = {
  approved: () => "approved",
  accepted: (one) => `no approval: said ${one.verdict ?? "nothing"}; accepted by the person as it is`,
  overruled: (one) => `no approval: said ${one.verdict ?? "nothing"}; overruled by the person`,
  waived: (one) => `no approval: ${one.verdict === null ? "no verdict" : `said ${one.verdict}`}; waived by the person`,
  open: (one) => `no approval: ${one.verdict === null ? "no verdict yet" : `said ${one.verdict}`}`,
  "not reached": () => "no approval: not reached",
};

function aboutText(one: ReviewerReport): string {
  if (one.reviewed === null) return "";
  const what = `${one.about} ${short(one.reviewed)}`;
  if (one.final === true) return `${what} (final)`;
  if (one.final === null || one.changed_after === null) return `${what} (changes after it cannot be told any more)`;
  const changed = clip(one.changed_after, 4, oneLine).join(", ");
  return changed === "" ? `${what}, which changed after it` : `${what}, changed after it: ${changed}`;
}

export const roundsText = (count: number): string => (count === 1 ? "1 round" : `${count} rounds`);

/** One line; a reason of the person's, and what changed after the verdict, have one of their own. */
export function reviewerLines(one: ReviewerReport): string[] {
  const by = `${one.by}${one.substituted ? ", in its place" : ""}`;
  const about = aboutText(one);
  const head = `${one.name} (${by}): ${STANDING[one.standing](one)}, ${roundsText(one.reviews)}`;
  const isShort = one.final === true && one.reason === null;
  return [
    isShort ? `${head}, ${about}` : head,
    ...(one.reason === null ? [] : [`    "${oneLine(one.reason)}"`]),
    ...(isShort || about === "" ? [] : [`    ${about}`]),
  ];
}

/** Whether a criterion is met by its test, as the program saw it. */
function shownText({ met, tests = [] }: CriterionReport): string {
  const named = clip(tests, 2, ({ test, file }) => `"${oneLine(test)}" in ${oneLine(file)}`).join("; ");
  if (tests.length === 0) return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (met === null) return `not shown yet, not run: ${named}`;
  if (!met) return `not met, not seen to pass: ${named}`;
  return `met${tests.every((one) => one.seen) ? "" : ", by a command that names no tests"}: ${named}`;
}

/** The evidence that counts most: a test's, else that of the last reviewer who says that the criterion is met. */
export function evidenceText(one: CriterionReport): string {
  if (one.met !== undefined) return shownText(one);
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan = one.steps.length > 0 ? `plan ${one.steps.join(", ")}` : "";
  const unmet = one.verdicts.filter((verdict) => !verdict.met).map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${clip(last.evidence, 2, oneLine).join("; ")} (${last.reviewer})` : "no evidence on record",
    ...(unmet.length > 0 ? [`not met says ${unmet.join(", ")}`] : []),
    plan,
  ];
  return parts.filter((part) => part !== "").join("; ");
}
