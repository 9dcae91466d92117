// What a real reader's answer to a brief of the team workflow is worth: the program's own readers, then what is planted.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Glob } from "bun";
import { parseArtifact } from "../../src/run/accept.ts";
import { readStamp } from "../../src/workflows/stamp.ts";
import { parseBrief } from "../../src/workflows/team/documents/brief.ts";
import { parseNotes } from "../../src/workflows/team/documents/design-notes.ts";
import { parsePeerReview } from "../../src/workflows/team/documents/peer-review.ts";
import type { CheckContext } from "../../src/workflows/team/kinds/context.ts";
import { git } from "../harness/project.ts";
import { KINDS } from "../workflows/team/kinds/given.ts";
import { loadTeamCase, type TeamCase } from "./team-case.ts";
import { givenFiles, teamFacts, teamNonce } from "./team-drive.ts";

export interface TeamScore {
  case: string;
  agent: string;
  /** Accepted by the program's readers as it was written. */
  valid: boolean;
  problems: string[];
  wrong_fields: string[];
  wrong_verdicts: string[];
  found: string[];
  missed: string[];
  unwanted: string[];
  entries: number;
  out_of_range: string[];
  /** Files changed that the task does not write. */
  touched: string[];
  pass: boolean;
}

/** What an answer says, as the program's own check has it. */
interface Read {
  problems: string[];
  entries: string[];
  fields: Record<string, unknown>;
  verdicts: Record<string, string>;
}

const NOTHING: Read = { problems: [], entries: [], fields: {}, verdicts: {} };

function contextOf(one: TeamCase, root: string): CheckContext {
  const { role, item, track, areas, openQuestions, warnings, reviews, maxLessons, maxCriteria, qa } = teamFacts(
    one,
    root,
  );
  const document = (path: string): string | null =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null;
  const brief = document("pipeline/brief.md");
  const matches = (globs: readonly string[], path: string): boolean => globs.some((glob) => new Glob(glob).match(path));
  return {
    ...{ role, item, track, openQuestions, warnings, reviews, maxLessons, maxCriteria, document },
    areas: Object.keys(areas),
    inArea: (path, area) => matches(areas[area] ?? [], path),
    isTest: (path) => matches(qa, path),
    list: (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []),
    changed: null,
    changedAreas: [],
    mayDecline: [],
    trees: () => undefined,
    treesBefore: () => undefined,
    brief: brief === null || one.kind === "stage-01" ? null : parseBrief(brief).brief,
    notes: [],
  };
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The verdicts of a peer review; none in an artifact of another kind. */
const sectionsOf = (text: string, { areas, item, reviews }: CheckContext) =>
  parsePeerReview(text, { areas, own: item, wanted: reviews }).sections;

/** Entries that are counted and searched: what a task of this kind is there to say. */
function entriesOf(context: CheckContext, kind: string, text: string): string[] {
  if (kind === "stage-01")
    return parseBrief(context.document("pipeline/brief.md") ?? "").brief.criteria.map(({ text }) => text);
  if (kind === "design-notes") return parseNotes(text).notes;
  if (kind === "stage-09") return (jsonOf(text)?.lessons_promoted as string[] | undefined) ?? [];
  if (kind === "peer-review") return sectionsOf(text, context).flatMap(({ blockers }) => blockers);
  return (jsonOf(text)?.blockers as string[] | undefined) ?? [];
}

function read(one: TeamCase, text: string, root: string): Read {
  const context = contextOf(one, root);
  const data = jsonOf(text);
  const kind = KINDS[one.kind]!;
  const parsed = parseArtifact(kind, new TextEncoder().encode(text), teamFacts(one, root).task);
  const { problems } = parsed.ok ? kind.judge(parsed.value as never, context) : parsed;
  const nonce = data?.nonce ?? readStamp(text)?.nonce;
  const wrong = nonce === teamNonce(one) ? [] : [`${one.writes}: not the nonce of this dispatch`];
  return {
    problems: [...problems, ...wrong],
    entries: entriesOf(context, one.kind, text),
    fields: data ?? {},
    verdicts: Object.fromEntries(sectionsOf(text, context).map(({ area, verdict }) => [area, verdict])),
  };
}

const says = (text: string, words: string[][]): boolean =>
  words.every((group) => group.some((word) => text.toLowerCase().includes(word.toLowerCase())));

/** Documents that a task of this kind may write beside its artifact. */
export const BESIDE: Record<string, string[]> = { "stage-01": ["pipeline/brief.md"] };

function touched(one: TeamCase, root: string): string[] {
  const before = givenFiles(one);
  const allowed = [one.writes, ...(BESIDE[one.kind] ?? [])];
  const paths = git(root, "ls-files", "-co", "--exclude-standard").split("\n").filter(Boolean);
  const now = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null);
  return [...new Set([...paths, ...Object.keys(before)])]
    .filter((path) => !allowed.includes(path) && now(path) !== (before[path] ?? null))
    .sort();
}

/** Scores what stands in a folder that `prepareTeam` has made. @throws when there is no such case */
export function scoreTeam(name: string, root: string): TeamScore {
  const one = loadTeamCase(name);
  const file = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "");
  const text = file(one.writes);
  const said =
    text === "" ? { ...NOTHING, problems: [`${basename(one.writes)} was not written`] } : read(one, text, root);
  const { expect } = one;
  const isFound = ({ words, in: where }: (typeof expect.planted)[number]): boolean =>
    where === "all" ? says(text, words) : said.entries.some((entry) => says(entry, words));
  const found = expect.planted.filter(isFound).map(({ id }) => id);
  const [least, most] = expect.entries;
  const count = said.entries.length;
  const all = said.entries.join("\n").toLowerCase();
  const differ = (wanted: Record<string, unknown>, real: Record<string, unknown>): string[] =>
    Object.entries(wanted).flatMap(([key, value]) =>
      real[key] === value ? [] : [`${key} is ${JSON.stringify(real[key])}, expected ${JSON.stringify(value)}`],
    );
  const result: Omit<TeamScore, "pass"> = {
    case: name,
    agent: one.agent,
    valid: said.problems.length === 0,
    problems: said.problems,
    wrong_fields: differ(expect.fields, said.fields),
    wrong_verdicts: differ(expect.verdicts, said.verdicts),
    found,
    missed: expect.planted.map(({ id }) => id).filter((id) => !found.includes(id)),
    unwanted: expect.unwanted.filter((word) => all.includes(word.toLowerCase())),
    entries: count,
    out_of_range: count < least || count > most ? [`${count} entries, expected ${least} to ${most}`] : [],
    touched: touched(one, root),
  };
  const { wrong_fields, wrong_verdicts, missed, unwanted, out_of_range } = result;
  const wrong = [said.problems, wrong_fields, wrong_verdicts, missed, unwanted, out_of_range, result.touched];
  return { ...result, pass: wrong.every((list) => list.length === 0) };
}

export const TEAM_TABLE_HEAD =
  "| case | agent | valid | fields and verdicts | found | entries | other | pass |\n|---|---|---|---|---|---|---|---|";

/** One row of a table in markdown. */
export function teamRow(result: TeamScore): string {
  const cells = [
    result.case,
    result.agent,
    result.valid ? "yes" : `no (${result.problems.length})`,
    [...result.wrong_fields, ...result.wrong_verdicts].join("; ") || "right",
    `${result.found.length}/${result.found.length + result.missed.length}`,
    result.entries,
    [
      ...result.out_of_range,
      ...result.unwanted.map((word) => `says "${word}"`),
      ...result.touched.map((path) => `touched ${path}`),
    ].join("; ") || "-",
    result.pass ? "pass" : "FAIL",
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "/")).join(" | ")} |`;
}
