import { here } from "../../../plugin.ts";
import { headOf } from "../../../project/head.ts";
import { findProject } from "../../../project/project.ts";
import { sha256 } from "../../../store/journal.ts";
import { clip, plural, someOf } from "../../../text.ts";
import type { ProjectAnswer } from "../../contract/contract.ts";
import { routeIn } from "../next-route.ts";
import { readText } from "../planning/files.ts";
import { readOverview, readPlanning } from "../planning/read.ts";
import { routeText, routeWords } from "../routes.ts";
import { stateNow } from "../verify/seen.ts";
import { type Adoption, adoptionOf, type Doubt, KINDS, type Kind } from "./survey.ts";
import { vouch } from "./vouched.ts";

/**
 * `roadmap adopt`: what of `.planning` another tool, or a hand, has written, in one screen, and what the person says of each
 * kind. No text is changed.
 */

const MEANS = {
  done: "they count as done",
  verify: "they count as done, and their phases are verified now",
  open: "they stay as they are",
};
type Said = keyof typeof MEANS;
type Answers = Partial<Record<Kind, Said>>;

/** Of each kind what it is, and what may be said of it. */
const WORDS: Record<Kind, { what: string; may: readonly Said[] }> = {
  plans: { what: "a summary is there, and nothing shows the work", may: ["done", "verify", "open"] },
  unbuilt: { what: "no summary is there, and the phase is ticked", may: ["done", "open"] },
  reports: { what: "a verification that does not say what it saw", may: ["done", "verify", "open"] },
};
/** Lines, and names, that a kind shows. */
const MOST = 6;

/** A plan or a verification by its name: `02-01`. */
const nameOf = ({ paths: [path = ""] }: Doubt): string =>
  path.slice(path.lastIndexOf("/") + 1).replace(/-?(?:PLAN|SUMMARY|VERIFICATION)\.md$/, "") || path;
const namesOf = (doubts: readonly Doubt[]): string => someOf(doubts.map(nameOf), MOST);

function kindLines(found: Adoption, kind: Kind): string[] {
  const { what, may } = WORDS[kind];
  return [
    `${kind} (${found[kind].length}): ${what}: ${namesOf(found[kind])}`,
    ...clip(found[kind], MOST, ({ problems }) => `  ${problems[0]}`),
    ...may.map((said) => `  ${kind}=${said}: ${MEANS[said]}`),
  ];
}

function screen(found: Adoption, kinds: readonly Kind[]): string[] {
  const { settled, mend } = found;
  const byGit = `Git shows that ${plural(settled.length, "plan is", "plans are")} done, though their summaries do not: ${namesOf(settled)}`;
  return [
    ...(settled.length === 0 ? [] : [byGit]),
    ...kinds.flatMap((kind) => kindLines(found, kind)),
    ...(mend.length === 0 ? [] : ["To mend by hand:", ...clip(mend, MOST, (one) => `  ${one}`)]),
  ];
}

/** What was typed, such as `plans=done`. A text says what is wrong. */
function answersIn(words: readonly string[], kinds: readonly Kind[]): Answers | string {
  const possible = kinds.flatMap((kind) => WORDS[kind].may.map((said) => `${kind}=${said}`));
  const wrong = words.find((one) => !possible.includes(one));
  if (wrong !== undefined)
    return `found "${wrong}", expected ${possible.length === 0 ? "nothing: there is nothing to say" : `some of ${possible.join(", ")}`}`;
  return Object.fromEntries(words.map((one) => one.split("=")));
}

/** Notes what was said, and what git settles. @throws NoRecord */
function note(root: string, found: Adoption, answers: Answers): void {
  const of = (kind: Kind, ...said: Said[]): Doubt[] => (said.includes(answers[kind] ?? "open") ? found[kind] : []);
  const hashes = (doubts: readonly Doubt[]): [path: string, sha: string][] =>
    doubts.flatMap(({ paths }) =>
      paths.map((path): [string, string] => [path, sha256(readText(root, path, []) ?? "")]),
    );
  const reports = hashes(of("reports", "done"));
  const seen =
    reports.length === 0 ? null : { tree: stateNow(findProject(root)), commit: headOf(root)?.commit ?? null };
  vouch(root, {
    done: Object.fromEntries(hashes([...found.settled, ...of("plans", "done", "verify"), ...of("unbuilt", "done")])),
    verified: Object.fromEntries(reports.map(([path, sha]) => [path, { sha, ...seen! }])),
    again: [...of("plans", "verify"), ...of("reports", "verify")].map(({ phase }) => phase),
  });
}

/** What comes next in the project, behind these lines. */
function nextBehind(root: string, lines: readonly string[], data: object): ProjectAnswer {
  const planning = readOverview(root);
  return { isBroken: false, lines: [...lines, routeText(routeWords(routeIn(root, planning), planning))], data };
}

/** `root`: the project; `words`: what stands behind `roadmap adopt`. Without any all of it is shown. */
export function adopt(root: string, words: readonly string[]): ProjectAnswer {
  const found = adoptionOf(root, readPlanning(root));
  const kinds = KINDS.filter((kind) => found[kind].length > 0);
  const answers = answersIn(words, kinds);
  if (typeof answers === "string") return { isBroken: false, lines: [], data: {}, wrong: answers };
  const shown = screen(found, kinds);
  if (kinds.length + found.settled.length === 0)
    return nextBehind(root, [...shown, "There is nothing here to adopt."], found);
  if (words.length === 0 && kinds.length > 0) {
    const typed = here(["roadmap adopt", ...kinds.map((kind) => `${kind}=${WORDS[kind].may[0]}`)].join(" "));
    return {
      isBroken: false,
      lines: [...shown, "", "No text is changed. Say what is true of each, such as:", typed],
      data: found,
    };
  }
  const then = (): ProjectAnswer => {
    note(root, found, answers);
    return nextBehind(root, ["Noted."], found);
  };
  // What git shows needs nobody's word.
  if (kinds.length === 0) return then();
  const said = kinds.flatMap((kind) => {
    const answer = answers[kind];
    return answer === undefined ? [] : [`${kind} (${namesOf(found[kind])}): ${MEANS[answer]}`];
  });
  return { isBroken: false, lines: [], data: found, asks: { does: said.join("\n"), then } };
}
