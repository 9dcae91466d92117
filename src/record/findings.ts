import { type Finding, type Run, taskOf } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { denyList } from "../project/secrets/deny-list.ts";
import { accepted } from "./accepted.ts";

/**
 * Findings with their texts: the journal has only what decides, the verdict that raised a finding
 * has the rest.
 */

/** A line that the change wrote, or one that it removed (`gone`). */
interface FindingCause {
  file?: string | null;
  line?: number | null;
  quote?: string | null;
  gone?: string | null;
}

/** What a verdict says of one finding. */
export interface FindingWords {
  id: string;
  severity: Finding["severity"];
  file?: string | null;
  line?: number | null;
  /** A step or criterion of a plan. */
  at?: string | null;
  quote?: string | null;
  missing?: boolean | null;
  outside?: boolean | null;
  /** Where the change does what makes the finding's place wrong. */
  because?: FindingCause | null;
  problem: string;
  fix: string;
  /** What shows it. */
  test?: { file: string; code: string; command: string } | null;
}

/** Where a finding is, in words: a file with its line, or a part of a plan; null: nowhere. */
export const placeText = ({
  file,
  line,
  at,
}: Pick<FindingWords, "file" | "line" | "at">): string | null =>
  file ? `${file}${line ? `:${line}` : ""}` : (at ?? null);

/**
 * What is told of a finding's words, without the line of a secret file. `lost`: the problem of one
 * whose words are gone.
 */
export const displayWords = (
  { settings }: Run,
  words: FindingWords | null | undefined,
  lost: string,
) => ({
  place: placeText(words ?? {}),
  quote: denyList(settings.secrets)(words?.file ?? "") ? "" : (words?.quote ?? ""),
  problem: words?.problem ?? lost,
  fix: words?.fix ?? "",
});

/**
 * Gives a finding's text, from the verdict that raised it, which is read once; null when that is
 * not kept any more. `look`: reads an accepted artifact by its hash.
 */
export function wordsReader(
  project: Project,
  run: Run,
): (finding: Pick<Finding, "task" | "id">) => FindingWords | null {
  const byTask = new Map<string, FindingWords[]>();
  return ({ task, id }) => {
    const artifact = byTask.has(task) ? null : (taskOf(run, task)?.artifact ?? null);
    const read = accepted<{ findings?: FindingWords[] }>(project, artifact);
    const words = byTask.get(task) ?? read?.findings ?? [];
    byTask.set(task, words);
    return words.find((word) => word.id === id) ?? null;
  };
}

/** The text of one finding. */
export const wordsOf = (project: Project, run: Run, finding: Finding): FindingWords | null =>
  wordsReader(project, run)(finding);

/** Why the author of its last fix declined an open finding; null where none did. */
export function declineOf(
  project: Project,
  run: Run,
  { declined_by: by, id }: Finding,
): string | null {
  const fix = taskOf(run, by);
  const result = accepted<{ declined?: { id: string; reason: string }[] }>(
    project,
    fix?.artifact ?? null,
  );
  return result?.declined?.find((one) => one.id === id)?.reason ?? null;
}

/** An open finding with its words, as a fix or a re-review needs it. */
export interface OpenFinding extends Pick<Finding, "shown" | "before"> {
  severity: Finding["severity"];
  task: string;
  finding: FindingWords;
  /** Why its author declined to mend it; null where none did. */
  declined: string | null;
}

/** Open findings with their texts, without quotes of secret files. */
export function findingTexts(
  project: Project,
  run: Run,
  findings: readonly Finding[],
): OpenFinding[] {
  const isSecret = denyList(run.settings.secrets);
  const wordsOf = wordsReader(project, run);
  return findings.flatMap((open) => {
    const finding = wordsOf(open);
    if (!finding) return [];
    const quote = isSecret(finding.file ?? "") ? "" : finding.quote;
    const { because } = finding;
    const cause = because && isSecret(because.file ?? "") ? { file: because.file } : because;
    const { severity, task, shown, before } = open;
    const words = { ...finding, quote, because: cause };
    return [
      { severity, task, shown, before, finding: words, declined: declineOf(project, run, open) },
    ];
  });
}
