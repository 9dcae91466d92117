import { gateOf } from "../../../engine/gates.ts";
import { openWarnings, type Run } from "../../../engine/run.ts";
import { oneLine, plural } from "../../../text.ts";
import { areasWithWork, changedAreas } from "../areas.ts";
import { teamFacts } from "../recorded.ts";
import { barsBy, openQuestions } from "../rules.ts";
import { newestOf, verdictOf } from "../standing.ts";
import { isBad } from "../statuses.ts";
import { team } from "../workflow.ts";
import { countOf } from "./notes.ts";

export type Checkpoint = "a" | "b" | "c";

/** What a checkpoint's text needs beside the run: what the accepted brief leaves out, and whether pm signed off a scope. */
export interface CheckpointFacts {
  outOfScope: string[];
}

/** Lines of one kind that a dialog has room for. */
const MAX_SHOWN = 3;

/** `a, b and c`. */
const joined = (names: string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What was done, in a sentence or two, with the numbers that code has counted. */
const DONE: Record<Checkpoint, (run: Run, facts: CheckpointFacts) => string[]> = {
  a: (run, { outOfScope }) => {
    const count = countOf(run, "criteria");
    const criteria = count === undefined ? "" : ` with ${plural(count, "acceptance criterion", "acceptance criteria")}`;
    return [
      `The PM has written a brief${criteria}.`,
      ...(outOfScope.length > 0 ? [`Out of scope: ${outOfScope.map(oneLine).join("; ")}.`] : []),
    ];
  },
  b: (run) => {
    const adrs = countOf(run, "adrs");
    const areas = areasWithWork(run);
    return [
      `The Principal has approved a design${areas.length > 0 ? ` for ${joined(areas)}` : ""}${adrs === undefined ? "" : ` with ${plural(adrs, "ADR")}`}.`,
      scopeLine(run),
    ];
  },
  c: (run) => {
    const total = countOf(run, "tests_total");
    const criteria = countOf(run, "criteria");
    const last = newestOf(run, "qa-tests");
    const met = teamFacts(last).flags?.all_criteria_met === true;
    const mended = run.tasks.filter((task) => task.kind === "fix" && task.gate === "qa-tests" && !task.void);
    const fixed = mended.filter((task) => task.status === "done").length;
    const verified =
      criteria === undefined ? "" : ` ${met ? "All" : "Not all"} ${criteria} acceptance criteria verified.`;
    return [
      total === undefined
        ? `No test was run by the program.${verified}`
        : `${countOf(run, "tests_passed") ?? 0}/${total} tests pass.${verified}`,
      ...(fixed > 0 ? [`${plural(fixed, "fix was", "fixes were")} needed before this checkpoint.`] : []),
      ...(changedAreas(run).length > 0 ? [`Changed: ${joined(changedAreas(run))}.`] : []),
    ];
  },
};

function scopeLine(run: Run): string {
  const scope = newestOf(run, "scope");
  if (scope?.waiver) return `You accepted its scope although pm asks for changes: ${oneLine(scope.waiver.reason)}`;
  const word = scope ? verdictOf(scope) : null;
  return word !== null && !isBad(word) ? "The PM has confirmed its scope." : "The PM has not confirmed its scope.";
}

const READ: Record<Checkpoint, string> = {
  a: "Read pipeline/brief.md if you would like to adjust anything before design starts.",
  b: "Read pipeline/design-spec.md and pipeline/adr/ before build starts.",
  c: "Read pipeline/test-report.md against pipeline/brief.md to verify coverage.",
};

function some(what: string, items: string[]): string[] {
  if (items.length === 0) return [];
  if (items.length === 1) return [`1 ${what}: ${items[0]}`];
  const shown = items.slice(0, MAX_SHOWN).map((one) => `- ${one}`);
  const more = items.length - shown.length;
  return [
    `${items.length} ${what}s:`,
    ...shown.slice(0, more > 0 ? MAX_SHOWN - 1 : MAX_SHOWN),
    ...(more > 0 ? [`- and ${more + 1} more`] : []),
  ];
}

/** What the person reads at a checkpoint: what was done, what is open, what to read and what to type. At most 13 lines. */
export function checkpointLines(run: Run, which: Checkpoint, facts: CheckpointFacts): string[] {
  const gate = gateOf(team, run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : barsBy(rule, run);
  return [
    ...DONE[which](run, facts),
    ...some(
      "warning",
      openWarnings(run).map((one) => `${one.id} ${oneLine(one.text)}`),
    ),
    ...some(
      "open question",
      openQuestions(run).map((one) => oneLine(one.text)),
    ),
    READ[which],
    bars.length > 0
      ? `Not possible now: proceed, because of ${bars.slice(0, 2).map(oneLine).join("; ")}${bars.length > 2 ? ` and ${bars.length - 2} more` : ""}.`
      : "Type proceed, or: multi-ai next --proceed",
  ];
}
