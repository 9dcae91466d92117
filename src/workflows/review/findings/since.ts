import type { ArtifactFacts } from "../../../engine/commands.ts";
import { gateOf } from "../../../engine/gates.ts";
import { type Finding, type Task, taskOf } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { changedFiles, readFiles } from "../../../project/trees/changes.ts";
import { objectText } from "../../../record/accepted.ts";
import { type FindingWords, placeText, wordsOf } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { type Checked, LOST, type UntouchedFix } from "../../contract/contract.ts";
import { type Citation, stringsOf } from "../evidence/evidence.ts";
import { type Since, sinceInTree } from "./fixed.ts";
import { samePlaceName, saysAgain } from "./same.ts";

/**
 * What became of findings since they were raised: in the tree, in a file of the run, and as their
 * reviewer says them again.
 */

/**
 * What became of the subject of each finding since it was raised, compared with what is reviewed
 * now; undefined where it cannot be told. `inFile`: for a finding about a file of the run, given
 * that file's hash when it was raised.
 * @throws TreeUnreadable
 */
export function sinceRaised(
  { project, run }: Scene,
  findings: Finding[],
  subject: string | null,
  inFile: (before: string, words: FindingWords | null) => Since | undefined,
): (id: string) => Since | undefined {
  const changes = new Map<string, string[]>();
  const changedSince = (tree: string, now: string): string[] => {
    const paths = changes.get(tree) ?? changedFiles(project, tree, now).map(({ path }) => path);
    changes.set(tree, paths);
    return paths;
  };
  return (id) => {
    const finding = findings.find((finding) => finding.id === id);
    const before = finding && taskOf(run, finding.task)?.reviewed;
    if (!finding || !before || subject === null) return undefined;
    if (before === subject) return "nothing";
    const words = wordsOf(project, run, finding);
    if (!isTree(subject)) return inFile(before.slice("file:".length), words);
    const read = (tree: string, file: string | null | undefined): string | null =>
      readFiles(project, tree, [file!]).get(file!) ?? null;
    const became = (place: Citation): Since =>
      sinceInTree(changedSince(before, subject), place.file, place, () => ({
        before: read(before, place.file),
        now: read(subject, place.file),
      }));
    const own = became(words ?? {});
    // What the change makes wrong elsewhere is mended there, or where the change does it.
    const cause = words?.because;
    return own === "elsewhere" && cause
      ? became({ ...cause, quote: cause.gone || cause.quote })
      : own;
  };
}

/**
 * Findings of a run that were called fixed although their place is as it was, in the order in which
 * they were raised.
 */
export function untouchedFixes({
  project,
  workflow,
  run,
}: Scene): (UntouchedFix & { group: string })[] {
  return (
    run.findings
      // A minor one holds nothing back: where it was mended nobody has to be told.
      .filter(
        (finding) => finding.untouched && finding.state === "fixed" && finding.severity !== "minor",
      )
      .flatMap((finding) => {
        const gate = gateOf(workflow, run, finding.gate);
        const words = wordsOf(project, run, finding);
        if (gate.gate !== "review") return [];
        const { problem = LOST, fix = LOST } = words ?? {};
        const place = placeText(words ?? {}) ?? "its place";
        return [{ id: finding.id, reviewer: gate.title, group: gate.group, place, problem, fix }];
      })
  );
}

/** An event's line is short: more say nothing new. */
const MAX_AGAIN = 2;

/** Findings that this reviewer has closed, each with the subject that it was raised on. */
function closedBefore({ project, run }: Scene, { gate }: Task) {
  return run.findings.flatMap((finding) => {
    if (
      finding.gate !== gate ||
      finding.outside ||
      (finding.state !== "fixed" && finding.state !== "withdrawn")
    )
      return [];
    const words = wordsOf(project, run, finding);
    const before = taskOf(run, finding.task)?.reviewed ?? null;
    return words === null || before === null
      ? []
      : [{ finding: finding.id, reported: words, before }];
  });
}

/**
 * The text of a JSON file, and its strings as a reviewer quotes them; empty when it is not kept any
 * more.
 */
function jsonText(project: Project, subject: string): string {
  const text = objectText(project, subject.slice("file:".length)) ?? "";
  return [text, ...stringsOf(text)].join("\n");
}

type Found = ArtifactFacts["findings"];

/**
 * The findings of a valid review, each with those that its reviewer closed earlier and that it says
 * again. Reads kept objects only.
 * @throws TreeUnreadable
 */
function compared(
  scene: Scene,
  task: Task,
  subject: string | null,
  findings: Found,
  reported: readonly FindingWords[],
) {
  const { project } = scene;
  const closed = subject === null ? [] : closedBefore(scene, task);
  const near = closed.filter((earlier) =>
    reported.some((one) => samePlaceName(one, earlier.reported)),
  );
  if (subject === null || near.length === 0) return findings;
  const files = [...new Set(near.flatMap((one) => one.reported.file ?? []))];
  const texts = new Map<string, Map<string, string | null>>();
  const textOf = (at: string, { file }: FindingWords): string => {
    if (!isTree(at)) return jsonText(project, at);
    const known = texts.get(at) ?? readFiles(project, at, files);
    texts.set(at, known);
    return known.get(file ?? "") ?? "";
  };
  return findings.map((finding) => {
    const own = reported.find((one) => one.id === finding.id);
    if (!own || finding.outside) return finding;
    const again = near
      .filter(({ reported: words }) => samePlaceName(own, words))
      .filter(({ reported: words, before }) =>
        saysAgain(own, { reported: words, before: textOf(before, words) }, textOf(subject, own)),
      );
    return again.length > 0
      ? { ...finding, again: again.slice(-MAX_AGAIN).map((one) => one.finding) }
      : finding;
  });
}

type CheckOf<T> = (value: T, scene: Scene, task: Task, subject: string | null) => Checked;

/** A review's check, each finding of a valid review with the earlier ones that it says again. */
export const withEarlier =
  <T extends { findings: readonly FindingWords[] }>(check: CheckOf<T>): CheckOf<T> =>
  (review, scene, task, subject) => {
    const checked = check(review, scene, task, subject);
    if (checked.problems.length > 0) return checked;
    return {
      ...checked,
      findings: compared(scene, task, subject, checked.findings, review.findings),
    };
  };
