import { here, startHere } from "../../../plugin.ts";
import { headOf } from "../../../project/head.ts";
import { findProject } from "../../../project/project.ts";
import { commitFiles } from "../../../project/worktrees/branch.ts";
import { clip, given, someOf } from "../../../text.ts";
import type { ProjectAnswer } from "../../contract/contract.ts";
import { isInGit } from "../../execute/checks/place.ts";
import { routeIn } from "../next-route.ts";
import { ACTIVE_WORKSTREAM, PLANNING, WORKSTREAMS } from "../paths.ts";
import { applyChanges, namesIn, readText, unwritten } from "../planning/files.ts";
import { type PhaseNumber, problemText } from "../planning/model.ts";
import { twinsOf } from "../planning/numbers.ts";
import { activeWorkstream, readOverview, readPlanning, readRoot } from "../planning/read.ts";
import { routeText, routeWords } from "../routes.ts";
import { writeState } from "../state.ts";
import { stateNow } from "../verify/seen.ts";
import { BEFORE, type Conversion, conversionOf, workstreamAtTop } from "./convert.ts";
import { type Adoption, adoptionOf, codeOf, type Doubt, KINDS, type Kind } from "./survey.ts";
import { forget, nothingVouched, textsSaid, type Vouched, vouch, vouching } from "./vouched.ts";

/**
 * `roadmap adopt`: what of `.planning` another tool, a hand or an earlier version has written, in
 * one screen. Files at the top are written in our form; of finished work the person says what
 * counts.
 */

type Said = "done" | "verify" | "open";
type Means = Partial<Record<Said, string>>;
type Answers = Partial<Record<Kind, Said>>;

const [DONE, OPEN] = ["they count as done", "they are carried out again"];
const VERIFIED_AGAIN = "their phases stay open until verify-work has verified them";
const OF_WORK: Means = { done: DONE, verify: `${DONE}, and ${VERIFIED_AGAIN}`, open: OPEN };
/** Of each kind what it is, and what may be said of it with what that means. */
const WORDS: Record<Kind, { what: string; may: Means }> = {
  earlier: {
    what: "phases that are open in a milestone before one that is over",
    may: { done: "they are done, and ROADMAP.md says so", open: "they are still to be done" },
  },
  squashed: {
    what: "plans whose summary is in one commit with code, so that nothing shows whose work it is",
    may: OF_WORK,
  },
  plans: {
    what: "plans with a summary that is not by this program, or does not hold",
    may: OF_WORK,
  },
  unbuilt: {
    what: "plans without a summary, in phases that are ticked",
    may: { done: DONE, open: "they are still to be carried out" },
  },
  // A phase whose verification does not count is one to verify: there is no third answer.
  reports: {
    what: "verifications that do not say what they came to, or what they saw",
    may: { done: "they count as passed", verify: `they do not count: ${VERIFIED_AGAIN}` },
  },
};
/** Lines, and names, that a kind shows. */
const MOST = 6;

/** A plan or a verification by its name: `02-01`. */
const nameOf = ({ texts, phase }: Doubt): string => {
  const [path = phase] = Object.keys(texts);
  return (
    path.slice(path.lastIndexOf("/") + 1).replace(/-?(?:PLAN|SUMMARY|VERIFICATION)\.md$/, "") ||
    path
  );
};
const pathsOf = ({ texts }: Doubt): string[] => Object.keys(texts);
const namesOf = (doubts: readonly Doubt[]): string => someOf(doubts.map(nameOf), MOST);

/** `bare`: numbers of phases that nothing says of when they are done. */
function kindLines(found: Adoption, kind: Kind, bare: readonly PhaseNumber[]): string[] {
  const { what, may } = WORDS[kind];
  const [first] = found[kind].filter(({ phase }) => bare.includes(phase));
  return [
    `${kind} (${found[kind].length}): ${what}: ${namesOf(found[kind])}`,
    ...clip(found[kind], MOST, ({ problems }) => `  ${problems[0]}`),
    ...Object.entries(may).map(([answer, means]) => `  ${kind}=${answer}: ${means}`),
    ...given(
      may.verify !== undefined && first !== undefined,
      `  phase ${first?.phase} has no success criteria to verify: ${startHere("discuss-phase", first?.phase)} writes them`,
    ),
  ];
}

/** What was typed, such as `plans=done`. A text says what is wrong. */
function answersIn(words: readonly string[], kinds: readonly Kind[]): Answers | string {
  const possible = kinds.flatMap((kind) =>
    Object.keys(WORDS[kind].may).map((answer) => `${kind}=${answer}`),
  );
  const expected =
    possible.length === 0 ? "nothing: there is nothing to say" : `some of ${possible.join(", ")}`;
  const wrong = words.find((word) => !possible.includes(word));
  if (wrong !== undefined) return `found "${wrong}", expected ${expected}`;
  const answers = words.map((word) => word.split("=") as [Kind, Said]);
  const [again] = twinsOf(answers, ([kind]) => kind);
  return again === undefined
    ? Object.fromEntries(answers)
    : `found two answers for ${again[0][0]}, expected one`;
}

/** What these answers come to. */
function vouchedBy(root: string, found: Adoption, answers: Answers): Vouched {
  const of = (kinds: readonly Kind[], ...accepted: Said[]): Doubt[] =>
    kinds.flatMap((kind) => (accepted.includes(answers[kind]!) ? found[kind] : []));
  // What is carried out again is verified again.
  const outdated = found.reports.filter(({ phase }) =>
    of(KINDS, "open").some((doubt) => doubt.phase === phase),
  );
  const texts = (doubts: readonly Doubt[]): Record<string, string> =>
    Object.assign({}, ...doubts.map((doubt) => doubt.texts));
  const reports = Object.entries(texts(of(["reports"], "done")));
  const state = () => ({ tree: stateNow(findProject(root)), commit: headOf(root)?.commit ?? null });
  const seen = reports.length === 0 ? null : state();
  return {
    done: texts(of(["squashed", "plans"], "done", "verify")),
    unbuilt: texts(of(["unbuilt"], "done")),
    verified: Object.fromEntries(reports.map(([path, sha]) => [path, { sha, ...seen! }])),
    open: texts(of(KINDS, "open")),
    again: texts([...of(KINDS, "verify"), ...outdated]),
  };
}

const answered = (more: Partial<ProjectAnswer>): ProjectAnswer => ({
  isBroken: false,
  lines: [],
  data: {},
  ...more,
});

/** What comes next in the project, behind these lines. */
function nextBehind(root: string, lines: readonly string[], data: object = {}): ProjectAnswer {
  const planning = readOverview(root);
  return answered({
    lines: [...lines, routeText(routeWords(routeIn(root, planning), planning))],
    data,
  });
}

const UNDO = "undo";

/** Where nobody has said which workstream is worked on; null: there is none, or it is said. */
function workstreamsToName(root: string): string | null {
  const names = namesIn(root, WORKSTREAMS, []);
  const found = readText(root, ACTIVE_WORKSTREAM, [])?.trim() ?? "";
  const isSaid =
    found === ""
      ? readRoot(root).adopted
      : [activeWorkstream(root), workstreamAtTop(root)].includes(found);
  const wrong = found === "" ? "" : `, not "${found}"`;
  return names.length === 0 || isSaid
    ? null
    : `Write the name of one workstream into ${ACTIVE_WORKSTREAM}${wrong}: ${someOf(names, MOST)}.`;
}

/** All answers are taken back: a ticked phase that one of them had opened counts as done again. */
function undone(root: string): ProjectAnswer {
  const paths = textsSaid(root);
  if (paths.length === 0)
    return nextBehind(root, [
      "You have not answered anything here: there is nothing to undo.",
      `Files from before adopt: git revert of its commit, or the copies in ${BEFORE}.`,
    ]);
  const does = ["This discards your answers about:", ...paths.map((path) => `  ${path}`)].join(
    "\n",
  );
  const then = (): ProjectAnswer => {
    forget(root);
    return nextBehind(root, ["Your answers are discarded."]);
  };
  return answered({ asks: { does, then } });
}

/** What becomes of files in another form, in lines. */
const conversionLines = ({ workstream, texts, notes, kept }: Conversion): string[] => [
  ...given(
    workstream !== null,
    `The workstream ${workstream} moves to ${PLANNING}; what is there moves to ${WORKSTREAMS}.`,
  ),
  ...given(
    Object.keys(texts).length > 0,
    `To be written in this program's form: ${someOf(Object.keys(texts), MOST)}`,
  ),
  ...titled("Kept as it is, at the end of each file:", kept),
  ...titled("Not understood:", notes),
];
/** Lines under one of these titles. */
const MOST_LINES = 30;
const titled = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : [title, ...clip(lines, MOST_LINES, (line) => `  ${line}`)];

/**
 * Writes the files, and commits them where the project has a branch checked out. @returns what was
 * done, or what is in the way
 */
function converted(root: string, conversion: Conversion, done: readonly PhaseNumber[]): string[] {
  const project = findProject(root);
  const isWanted =
    readRoot(root).config.commit_docs && isInGit(project) && headOf(root)?.branch !== null;
  const commit = (title: string, paths: readonly string[]) =>
    isWanted
      ? commitFiles(
          project,
          { run: "adopt", exclude: [".task"] },
          {
            title,
            files: (name) => paths.some((path) => name === path || name.startsWith(`${path}/`)),
          },
        )
      : null;
  const { texts, moves } = conversion;
  // What git does not have as it is would be gone with the commit that is taken back.
  const before = [...Object.keys(texts), ...moves.map(({ from }) => from)];
  const isKept = commit("docs: .planning before adopt", before)?.ok === true;
  const applied = applyChanges(root, conversion.steps(done, isKept));
  if (!applied.ok) return applied.problems.map(problemText);
  const stopped_at = conversion.state?.stopped_at ?? null;
  const news = { last: "Adopted .planning", stopped_at, decisions: [] };
  const now = new Date().toISOString();
  const wrote = conversion.state === null ? null : writeState(root, { ...news, now });
  const moved = moves.flatMap(({ from, to }) => [from, to]);
  const made = commit("docs: adopt .planning", [...applied.written, ...moved]);
  const isCopied = applied.written.some((path) => path.startsWith(BEFORE));
  return [
    ...given(applied.written.length > 0, `Written: ${someOf(applied.written, MOST)}.`),
    ...(wrote === null ? [] : unwritten(wrote)),
    ...(made?.ok && made.commit
      ? [`git revert ${made.commit.slice(0, 12)} takes it back.`]
      : given(isCopied, `Files as they were are in ${BEFORE}.`)),
    ...given(made?.ok === false, `It is not committed: ${made?.ok === false && made.problem}`),
  ];
}

/**
 * `root`: the project; `words`: what stands behind `roadmap adopt`. Without any all of it is shown.
 */
export function adopt(root: string, words: readonly string[]): ProjectAnswer {
  if (words.length === 1 && words[0] === UNDO) return undone(root);
  const conversion = conversionOf(root);
  if (conversion !== null && conversion.problems.length > 0)
    return answered({ isBroken: true, lines: conversion.problems.map(problemText) });
  const named = workstreamsToName(root);
  const aside = given(named !== null, String(named));
  if (conversion === null && named !== null && !readRoot(root).adopted)
    return answered({ lines: aside });
  // Where git took an adoption back, everything is asked again.
  const isAnew = conversion !== null && conversion.roadmap !== null;
  const read = readPlanning(root, undefined, isAnew ? nothingVouched(root) : vouching(root));
  // Phases of a workstream are asked about once they are in their place.
  const planning = conversion?.workstream ? { ...read, phases: [] } : read;
  const found = adoptionOf(root, planning, conversion);
  const { phases = [] } = conversion?.roadmap ?? planning.roadmap ?? {};
  const bare = phases.filter(({ criteria }) => criteria.length === 0).map(({ number }) => number);
  const kinds = KINDS.filter((kind) => found[kind].length > 0);
  const code = codeOf(found, conversion?.texts);
  const [typedCode, ...typedAnswers] = words;
  const answers = answersIn(typedAnswers, kinds);
  const isSomething = kinds.length > 0 || conversion !== null;
  if (words.length > 0 && isSomething) {
    const lacks = conversion === null && typedAnswers.length === 0;
    if (typedCode !== code || lacks)
      return answered({
        wrong: `found "${typedCode}", expected the code that ${here("roadmap adopt")} shows, then your answers; if what it shows has changed, so has the code`,
      });
  }
  if (typeof answers === "string") return answered({ wrong: answers });
  if (found.earlier.length > 0 && words.length > 0 && answers.earlier === undefined)
    return answered({ wrong: "found no answer for earlier, expected one: it is written down" });
  const { mend } = found;
  const shown = [
    ...aside,
    ...(conversion === null ? [] : conversionLines(conversion)),
    ...kinds.flatMap((kind) => kindLines(found, kind, bare)),
    ...(mend.length === 0 ? [] : ["To fix by hand:", ...clip(mend, MOST, (one) => `  ${one}`)]),
  ];
  const data = {
    ...found,
    code,
    ...(conversion && { notes: conversion.notes, kept: conversion.kept }),
  };
  if (!isSomething) return nextBehind(root, [...shown, "There is nothing here to adopt."], found);
  if (words.length === 0) {
    const typed = here(
      ["roadmap adopt", code, ...kinds.map((kind) => `${kind}=<answer>`)].join(" "),
    );
    const how =
      conversion === null
        ? `No file is changed; ${here(`roadmap adopt ${UNDO}`)} undoes your answers. Say what is true:`
        : `The way back is a commit of its own, or ${BEFORE}. Nothing is written before you type:`;
    return answered({ lines: [...shown, "", how, typed], data });
  }
  const noted = kinds.flatMap((kind) => {
    const answer = answers[kind];
    return answer === undefined
      ? []
      : [
          `${kind}: ${WORDS[kind].may[answer]}`,
          ...found[kind].flatMap(pathsOf).map((path) => `  ${path}`),
        ];
  });
  const does = [...(conversion === null ? [] : conversionLines(conversion)), ...noted].join("\n");
  const then = (): ProjectAnswer => {
    const done = answers.earlier === "done" ? (conversion?.earlier ?? []) : [];
    const wrote = conversion === null ? [] : converted(root, conversion, done);
    // The last answer counts, about texts as they are now.
    forget(
      root,
      kinds
        .filter((kind) => isAnew || kind in answers)
        .flatMap((kind) => found[kind].flatMap(pathsOf)),
    );
    const now = conversion === null ? found : adoptionOf(root, readPlanning(root));
    if (noted.length > 0) vouch(root, vouchedBy(root, now, answers));
    const left = adoptionOf(root, readPlanning(root));
    const unsaid = KINDS.filter((kind) => !(kind in answers) && left[kind].length > 0);
    const counts = unsaid.map((kind) => `${kind} (${left[kind].length})`).join(", ");
    wrote.push(...given(counts !== "", `Still to be said: ${counts}; ${here("roadmap adopt")}.`));
    const lines = [...wrote, ...(noted.length === 0 ? [] : ["Noted:", ...noted]), ""];
    return nextBehind(root, lines, data);
  };
  return answered({ data, asks: { does, then } });
}
