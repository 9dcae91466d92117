import { limitOf } from "../../../engine/decisions/rounds.ts";
import type { Decision } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { putObject } from "../../../store/objects.ts";
import { cut, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, result } from "../../execute/checks/workspace.ts";
import { REQUIREMENTS, ROADMAP } from "../paths.ts";
import { setRequirementDone } from "../planning/documents/requirements.ts";
import { setPhaseDone } from "../planning/documents/roadmap.ts";
import { type UatAnswer, withResults } from "../planning/documents/uat.ts";
import { newTable } from "../planning/edit.ts";
import { applyChanges, change, type FileEdit, isThere, put, readText } from "../planning/files.ts";
import { renderFrontMatter } from "../planning/front-matter.ts";
import type { Verification } from "../planning/model.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readRoot } from "../planning/read.ts";
import { made, onRecord } from "../stopped.ts";
import {
  acceptedWhy,
  type Criteria,
  criteriaOf,
  evidenceText,
  GATE,
  gapText,
  humanAnswers,
  humanItems,
  knownWrong,
  type Must,
  nameOf,
  type PhaseVerification,
  type Survey,
  surveyOf,
  type VerdictRecord,
  verdictOf,
  verificationOf,
} from "./recorded.ts";
import { commitSeen } from "./seen.ts";

/**
 * What a round of verification comes to, from what the program ran, the verifier found and the
 * person said.
 */

type Answer = Pick<Decision, "option" | "text">;
type Gap = ReturnType<typeof gap>;

/** Every gap, whoever found it, and how many of the musts hold. Pure. */
export function gapsOf(
  { musts, human }: Pick<PhaseVerification, "musts" | "human">,
  answers: readonly Answer[],
  survey: Pick<Survey, "artifacts" | "uat">,
  { commands, missing, outdated }: Pick<Criteria, "commands" | "missing" | "outdated">,
) {
  const counts = ({ id }: { id: string }): boolean => outdated.every((one) => one.id !== id);
  const asked = humanItems({ human }, survey).map((item, index) => ({
    item,
    answer: answers[index],
  }));
  const answeredBy = (option: string) => asked.filter(({ answer }) => answer?.option === option);
  const later = asked
    .filter(({ answer }) => answer === undefined || answer.option === "later")
    .map(({ item }) => item.of);
  /** What does not hold, with what is missing. */
  const gaps = [
    ...musts
      .filter(({ verdict }) => verdict === "unmet")
      .map(({ id, reason }) => gap(id, reason ?? "")),
    ...commands
      .filter((command) => command.state !== "passed" && counts(command))
      .map((command) => gap(command.id, `${command.command}: ${command.state}`)),
    ...survey.artifacts
      .filter((artifact) => missing.includes(artifact.id) && counts(artifact))
      .map((artifact) => gap(artifact.id, artifact.provides)),
    ...knownWrong(survey).map(({ of, said }) => gap(of, personSays(said))),
    ...answeredBy("revise").map(({ item, answer }) => {
      // An open test of theirs is named by the same words.
      const asked = human.includes(item)
        ? `${sentence(item.test)} Expected: ${sentence(item.expected)} `
        : "";
      return gap(item.of, `${asked}${personSays(answer?.text)}`);
    }),
  ];
  // A test of a person is no must.
  const seen = answeredBy("yes").filter(({ item }) => human.includes(item));
  const met = musts.filter((must) => must.verdict === "met").length + seen.length;
  // `later`: what the person will look at another time.
  return { gaps, later, met };
}

const sentence = (text: string): string =>
  /[.!?:;]["')]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
const personSays = (text: string | null | undefined): string =>
  `The person says: ${text || "it is not so"}`;

const gap = (id: string, missing: string) => ({ of: [id], missing });

export const openIds = (gaps: readonly Gap[]): string[] =>
  [...new Set(gaps.flatMap((gap) => gap.of))].sort();

/**
 * What becomes of a round with these gaps. A round that has closed none of those before it makes no
 * progress, and what the person was asked about stays with them until plans were carried out. Pure.
 */
export function outcomeOf(
  open: readonly string[],
  before: Survey["before"],
  most: number,
): { outcome: "pass" | "gaps" | "stalled" | "spent"; round: number } {
  const round = before === null ? 1 : before.round + (before.closed ? 1 : 0);
  if (open.length === 0) return { outcome: "pass", round };
  const isStalled = before?.closed
    ? before.gaps.every((gap) => open.includes(gap))
    : before?.escalated;
  return { outcome: isStalled ? "stalled" : round > most ? "spent" : "gaps", round };
}

/** What this round comes to. `outcome`: whether rounds by themselves go on. */
export function judgedRound(scene: Scene) {
  const { workflow, run } = scene;
  const [survey, answer] = [onRecord(surveyOf(scene)), onRecord(verificationOf(scene))];
  const found = gapsOf(answer, humanAnswers(run), survey, onRecord(criteriaOf(scene)));
  const open = openIds(found.gaps);
  const names = open.map((id) => nameOf(id, survey));
  const { outcome, round } = outcomeOf(names, survey.before, limitOf(workflow, run, "gaps"));
  const status: Verification["status"] =
    open.length > 0 ? "gaps_found" : found.later.length > 0 ? "human_needed" : "passed";
  return { verdict: { ...found, status, total: answer.musts.length, round }, outcome };
}

/** What the person said of tests goes into the file of each. */
function triedIn(
  { root }: Project,
  { survey, answer, answers, now }: VerificationDocument,
): FileEdit[] {
  const ofTests = answers.slice(answer.human.length);
  const asked = survey.uat.filter(({ known }) => !known);
  const tried = asked.flatMap((test, at): (typeof test & UatAnswer)[] => {
    const { option = "later", text = null } = ofTests[at] ?? {};
    if (option === "yes") return [{ ...test, result: "pass" }];
    return option === "revise" ? [{ ...test, result: "issue", reported: text }] : [];
  });
  return [...Map.groupBy(tried, ({ path }) => path)]
    .filter(([path]) => isThere(root, path))
    .map(([path, tests]) => change(path, (text) => withResults(text, tests, now)));
}

/** Why what was found says nothing of the project as it is now; null: it is about that. */
function movedBy(scene: Scene, criteria: Pick<Criteria, "tree">): string | null {
  const tree = projectTree(scene);
  if (tree.ok && tree.subject === criteria.tree) return null;
  return tree.ok
    ? "the project changed after the commands ran: the results are about another state"
    : tree.problem;
}

/**
 * What was found goes into `.planning/`: the report, and where the phase has passed its boxes.
 * After the person's word on gaps the same round is written once more.
 */
export const publish: Check = async (scene, task) => {
  const { project } = scene;
  const isSettled = task.gate !== GATE.publish;
  const moved = isSettled ? null : movedBy(scene, onRecord(criteriaOf(scene)));
  if (moved !== null) return result(task, "moved", { problems: [moved] });
  const { verdict, outcome } = isSettled
    ? { verdict: onRecord(verdictOf(scene)), outcome: "pass" }
    : judgedRound(scene);
  // The report stands before anybody is asked: a break loses nothing, and next leads back to the
  // question.
  const escalated = outcome === "stalled" || outcome === "spent";
  const document = documentOf(scene, verdict, escalated);
  const { survey, criteria, accepted, now } = document;
  const path = `${survey.folder}/${twoDigits(survey.phase)}-VERIFICATION.md`;
  const isDone = statusOf(verdict, accepted) === "passed";
  const there = readText(project.root, path, []);
  // Another program, or a person, may have written it.
  if (there !== null) putObject(project.task, there);
  const known = new Set(readRoot(project.root).requirements?.map((requirement) => requirement.id));
  made(
    applyChanges(project.root, [
      change(ROADMAP, (before) =>
        setPhaseDone(before, survey.phase, isDone, isDone ? now.slice(0, 10) : null),
      ),
      ...survey.requirements
        .filter((id) => known.has(id))
        .map((id) => change(REQUIREMENTS, (before) => setRequirementDone(before, id, isDone))),
      put(path, verificationText(document)),
      ...triedIn(project, document),
    ]),
  );
  const { round, met, total, gaps } = verdict;
  const gapTexts = gaps.map((gap) => gapText(gap, survey));
  const facts = {
    ...{ path, status: accepted === null ? verdict.status : "accepted", round, met, total },
    gaps: clipped(gapTexts),
    ...(gapTexts.length > 0 ? { reason: cut(gapTexts.join(" · "), 500) } : {}),
  };
  const ended = verdict.status === "human_needed" ? verdict.status : "pass";
  const found = isSettled ? "pass" : gapTexts.length > 0 ? "gaps" : ended;
  return {
    ...result(task, escalated ? "open" : found, { tree: criteria.tree, facts }),
    record: verdict,
  };
};

/** The text of `NN-VERIFICATION.md`. Pure. */

/**
 * Everything that the document says. `escalated`: rounds do not close its gaps, and the person has
 * not said what becomes of them.
 */
function documentOf(scene: Scene, verdict: VerdictRecord, escalated: boolean) {
  const [survey, criteria, answer] = [
    onRecord(surveyOf(scene)),
    onRecord(criteriaOf(scene)),
    onRecord(verificationOf(scene)),
  ];
  return {
    ...{ survey, criteria, answer, verdict, escalated },
    /** What the person said, in the order of the items. */
    answers: humanAnswers(scene.run) as Answer[],
    /** The person let the phase pass with its gaps, and why; null: they did not. */
    accepted: acceptedWhy(scene.run),
    /** The commit that it saw; null: there is none. */
    commit: commitSeen(scene.project, criteria.tree, survey.commits),
    /** ISO 8601. */
    now: scene.run.updated_at,
  };
}
export type VerificationDocument = ReturnType<typeof documentOf>;

/** What is said of each must at the end, whoever judged it. */
function markOf(
  must: Must,
  { answer, verdict, answers, accepted }: VerificationDocument,
): [mark: string, why: string] {
  const judged = answer.musts.find((one) => one.id === must.id);
  const at = answer.human.findIndex((one) => one.of === must.id);
  const evidence = (judged?.evidence ?? []).map(evidenceText).join("; ");
  if (judged?.verdict === "met") return ["✓ VERIFIED", evidence];
  const answered = answers[at]?.option;
  if (judged?.verdict === "human" && answered === "yes")
    return ["✓ VERIFIED", "holds, as a person saw"];
  if (verdict.later.includes(must.id))
    return ["? UNCERTAIN", judged?.reason ?? "waits for a person"];
  const seen = `does not hold, as a person saw: ${answers[at]?.text ?? ""}`;
  const mark = accepted === null ? "✗ FAILED" : "✗ FAILED (accepted by the person)";
  return [mark, at >= 0 ? seen : (judged?.reason ?? "")];
}

/**
 * What it comes to with the person's word on its gaps; that lets pass nothing which they have yet
 * to look at.
 */
const statusOf = (
  { status, later }: Pick<VerdictRecord, "status" | "later">,
  accepted: string | null,
): VerdictRecord["status"] =>
  accepted === null ? status : later.length > 0 ? "human_needed" : "passed";

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** What programs read of it. */
function frontMatter(
  all: VerificationDocument,
  score: string,
  open: VerdictRecord["gaps"],
): string {
  const { survey, criteria, verdict, accepted, commit, now } = all;
  // One for each thing that a gap is about: by these texts the next round sees what it has closed.
  const gaps = open.flatMap(({ of, missing }) =>
    of.map((id) => ({ truth: nameOf(id, survey), status: "failed", reason: oneLine(missing) })),
  );
  return renderFrontMatter({
    phase: survey.folder.split("/").at(-1)!,
    verified: now,
    status: statusOf(verdict, accepted),
    score: `${score} must-haves verified`,
    commit: commit ?? undefined,
    tree: criteria.tree,
    left_by_commands: unlessEmpty(criteria.left),
    round: verdict.round,
    plans_verified: survey.plans,
    escalated: all.escalated ? true : undefined,
    accepted: accepted === null ? undefined : verdict.gaps.map((gap) => gapText(gap, survey)),
    gaps: unlessEmpty(gaps),
  });
}

export function verificationText(all: VerificationDocument): string {
  const { survey, criteria, answer, verdict, accepted, now, answers } = all;
  const { gaps, later, met, total } = verdict;
  const open = accepted === null ? gaps : [];
  const score = `${accepted === null ? met : total - survey.musts.filter(({ id }) => later.includes(id)).length}/${total}`;
  const rows = survey.musts.map((must, index) => [
    `${index + 1}`,
    ...[must.text, ...markOf(must, all)].map(oneLine),
  ]);
  const ran = criteria.commands.map((command) => [
    `\`${oneLine(command.command)}\``,
    command.state,
  ]);
  const unknown = criteria.outdated.map(({ id, why }) => `- Not ${nameOf(id, survey)}: ${why}`);
  const looked = humanItems(answer, survey).map((humanItem, index) => {
    const { option = "later", text = null } = answers[index] ?? {};
    const answered = `${option === "revise" ? "no" : option}${text ? `, ${oneLine(text)}` : ""}`;
    return `${index + 1}. ${oneLine(humanItem.test)} Expected: ${oneLine(humanItem.expected)} Answer: ${answered}`;
  });
  const gapLine = (gap: VerdictRecord["gaps"][number]): string => `- ${gapText(gap, survey)}`;
  const waived =
    accepted === null ? [] : [`Reason: ${oneLine(accepted)}`, "", ...gaps.map(gapLine)];
  const section = (title: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines];
  return [
    frontMatter(all, score, open),
    `# Phase ${twoDigits(survey.phase)}: ${oneLine(survey.name)} Verification Report`,
    "",
    `**Phase Goal:** ${oneLine(survey.goal)}`,
    `**Verified:** ${now}`,
    `**Status:** ${statusOf(verdict, accepted)}`,
    `**Round:** ${verdict.round}`,
    "",
    "## Goal Achievement",
    "",
    "### Observable Truths",
    "",
    ...newTable(["#", "Truth", "Status", "Evidence"], rows),
    "",
    `**Score:** ${score} truths verified`,
    ...section(
      "Behavioral Spot-Checks",
      ran.length === 0 ? [] : newTable(["Command", "Result"], ran),
    ),
    ...section("Unknown", unknown),
    ...section("Human Verification Required", looked),
    ...section("Accepted by the person, not verified", waived),
    ...section("Gaps Summary", open.map(gapLine)),
    "",
  ].join("\n");
}
