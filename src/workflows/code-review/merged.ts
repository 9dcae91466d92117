import { numbersIn } from "../../engine/decisions/questions.ts";
import { type Finding, type Run, SEVERITIES } from "../../engine/run.ts";
import { readFiles } from "../../project/trees/changes.ts";
import { type FindingWords, wordsReader } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import type { BriefPart, FindingOutcome } from "../contract/contract.ts";
import type { KitFacts } from "../kit/facts.ts";
import { caughtFindings } from "../review/findings/caught.ts";
import { sameFault } from "../review/findings/same.ts";
import type { FindingTest } from "../review/verdict.ts";
import { findingParts, proofText } from "../words/finding-words.ts";

/** The findings of all reviewers as one list: the same fault at the same place is one. */

/** A finding with all who found it. `number`: by which the person names it. */
interface Merged extends FindingOutcome {
  number: number;
  shown: Finding["shown"] | null;
}

interface Reported {
  caught: FindingOutcome;
  finding: Finding;
  words: FindingWords | null;
}

/** What counts for one that several have found: what was proven, then what is worst. */
const weightOf = ({ finding: { severity, shown } }: Reported): number =>
  SEVERITIES.indexOf(severity) * 2 - (shown === "proven" ? 1 : 0);

/** All that the reviewers of the change found, the worst first, each once. @throws TreeUnreadable */
export function mergedFindings(scene: Scene): Merged[] {
  const { project, run } = scene;
  const wordsOf = wordsReader(project, run);
  const caught = caughtFindings(scene);
  const told = run.findings.map(
    (finding, at): Reported => ({ caught: caught[at]!, finding, words: wordsOf(finding) }),
  );
  const textOf = textsReader(scene);
  const groups: Reported[][] = [];
  // Not as they came in: a list is the same whoever was done first.
  const turnOf = ({ finding }: Reported): number =>
    run.tasks.findIndex(({ id }) => id === finding.task);
  for (const one of told.toSorted((a, b) => weightOf(a) - weightOf(b) || turnOf(a) - turnOf(b))) {
    const same = groups.find(
      (group) => !group.some(isOf(one)) && group.some((other) => isSame(one, other, textOf)),
    );
    if (same) same.push(one);
    else groups.push([one]);
  }
  return groups.map((group, at) => {
    const [{ caught: first, finding }] = group as [Reported];
    const by = [...new Set(group.map((one) => one.caught.reviewer))];
    return {
      ...first,
      reviewer: by.join(", "),
      // It is open as long as one of them says so.
      state: group.find((one) => one.caught.state === "open")?.caught.state ?? first.state,
      ...(group.length > 1 && {
        also: group.slice(1).map((one) => {
          const { reviewer, id, task, problem } = one.caught;
          return { by: reviewer, id, task, problem };
        }),
      }),
      ...doubtsOf(group as [Reported, ...Reported[]]),
      number: at + 1,
      shown: finding.shown ?? null,
    };
  });
}

/** What other reviewers say against a finding. */
function doubtsOf([{ finding }, ...others]: readonly [Reported, ...Reported[]]): {
  doubts?: string[];
} {
  const doubts = others
    .filter((one) => one.finding.severity !== finding.severity)
    .map(({ caught, finding: { severity } }) => `${caught.reviewer} calls it ${severity}`);
  return doubts.length === 0 ? {} : { doubts };
}

/** The test that proves a finding; null: none does. It was run in a copy, and stands nowhere else. */
export function testsReader({ project, run }: Scene) {
  const wordsOf = wordsReader(project, run);
  return ({ id, task, shown }: Merged): FindingTest | null => {
    const finding = run.findings.find((one) => one.id === id && one.task === task);
    return (shown === "proven" && finding && wordsOf(finding)?.test) || null;
  };
}

/** The text of a finding's file as its reviewer saw it. */
function textsReader({ project, run }: Scene) {
  const known = new Map<string, string>();
  return ({ finding: { task }, words }: Reported): string => {
    const tree = run.tasks.find(({ id }) => id === task)?.reviewed ?? null;
    if (!isTree(tree) || !words?.file) return "";
    const key = `${tree} ${words.file}`;
    const text = known.get(key) ?? readFiles(project, tree, [words.file]).get(words.file) ?? "";
    known.set(key, text);
    return text;
  };
}

/** Whether both are of one review, which finds nothing twice. */
const isOf =
  (one: Reported) =>
  (other: Reported): boolean =>
    one.finding.task === other.finding.task;

const isSame = (one: Reported, other: Reported, textOf: (one: Reported) => string): boolean =>
  one.words !== null &&
  other.words !== null &&
  sameFault(one.words, { reported: other.words, before: textOf(other) }, textOf(one));

/** Which of them the person, or `--auto`, has chosen to be mended. */
function chosenOf(run: Run, all: readonly Merged[]): Merged[] {
  const open = all.filter(({ state }) => state === "open");
  if (run.options.mends === "all") return open;
  if (run.options.mends === "proven")
    return open.filter((one) => one.shown === "proven" && one.severity !== "minor");
  const named = run.decisions.findLast(({ option }) => option === "revise")?.text ?? "";
  const numbers = numbersIn(named);
  return open.filter(({ number }) => numbers.includes(String(number)));
}

/** The same as their reviewers raised them: a fix of one is a fix of all who found it. */
export function chosenFindings(scene: Scene): Finding[] {
  const chosen = chosenOf(scene.run, mergedFindings(scene)).flatMap((one) => [
    one,
    ...(one.also ?? []),
  ]);
  return scene.run.findings.filter(({ task, id }) =>
    chosen.some((one) => one.task === task && one.id === id),
  );
}

/** A finding in lines, as the person and whoever mends it read it. */
export const findingText = (one: Merged): string =>
  [
    `${one.number}.`,
    ...findingParts({
      ...{ ...one, quote: "", by: one.reviewer },
      notes: [proofText(one.proof, one.tested)],
    }),
    ...(one.doubts ?? []).map((doubt) => `${doubt}.`),
  ].join(" ");

/** What whoever mends them is told of them, with the person's own words. */
export function chosenParts({ scene }: KitFacts): BriefPart[] {
  const testOf = testsReader(scene);
  const chosen = chosenOf(scene.run, mergedFindings(scene));
  const tests = chosen.flatMap((one) => {
    const test = testOf(one);
    return test
      ? [
          {
            title: `Test of ${one.number}, which fails now and has to pass: the program does not write it; put it into the change as ${test.file}, or where such tests stand`,
            body: test.code,
          },
        ]
      : [];
  });
  return [{ title: "Findings to fix", body: chosen.map(findingText).join("\n") }, ...tests];
}
