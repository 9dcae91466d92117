import { gateOf } from "../../../engine/gates.ts";
import type { Run } from "../../../engine/run.ts";
import { clip, oneLine, plural } from "../../../text.ts";
import { areasWithWork, changedParts, partText } from "../areas.ts";
import { environmentOf, lacksTests } from "../named.ts";
import { teamFacts } from "../recorded.ts";
import { openQuestions, TEAM_BARS } from "../rules.ts";
import { newestOf, verdictOf } from "../standing.ts";
import { hasDesign, hasStage, trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";
import { team } from "../workflow.ts";
import { countOf } from "./status.ts";

export type Checkpoint = "a" | "b" | "c";

/** Lines of one kind that a dialog has room for. */
const MAX_SHOWN = 3;

/** What was done, in a sentence or two, with the numbers that code has counted. `outOfScope`: of the accepted brief. */
const DONE: Record<Checkpoint, (run: Run, outOfScope: string[]) => string[]> = {
  a: (run, outOfScope) => {
    const count = countOf(run, "criteria");
    const criteria = count === undefined ? "" : ` with ${plural(count, "acceptance criterion", "acceptance criteria")}`;
    return [
      `The PM has written a brief${criteria}.`,
      ...(outOfScope.length > 0 ? [`Out of scope: ${outOfScope.map(oneLine).join("; ")}.`] : []),
      ...(lacksTests(run) ? ["No test command was found: set team.commands.tests, or the program runs no tests."] : []),
    ];
  },
  b: (run) => {
    const adrs = countOf(run, "adrs");
    const whose = areasWithWork(run).join(", ") || "no area";
    const decided = adrs === undefined ? "" : ` with ${plural(adrs, "ADR")}`;
    const scope = newestOf(run, "scope");
    const isConfirmed = scope?.waiver === null && verdictOf(scope) === "PASS";
    return [
      `The Principal has approved a design for ${whose}${decided}.`,
      `The PM has ${isConfirmed ? "" : "not "}confirmed its scope.`,
    ];
  },
  c: (run) => {
    const total = countOf(run, "tests_total");
    const criteria = countOf(run, "criteria");
    const met = teamFacts(newestOf(run, "qa-tests")).flags?.all_criteria_met === true;
    const fixed = run.tasks.filter((task) => task.kind === "fix" && task.gate === "qa-tests" && task.status === "done");
    const changed = changedParts(run).map(partText).join(", ");
    const verified =
      criteria === undefined ? "" : ` ${met ? "All" : "Not all"} ${criteria} acceptance criteria verified.`;
    return [
      `${total === undefined ? "No test that the program ran is known by name" : `${countOf(run, "tests_passed") ?? 0}/${total} tests pass`}.${verified}`,
      ...(fixed.length > 0 ? [`${plural(fixed.length, "fix was", "fixes were")} needed before this checkpoint.`] : []),
      ...(changed === "" ? [] : [`Changed: ${changed}.`]),
    ];
  },
};

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

/** One in a line with what it is, several in a list. */
const some = (what: string, items: string[], most: number): string[] =>
  items.length < 2
    ? items.map((item) => `1 ${what}: ${oneLine(item)}`)
    : [`${items.length} ${what}s:`, ...clip(items, most, (item) => `- ${oneLine(item)}`)];

/**
 * What the person reads at a checkpoint: what was done, what is open and what to read. At most 12 lines. Its options are
 * shown behind it, with what to type where there is something to type.
 */
export function checkpointLines(run: Run, which: Checkpoint, outOfScope: string[], price: string[] = []): string[] {
  const gate = gateOf(team, run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : TEAM_BARS[rule as keyof typeof TEAM_BARS](run);
  const warnings = openWarnings(run).map((one) => `${one.id} ${one.text}`);
  const questions = openQuestions(run).map((one) => one.text);
  const most = price.length === 0 ? MAX_SHOWN : MAX_SHOWN - 1;
  const more = bars.length > 2 ? ` and ${bars.length - 2} more` : "";
  return [
    ...DONE[which](run, outOfScope),
    ...price,
    ...some("warning", warnings, most),
    ...some("open question", questions, most),
    READ[which](run),
    ...(bars.length > 0
      ? [`Not possible now: proceed, because of ${bars.slice(0, 2).map(oneLine).join("; ")}${more}.`]
      : []),
  ];
}
