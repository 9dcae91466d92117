// What an answer of a real reader is worth: validity by the product's own check, the rest by what the case has planted.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../src/engine/run.ts";
import { artifactPath } from "../../src/record/accepted.ts";
import { checkArtifact } from "../../src/run/accept.ts";
import { subjectOf } from "../../src/run/subject.ts";
import { parseJson, readArtifact } from "../../src/store/small-file.ts";
import { checkPlace } from "../../src/workflows/review/evidence.ts";
import { nearestQuote } from "../../src/workflows/review/quote.ts";
import type { Finding } from "../../src/workflows/review/verdict.ts";
import { parsePullRequest } from "../../src/workflows/team/documents/pull-request.ts";
import { type Case, loadCase, type Part, type Planted } from "./case.ts";
import { changedSince, failedTrials, isOneOf, scoreWork, type WorkScore } from "./changes.ts";
import { taskUnderWork } from "./drive.ts";
import { startProblems } from "./stand-in.ts";

export interface Score {
  case: string;
  agent: string;
  /** Accepted by the product as it was written, at the first try. */
  valid: boolean;
  problems: string[];
  outcome: string;
  status_right: boolean;
  /** Planted problems that were found, and those that were not; what is outside of the change need not be. */
  found: string[];
  missed: string[];
  /** Blockers and majors about the change that are not planted. */
  false_alarms: string[];
  /** Findings whose quote does not stand on the line that they name. */
  false_places: string[];
  wrong_severity: string[];
  wrong_prior: string[];
  criteria: number;
  questions: number;
  steps: number;
  /** Numbers outside of what the case allows. */
  out_of_range: string[];
  /** What the artifact has to say and does not, and what it says and should not. */
  unsaid: string[];
  unwanted: string[];
  /** Files of the project that a role which only reads has changed. */
  touched: string[];
  work: WorkScore | null;
  /** Trials of the case that did not come out as they should. */
  failed_trials?: string[];
  pass: boolean;
}

interface Loose {
  acceptance_criteria?: { text?: unknown }[];
  steps?: unknown[];
  questions?: { answer?: unknown }[];
  findings?: Finding[];
  prior?: { id: string; state: string }[];
  declined?: { id: string }[];
  blockers?: string[];
  status?: string;
  changed_files?: unknown;
  files_changed?: unknown;
}

const listOf = <T>(value: T[] | undefined): T[] => (Array.isArray(value) ? value : []);
const says = (text: string, words: string[][]): boolean => {
  const low = text.toLowerCase();
  return words.every((group) => group.some((word) => low.includes(word.toLowerCase())));
};

/**
 * Scores what stands in a folder that `prepare` has made; `isTried`: with the trials of the case, which take their time.
 * @throws when the folder is none or no task is at work
 */
export async function score(name: string, folder: string, isTried = true): Promise<Score> {
  const one = loadCase(name);
  const { project, run, task } = taskUnderWork(folder);
  if (one.prints) return scoreStart(one, one.prints, project.root, task);
  const file = readArtifact(artifactPath(project, task));
  const subject = subjectOf(project, run, task);
  const checked = file.ok
    ? await checkArtifact(project, run, task, task.dispatch!.nonce, subject.ok ? subject.subject : null, file.bytes)
    : { ok: false as const, problems: [file.problem] };
  const json = file.ok ? parseJson(file.bytes) : null;
  const value = (json?.ok && typeof json.value === "object" && json.value !== null ? json.value : {}) as Loose;
  const read = (path: string): string | null => {
    const full = join(project.root, path);
    return existsSync(full) ? readFileSync(full, "utf8") : null;
  };
  const { expect } = one;
  const findings = judge(listOf(value.findings), expect.planted, read);
  const isWork = task.edits !== null;
  const written = [task.writes, ...task.documents];
  const outcome = checked.ok ? checked.artifact.outcome : String(value.status ?? "");
  const counts = {
    criteria: listOf(value.acceptance_criteria).length,
    questions: listOf(value.questions).filter((question) => !question.answer).length,
    steps: listOf(value.steps).length,
  };
  const result: Omit<Score, "pass"> = {
    case: name,
    agent: task.who.agent,
    valid: checked.ok,
    problems: checked.ok ? [] : checked.problems,
    outcome,
    status_right: checked.ok && expect.status.includes(outcome),
    ...findings,
    wrong_prior: [
      ...expect.declined
        .filter((id) => !listOf(value.declined).some((said) => said.id === id))
        .map((id) => `${id} is not declined`),
      ...Object.entries(expect.prior).flatMap(([id, state]) => {
        const said = listOf(value.prior).find((prior) => prior.id === id)?.state ?? "not answered";
        return said === state ? [] : [`${id} is ${state}, said: ${said}`];
      }),
    ],
    ...counts,
    out_of_range: [
      ...Object.entries(expect.flags).flatMap(([name, wanted]) =>
        checked.ok && flagsOf(checked.artifact.facts)[name] === wanted ? [] : [`${name} is not ${wanted}`],
      ),
      ...(["criteria", "questions", "steps"] as const).flatMap((what) =>
        outOfRange(what, counts[what], expect[what] ?? null),
      ),
      ...Object.entries(expect.lists).flatMap(([name, span]) =>
        outOfRange(name, listOf((value as Record<string, unknown[]>)[name]).length, span),
      ),
    ],
    ...wording(one, partsOf(value, file.ok ? new TextDecoder().decode(file.bytes) : "", task, read)),
    touched: isWork ? [] : changedSince(project.root).filter((path) => !isOneOf(path, written)),
    work: isWork ? scoreWork(one, project.root, value.changed_files ?? value.files_changed, written) : null,
    ...(isTried && expect.trials.length > 0 ? { failed_trials: failedTrials(one, project.root) } : {}),
  };
  return { ...result, pass: passes(result) };
}

const flagsOf = (facts: unknown): Record<string, unknown> =>
  (facts as { flags?: Record<string, unknown> } | undefined)?.flags ?? {};

const outOfRange = (what: string, count: number, span: readonly [number, number] | null): string[] =>
  span !== null && (count < span[0] || count > span[1]) ? [`${what}: ${count}, expected ${span.join(" to ")}`] : [];

const NOTHING: Omit<Score, "case" | "agent" | "valid" | "problems" | "outcome" | "status_right" | "pass"> = {
  ...{ found: [], missed: [], false_alarms: [], false_places: [], wrong_severity: [], wrong_prior: [] },
  ...{ criteria: 0, questions: 0, steps: 0, out_of_range: [], unsaid: [], unwanted: [], touched: [], work: null },
};

/** Of a reader that starts the external reviewer: how it called the command, and what it said at the end. */
function scoreStart(one: Case, prints: string[], root: string, task: Task): Score {
  const problems = startProblems(root, task, prints);
  const result = {
    ...NOTHING,
    ...{ case: one.name, agent: task.who.agent, valid: problems.length === 0, problems },
    ...{ outcome: "started", status_right: true, touched: changedSince(root) },
  };
  return { ...result, pass: passes(result) };
}

/** Which planted problems the findings are about, and what is wrong with the findings themselves. */
function judge(findings: Finding[], planted: Planted[], read: (path: string) => string | null) {
  const about = new Map<Finding, Planted>();
  for (const finding of findings) {
    // Two planted problems may stand close together: the nearest one counts.
    const hits = planted
      .filter((one) => says(textOf(finding), one.words))
      .map((one) => ({ one, away: distance(finding, one, read) }))
      .sort((a, b) => a.away - b.away);
    const [hit] = hits;
    if (hit && hit.away <= hit.one.within) about.set(finding, hit.one);
  }
  const seen = new Set([...about.values()].map((one) => one.id));
  const wanted = planted.filter((one) => !one.outside && !one.optional).map((one) => one.id);
  const wrong = [...about].flatMap(([finding, one]) => [
    ...(one.severity.includes(finding.severity)
      ? []
      : [`${finding.id} (${one.id}) is ${finding.severity}, expected ${one.severity.join(" or ")}`]),
    ...(one.outside && !finding.outside ? [`${finding.id} (${one.id}) is not marked as outside`] : []),
  ]);
  const misplaced = findings.filter((finding) => {
    if (!finding.file || finding.missing) return false;
    const near = nearestQuote(read(finding.file) ?? "", finding.quote ?? "", finding.line ?? null);
    return !checkPlace(finding, read).ok || near?.line !== finding.line;
  });
  return {
    found: [...seen].sort(),
    missed: wanted.filter((id) => !seen.has(id)).sort(),
    false_alarms: findings
      .filter((finding) => !about.has(finding) && finding.severity !== "minor" && !finding.outside)
      .map((finding) => `${finding.id} ${finding.severity}: ${finding.problem}`),
    false_places: misplaced.map((finding) => `${finding.id}: ${finding.file}:${finding.line}`),
    wrong_severity: wrong,
  };
}

const textOf = (finding: Finding): string => `${finding.problem} ${finding.quote ?? ""} ${finding.fix}`;

/** Lines between what a finding points at and a planted problem; infinite in another file, step or criterion. */
function distance(finding: Finding, one: Planted, read: (path: string) => string | null): number {
  if (one.at !== undefined) return one.at.includes(finding.at ?? "") ? 0 : Number.POSITIVE_INFINITY;
  if (one.file === undefined || finding.file !== one.file) return Number.POSITIVE_INFINITY;
  if (finding.missing || one.quote === undefined) return one.within;
  const text = read(one.file) ?? "";
  const wanted = nearestQuote(text, one.quote, null)?.line ?? 0;
  const said = nearestQuote(text, finding.quote ?? "", finding.line ?? null)?.line ?? finding.line ?? 0;
  return Math.abs(said - wanted);
}

type Parts = Record<Part, unknown>;

/** What an artifact says, by the part of it that says so, with the documents beside it. */
function partsOf(value: Loose, text: string, task: Task, read: (path: string) => string | null): Parts {
  const isJson = task.writes.endsWith(".json");
  const documents = task.documents.flatMap((path) => (path.endsWith("/") ? [] : (read(path) ?? [])));
  return {
    criteria: listOf(value.acceptance_criteria),
    questions: listOf(value.questions),
    steps: listOf(value.steps),
    blockers: listOf(value.blockers),
    declined: listOf(value.declined),
    open: documents.flatMap((one) => parsePullRequest(one).openPoints),
    documents: isJson ? documents : [...documents, text],
    all: isJson ? value : text,
  };
}

/** One text for each entry of a part, and for each line of a text. */
const entriesOf = (part: unknown): string[] =>
  (Array.isArray(part) ? part : [part]).flatMap((entry) =>
    typeof entry === "string" ? entry.split("\n") : JSON.stringify(entry),
  );

/** Parts of which one entry says all of a thing; the others say it as a whole. */
const BY_ENTRY: readonly Part[] = ["blockers", "declined", "open"];

function wording({ expect }: Case, parts: Parts): Pick<Score, "unsaid" | "unwanted"> {
  const own = JSON.stringify([parts.criteria, parts.steps]).toLowerCase();
  const isSaid = (said: Case["expect"]["silent"][number]): boolean =>
    entriesOf(parts[said.in]).some((entry) => says(entry, said.words));
  const isThere = (said: Case["expect"]["says"][number]): boolean =>
    BY_ENTRY.includes(said.in) ? isSaid(said) : says(JSON.stringify(parts[said.in]), said.words);
  return {
    unsaid: expect.says.filter((said) => !isThere(said)).map(({ id }) => id),
    unwanted: [
      ...expect.unwanted.filter((word) => own.includes(word.toLowerCase())),
      ...expect.silent.filter(isSaid).map(({ id }) => id),
    ],
  };
}

function passes(result: Omit<Score, "pass">): boolean {
  const { work } = result;
  const lists = [
    result.problems,
    result.missed,
    result.false_alarms,
    result.wrong_severity,
    result.wrong_prior,
    result.out_of_range,
    result.unsaid,
    result.unwanted,
    result.touched,
    work?.outside ?? [],
    work?.unlisted ?? [],
    result.failed_trials ?? [],
  ];
  const tests = [work?.tests_pass, work?.hidden_tests_pass, work?.tests_fail_without_change];
  const worked = !tests.includes(false);
  return result.valid && result.status_right && worked && lists.every((list) => list.length === 0);
}

export const TABLE_HEAD =
  "| case | valid | status | found | false alarms | false places | wrong severity | prior | criteria | questions | other | pass |\n|---|---|---|---|---|---|---|---|---|---|---|---|";

/** One row of a table in markdown. */
export function tableRow(result: Score): string {
  const { work } = result;
  const planted = result.missed.length + result.found.length;
  const other = [
    ...result.out_of_range,
    ...result.unsaid.map((id) => `does not say ${id}`),
    ...result.unwanted.map((word) => `says "${word}"`),
    ...result.touched.map((path) => `touched ${path}`),
    ...(result.failed_trials ?? []).map((id) => `trial fails: ${id}`),
    ...(work === null
      ? []
      : [
          ...(work.tests_pass === false ? ["tests fail"] : []),
          ...(work.hidden_tests_pass === false ? ["hidden tests fail"] : []),
          ...(work.tests_fail_without_change === false ? ["no test fails without the change"] : []),
          ...work.outside.map((path) => `outside: ${path}`),
          ...work.unlisted.map((path) => `not as listed: ${path}`),
        ]),
  ];
  const cells = [
    result.case,
    result.valid ? "yes" : `no (${result.problems.length})`,
    `${result.outcome || "none"}${result.status_right ? "" : " (wrong)"}`,
    planted === 0 ? "-" : `${result.found.length}/${planted}`,
    result.false_alarms.length,
    result.false_places.length,
    result.wrong_severity.length,
    result.wrong_prior.length === 0 ? "ok" : result.wrong_prior.join("; "),
    result.criteria || "-",
    result.questions,
    other.join("; ") || "-",
    result.pass ? "pass" : "FAIL",
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "/")).join(" | ")} |`;
}
