import { gateOf } from "../../../engine/gates.ts";
import type { Run } from "../../../engine/run.ts";
import { oneLine, plural } from "../../../text.ts";
import { areasWithWork, changedParts, partText } from "../areas.ts";
import { environmentOf, lacksTests } from "../named.ts";
import { teamFacts } from "../recorded.ts";
import { barsBy, openQuestions } from "../rules.ts";
import { newestOf, verdictOf } from "../standing.ts";
import { isBad } from "../statuses.ts";
import { hasDesign, hasStage, trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";
import { team } from "../workflow.ts";
import { countOf } from "./notes.ts";

export type Checkpoint = "a" | "b" | "c";

/** Lines of one kind that a dialog has room for. */
const MAX_SHOWN = 3;

/** `a, b and c`. */
const joined = (names: string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What was done, in a sentence or two, with the numbers that code has counted. `outOfScope`: of the accepted brief. */
const DONE: Record<Checkpoint, (run: Run, outOfScope: string[]) => string[]> = {
  a: (run, outOfScope) => {
    const count = countOf(run, "criteria");
    const criteria = count === undefined ? "" : ` with ${plural(count, "acceptance criterion", "acceptance criteria")}`;
    return [
      `The PM has written a brief${criteria}.`,
      ...(outOfScope.length > 0 ? [`Out of scope: ${outOfScope.map(oneLine).join("; ")}.`] : []),
      ...(lacksTests(run)
        ? ["No test command was found: name one here (Another command), or the program runs no tests."]
        : []),
    ];
  },
  b: (run) => {
    const adrs = countOf(run, "adrs");
    const areas = areasWithWork(run);
    const whose = areas.length > 0 ? ` for ${joined(areas)}` : "";
    const decided = adrs === undefined ? "" : ` with ${plural(adrs, "ADR")}`;
    return [`The Principal has approved a design${whose}${decided}.`, scopeLine(run)];
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
        ? `${last === undefined || last.outcome === null ? "No test was run by the program" : "The tests were run, and are not known by name"}.${verified}`
        : `${countOf(run, "tests_passed") ?? 0}/${total} tests pass.${verified}`,
      ...(fixed > 0 ? [`${plural(fixed, "fix was", "fixes were")} needed before this checkpoint.`] : []),
      ...(changedParts(run).length > 0 ? [`Changed: ${joined(changedParts(run).map(partText))}.`] : []),
    ];
  },
};

function scopeLine(run: Run): string {
  const scope = newestOf(run, "scope");
  if (scope?.waiver) return `You accepted its scope although pm asks for changes: ${oneLine(scope.waiver.reason)}`;
  const word = scope ? verdictOf(scope) : null;
  return word !== null && !isBad(word) ? "The PM has confirmed its scope." : "The PM has not confirmed its scope.";
}

/** What to read, and what follows, by the track's own stages. */
const READ: Record<Checkpoint, (run: Run) => string> = {
  a: (run) =>
    `Read pipeline/brief.md if you would like to adjust anything before ${hasDesign(trackOf(run)) ? "design" : "build"} starts.`,
  b: () => "Read pipeline/design-spec.md and pipeline/adr/ before build starts.",
  c: (run) =>
    `Read pipeline/test-report.md ${hasStage(trackOf(run), "01") ? "against pipeline/brief.md " : ""}to verify coverage. ${behindC(run)}`,
};

function behindC({ settings, options }: Run): string {
  const { deploy: asked = "" } = options;
  if (!hasStage(trackOf({ options }), "08")) return "Then the run ends, without a sign-off.";
  if (asked === "") return "Then: sign-off; proceed deploys nothing.";
  return `Then: sign-off and, as started, deployment to ${environmentOf(asked, settings.deploy)}.`;
}

function some<T>(what: string, items: T[], show: (item: T) => string, most: number): string[] {
  if (items.length < 2) return items.map((item) => `1 ${what}: ${show(item)}`);
  const whole = items.length <= most;
  const shown = items.slice(0, whole ? most : most - 1).map((item) => `- ${show(item)}`);
  return [`${items.length} ${what}s:`, ...shown, ...(whole ? [] : [`- and ${items.length - shown.length} more`])];
}

/**
 * What the person reads at a checkpoint: what was done, what is open and what to read. At most 12 lines. Its options are
 * shown behind it, with what to type where there is something to type.
 */
export function checkpointLines(run: Run, which: Checkpoint, outOfScope: string[], price: string[] = []): string[] {
  const gate = gateOf(team, run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : barsBy(rule, run);
  const most = price.length === 0 ? MAX_SHOWN : MAX_SHOWN - 1;
  const more = bars.length > 2 ? ` and ${bars.length - 2} more` : "";
  return [
    ...DONE[which](run, outOfScope),
    ...price,
    ...some("warning", openWarnings(run), (one) => `${one.id} ${oneLine(one.text)}`, most),
    ...some("open question", openQuestions(run), (one) => oneLine(one.text), most),
    READ[which](run),
    ...(bars.length > 0
      ? [`Not possible now: proceed, because of ${bars.slice(0, 2).map(oneLine).join("; ")}${more}.`]
      : []),
  ];
}
