import { readJson } from "../../../store/json/read-json.ts";
import { nearestQuote, quoteLine, solid } from "./quote.ts";

/**
 * Does what a review claims exist? Pure checks over a function that reads a file of the reviewed
 * tree. Every problem is one sentence that its writer can act on: field, what was found, what is
 * expected.
 */

/** Gives a file's text in the reviewed tree, or null when the tree holds no such text file. */
export type Read = (path: string) => string | null;

export type Citation = {
  file?: string | null;
  line?: number | null;
  quote?: string | null;
  missing?: boolean | null;
  at?: string | null;
};
type Refused = { ok: false; problem: string };
type PlaceCheck = { ok: true } | Refused;

/**
 * What a plan review may point at. `texts` are a step's own strings; `text` is the plan file as it
 * stands.
 */
export type PlanText = {
  steps: { id: string; texts: string[]; covers: readonly string[] }[];
  criteria: { id: string; text?: string }[];
  text: string;
  /** What shows criteria and is no part of the plan: no finding is about it. */
  kept?: readonly string[];
};

const MAX_QUOTE = 4_000;
const MIN_SOLID = 3;

/** What is wrong with a path in an artifact, or null. */
export function pathProblem(path: string | null | undefined): string | null {
  const rule = 'expected a path relative to the project, such as "src/a.ts"';
  if (!path) return `file is missing; ${rule}`;
  const isAbsolute = /^(?:[/~]|[A-Za-z]:[\\/])/.test(path);
  const isPlain =
    !path.includes("\0") && path.split("/").every((part) => !["", ".", ".."].includes(part));
  return isPlain && !isAbsolute
    ? null
    : `file ${quoteLine(path)} leaves the project, or is written another way; ${rule}`;
}

type IsPath = (path: string) => boolean;
const none = (): boolean => false;

/**
 * Checks a place in the tree: what is quoted stands there, near the line that is named or
 * elsewhere. `hasFolder` lets a claim about a file that should exist point at its folder. Of a
 * `hidden` file no line is told.
 */
export function checkCitation(
  place: Citation,
  read: Read,
  hasFolder: IsPath = none,
  hidden: IsPath = none,
): PlaceCheck {
  const bad = pathProblem(place.file);
  if (bad !== null) return refuse(bad);
  const file = place.file!;
  const quote = place.quote ?? "";
  const text = read(file);
  if (place.missing) return checkMissing(place, text, hasFolder);
  if (text === null)
    return refuse(
      `file ${quoteLine(file)} is not in the reviewed tree (or is ignored, binary or too large)`,
    );
  const short = quoteProblem(quote);
  if (short !== null) return refuse(short);
  const found = nearestQuote(text, quote, place.line ?? null);
  if (found === null) return refuse(notFound(file, text, place, hidden));
  if (solid(quote) < MIN_SOLID && !found.wholeLine) return refuse(tooShort(quote));
  return { ok: true };
}

/**
 * Something is not there: its file or folder must exist, or the claim itself says what is missing.
 */
function checkMissing(place: Citation, text: string | null, hasFolder: IsPath): PlaceCheck {
  const [file, quote] = [place.file!, place.quote ?? ""];
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
  if (text !== null || hasFolder(folder) || hasFolder(file) || solid(quote) >= MIN_SOLID)
    return { ok: true };
  return refuse(
    `neither file ${quoteLine(file)} nor its folder is in the reviewed tree; name a file or folder that exists, or say in quote what is missing`,
  );
}

/** Checks a place in the plan: a known step or criterion, and a quote from the plan. */
export function checkPlanPlace(place: Citation, plan: PlanText): PlaceCheck {
  const known = [
    ...plan.steps.map((step) => step.id),
    ...plan.criteria.map((criterion) => criterion.id),
  ];
  const at = place.at ?? "";
  if (!known.includes(at)) {
    const found = at === "" ? "at is missing" : `at ${quoteLine(at)} is not in the plan`;
    return refuse(`${found}; expected one of ${known.slice(0, 40).join(", ")}`);
  }
  const quote = place.quote ?? "";
  if (place.missing) return { ok: true };
  const short = quoteProblem(quote);
  if (short !== null) return refuse(short);
  const own = plan.steps.find((step) => step.id === at)?.texts ?? [];
  const text = plan.criteria.find((criterion) => criterion.id === at)?.text;
  const demanded = plan.criteria.flatMap((criterion) => criterion.text ?? []);
  const texts = [...own, ...demanded, plan.text, ...stringsOf(plan.text)];
  const found = texts.flatMap((text) => nearestQuote(text, quote, null) ?? []);
  if (found.some((one) => one.wholeLine) || (found.length > 0 && solid(quote) >= MIN_SOLID))
    return { ok: true };
  if (found.length > 0) return refuse(tooShort(quote));
  const says = own[0] ?? text;
  const there = says ? `; ${at} says ${quoteLine(says)}` : "";
  return refuse(
    `quote not found in the plan${there}; copy one line or one value exactly, or set "missing": true`,
  );
}

type FindingLike = Citation & { id: string; outside?: boolean | null };

const findingsBy =
  <A extends unknown[]>(check: (finding: FindingLike, ...of: A) => PlaceCheck) =>
  (findings: readonly FindingLike[], ...of: A): string[] =>
    findings.flatMap((finding, i) => {
      const checked = check(finding, ...of);
      return checked.ok ? [] : [`findings[${i}] (${finding.id}): ${checked.problem}`];
    });
/** Problems of a code review's findings, and of a plan review's. */
export const checkFindings = findingsBy(checkCitation);
export const checkPlanFindings = findingsBy(checkPlanPlace);

/**
 * Each known criterion is answered once, no other one is, and `met: true` rests on at least one
 * piece of evidence that holds. `evidenceCheck` gives what is wrong with a piece of evidence for
 * that criterion, or null.
 */
export function checkCriteria<E>(
  criteria: readonly { id: string; met: boolean; evidence?: readonly E[] | null }[],
  known: readonly string[],
  evidenceCheck: (evidence: E, id: string) => string | null,
): string[] {
  const entry = (id: string) => `{"id": "${id}", "met": …, "evidence": […]}`;
  const problems = answeredOnce("criteria", criteria, known, "criterion", entry);
  criteria.forEach((answer, i) => {
    if (!answer.met || !known.includes(answer.id)) return;
    const evidence = answer.evidence ?? [];
    const at = `criteria[${i}] (${answer.id})`;
    if (evidence.length === 0)
      problems.push(`${at}: met is true without evidence; expected at least one entry in evidence`);
    const wrong = evidence.map((piece) => evidenceCheck(piece, answer.id));
    if (wrong.includes(null)) return;
    wrong.forEach((problem, j) => {
      problems.push(`criteria[${i}].evidence[${j}] (${answer.id}): ${problem}`);
    });
  });
  return problems;
}

/**
 * Each finding that was open before this round is answered once, and no other one is; one is taken
 * back with a reason.
 */
export function checkPrior(
  prior: readonly { id: string; state: string; reason?: string | null | undefined }[],
  open: readonly string[],
): string[] {
  const entry = (id: string) => `{"id": "${id}", "state": "fixed" or "open"}`;
  const problems = answeredOnce("prior", prior, open, "open finding", entry);
  prior.forEach(({ id, state, reason }, i) => {
    if (state === "withdrawn" && !reason?.trim())
      problems.push(
        `prior[${i}] (${id}): state is "withdrawn" without a reason; expected why the finding was wrong`,
      );
  });
  return problems;
}

/**
 * What is wrong with answers, where each known id has to be answered once, and no other one.
 * `noun`: what an id stands for, in words.
 */
export function answeredOnce(
  field: string,
  answers: readonly { id: string }[],
  known: readonly string[],
  noun: string,
  entry: (id: string) => string,
): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  answers.forEach(({ id }, i) => {
    const expected =
      known.length === 0
        ? `there is no ${noun}: leave ${field} empty`
        : `expected one of ${known.join(", ")}`;
    if (!known.includes(id))
      problems.push(`${field}[${i}]: ${quoteLine(id)} is no ${noun}; ${expected}`);
    else if (seen.has(id)) problems.push(`${field}[${i}]: ${id} is answered twice; keep one entry`);
    seen.add(id);
  });
  for (const id of known)
    if (!seen.has(id)) problems.push(`${field}: ${id} is not answered; add ${entry(id)}`);
  return problems;
}

export function quoteProblem(quote: string): string | null {
  if (solid(quote) === 0) return "quote is missing; copy the line that the claim is about";
  return quote.length > MAX_QUOTE
    ? `quote has ${quote.length} characters; copy at most ${MAX_QUOTE}, best one line`
    : null;
}

const tooShort = (quote: string) =>
  `quote ${quoteLine(quote)} is too short to name a place; copy the whole line`;

/** Why a quote is none of a file, with what stands in the line that was named. */
export function notFound(file: string, text: string, place: Citation, hidden: IsPath): string {
  const there = hidden(file) ? "its lines are not shown here" : whatIsThere(text, place);
  return `quote not found in ${quotePath(file)}; ${there}; copy one line exactly`;
}

function whatIsThere(text: string, { line }: Citation): string {
  const lines = text.split("\n");
  if (text.endsWith("\n")) lines.pop();
  if (!line || !Number.isInteger(line) || line < 1) return "no line was given";
  const there = lines[line - 1];
  return there === undefined
    ? `the file has ${lines.length} lines`
    : `line ${line} there is ${quoteLine(there)}`;
}

/**
 * Every string of a JSON text, decoded; a reviewer quotes what it read, without JSON's escapes.
 * None of what is no JSON.
 */
export function stringsOf(json: string): string[] {
  const read = readJson(json, "last");
  return read.ok ? stringsIn(read.value) : [];
}

/** Every string of a value. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** A path in a sentence: bare when it is plain, quoted when it could be misread. */
export const quotePath = (path: string) => (/^[\w@+./-]+$/.test(path) ? path : quoteLine(path));

const refuse = (problem: string): Refused => ({ ok: false, problem });
