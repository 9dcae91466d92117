import { here } from "../../../plugin.ts";
import { headOf } from "../../../project/head.ts";
import { findProject } from "../../../project/project.ts";
import { clip, someOf } from "../../../text.ts";
import type { ProjectAnswer } from "../../contract/contract.ts";
import { routeIn } from "../next-route.ts";
import { twinsOf } from "../planning/numbers.ts";
import { readOverview, readPlanning } from "../planning/read.ts";
import { routeText, routeWords } from "../routes.ts";
import { stateNow } from "../verify/seen.ts";
import { type Adoption, adoptionOf, codeOf, type Doubt, KINDS, type Kind } from "./survey.ts";
import { forget, textsSaid, type Vouched, vouch } from "./vouched.ts";

/**
 * `roadmap adopt`: what of `.planning` another tool, or a hand, has written, in one screen, and
 * what the person says of each
 * kind. No text is changed.
 */

type Said = "done" | "verify" | "open";
type Means = Partial<Record<Said, string>>;
type Answers = Partial<Record<Kind, Said>>;

const [DONE, OPEN] = ["they count as done", "they do not count as done"];
const VERIFIED_AGAIN = "their phases stay open until verify-work has verified them";
const OF_WORK: Means = { done: DONE, verify: `${DONE}, and ${VERIFIED_AGAIN}`, open: OPEN };
/** Of each kind what it is, and what may be said of it with what that means. */
const WORDS: Record<Kind, { what: string; may: Means }> = {
  squashed: { what: "plans whose summary was committed together with code", may: OF_WORK },
  plans: { what: "plans with a summary, but nothing shows the work", may: OF_WORK },
  unbuilt: {
    what: "plans without a summary, in phases that are ticked",
    may: { done: DONE, open: OPEN },
  },
  // A phase whose verification does not count is one to verify: there is no third answer.
  reports: {
    what: "verifications that passed, but do not say what they saw",
    may: { done: "they count as passed", verify: `they do not count: ${VERIFIED_AGAIN}` },
  },
};
/** Lines, and names, that a kind shows. */
const MOST = 6;

/** A plan or a verification by its name: `02-01`. */
const nameOf = ({ texts }: Doubt): string => {
  const [path = ""] = Object.keys(texts);
  return (
    path.slice(path.lastIndexOf("/") + 1).replace(/-?(?:PLAN|SUMMARY|VERIFICATION)\.md$/, "") ||
    path
  );
};
const namesOf = (doubts: readonly Doubt[]): string => someOf(doubts.map(nameOf), MOST);

function kindLines(found: Adoption, kind: Kind): string[] {
  const { what, may } = WORDS[kind];
  return [
    `${kind} (${found[kind].length}): ${what}: ${namesOf(found[kind])}`,
    ...clip(found[kind], MOST, ({ problems }) => `  ${problems[0]}`),
    ...Object.entries(may).map(([said, means]) => `  ${kind}=${said}: ${means}`),
  ];
}

/** What was typed, such as `plans=done`. A text says what is wrong. */
function answersIn(words: readonly string[], kinds: readonly Kind[]): Answers | string {
  const possible = kinds.flatMap((kind) =>
    Object.keys(WORDS[kind].may).map((said) => `${kind}=${said}`),
  );
  const expected =
    possible.length === 0 ? "nothing: there is nothing to say" : `some of ${possible.join(", ")}`;
  const wrong = words.find((one) => !possible.includes(one));
  if (wrong !== undefined) return `found "${wrong}", expected ${expected}`;
  const answers = words.map((one) => one.split("=") as [Kind, Said]);
  const [again] = twinsOf(answers, ([kind]) => kind);
  return again === undefined
    ? Object.fromEntries(answers)
    : `found two answers for ${again[0][0]}, expected one`;
}

/** What these answers come to. */
function vouchedBy(root: string, found: Adoption, answers: Answers): Vouched {
  const of = (kinds: readonly Kind[], ...said: Said[]): Doubt[] =>
    kinds.flatMap((kind) => (said.includes(answers[kind]!) ? found[kind] : []));
  const texts = (doubts: readonly Doubt[]): Record<string, string> =>
    Object.assign({}, ...doubts.map((one) => one.texts));
  const reports = Object.entries(texts(of(["reports"], "done")));
  const state = () => ({ tree: stateNow(findProject(root)), commit: headOf(root)?.commit ?? null });
  const seen = reports.length === 0 ? null : state();
  return {
    done: texts(of(["squashed", "plans"], "done", "verify")),
    unbuilt: texts(of(["unbuilt"], "done")),
    verified: Object.fromEntries(reports.map(([path, sha]) => [path, { sha, ...seen! }])),
    open: texts(of(KINDS, "open")),
    again: texts(of(KINDS, "verify")),
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

/** All answers are taken back: a ticked phase that one of them had opened counts as done again. */
function undone(root: string): ProjectAnswer {
  const paths = textsSaid(root);
  if (paths.length === 0)
    return nextBehind(root, ["You have not answered anything here: there is nothing to undo."]);
  const does = ["This discards your answers about:", ...paths.map((path) => `  ${path}`)].join(
    "\n",
  );
  const then = (): ProjectAnswer => {
    forget(root);
    return nextBehind(root, ["Your answers are discarded."]);
  };
  return answered({ asks: { does, then } });
}

/**
 * `root`: the project; `words`: what stands behind `roadmap adopt`. Without any all of it is shown.
 */
export function adopt(root: string, words: readonly string[]): ProjectAnswer {
  if (words.length === 1 && words[0] === UNDO) return undone(root);
  const found = adoptionOf(root, readPlanning(root));
  const kinds = KINDS.filter((kind) => found[kind].length > 0);
  const [code, ...said] = words;
  const answers = answersIn(said, kinds);
  if (words.length > 0 && kinds.length > 0 && (code !== codeOf(found) || said.length === 0))
    return answered({
      wrong: `found "${code}", expected the code that ${here("roadmap adopt")} shows, then your answers; if what it shows has changed, so has the code`,
    });
  if (typeof answers === "string") return answered({ wrong: answers });
  const { mend } = found;
  const shown = [
    ...kinds.flatMap((kind) => kindLines(found, kind)),
    ...(mend.length === 0 ? [] : ["To fix by hand:", ...clip(mend, MOST, (one) => `  ${one}`)]),
  ];
  if (kinds.length === 0)
    return nextBehind(root, [...shown, "There is nothing here to adopt."], found);
  if (words.length === 0) {
    const typed = here(
      `roadmap adopt ${codeOf(found)} ${kinds.map((kind) => `${kind}=<answer>`).join(" ")}`,
    );
    const how = `No file is changed; ${here(`roadmap adopt ${UNDO}`)} undoes your answers. Say what is true:`;
    return answered({ lines: [...shown, "", how, typed], data: found });
  }
  const noted = kinds.flatMap((kind) => {
    const answer = answers[kind];
    const paths = found[kind].flatMap(({ texts }) => Object.keys(texts));
    return answer === undefined
      ? []
      : [`${kind}: ${WORDS[kind].may[answer]}`, ...paths.map((path) => `  ${path}`)];
  });
  const then = (): ProjectAnswer => {
    vouch(root, vouchedBy(root, found, answers));
    return nextBehind(root, ["Noted:", ...noted, ""], found);
  };
  return answered({ data: found, asks: { does: noted.join("\n"), then } });
}
