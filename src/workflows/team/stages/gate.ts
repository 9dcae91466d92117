/** What every gate and every stamped document of a role has to fulfil, whatever its stage. */
import type * as z from "zod/mini";
import { problemsOf, shown } from "../../fields.ts";
import { readStamp } from "../../stamp.ts";
import { liftQuestions, questionKey } from "../documents/questions.ts";
import { nameKey } from "../documents/sections.ts";
import { closeWarnings, numberWarnings } from "../documents/warnings.ts";
import type { PipelineChecked, PipelineContext, PipelineFacts, PipelineInput } from "../facts.ts";
import type { GateStatus } from "./gates.ts";

/** What all gates have. */
interface Gate {
  stage: string;
  status: GateStatus;
  agent: string;
  track: string;
  blockers: string[];
  warnings: string[];
  closed_warnings?: { id: string; reason: string }[];
  task?: string;
  nonce?: string;
}

const refused = (problems: string[]): PipelineChecked => ({ problems, outcome: "", facts: {}, questions: [] });

const OUTCOMES: Record<GateStatus, string> = { PASS: "done", WARN: "done", FAIL: "fail", ESCALATE: "escalate" };

/** What differs between a claim and what code derives, as one problem; none when they agree. */
export const claim = (field: string, found: unknown, derived: unknown, why: string): string[] =>
  found === derived ? [] : [`${field}: found ${shown(found)}, expected ${shown(derived)}: ${why}`];

/** A document that should be there. */
export const missing = (path: string): string => `${path}: found nothing, expected this file`;

/** A document's problems, with its path. */
export const within = (path: string, problems: readonly string[]): string[] => problems.map((one) => `${path}: ${one}`);

/** A role is known by its name, and an area's owner or dev-qa without `dev-` too. */
const isAgent = (name: string, role: string): boolean =>
  [role, role.replace(/^dev-/, "")].some((one) => nameKey(one) === nameKey(name));

/** Most problems that are told at once: a writer mends those first. */
const MAX_PROBLEMS = 20;

const told = (problems: readonly string[]): string[] =>
  problems.length <= MAX_PROBLEMS
    ? [...problems]
    : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];

/** Questions to pm in some texts, each once. */
export function questionsIn(texts: readonly (string | null)[]): { questions: string[]; problems: string[] } {
  const found = new Map<string, string>();
  const problems: string[] = [];
  for (const text of texts) {
    const lifted = text === null ? { questions: [], problems: [] } : liftQuestions(text);
    problems.push(...lifted.problems);
    for (const { question } of lifted.questions) {
      const key = questionKey(question);
      if (!found.has(key)) found.set(key, question);
    }
  }
  return { questions: [...found.values()], problems };
}

function taskProblems(task: string | undefined, nonce: string | undefined, context: PipelineContext): string[] {
  const problems = task === context.task ? [] : [`task: found ${shown(task)}, expected "${context.task}"`];
  return nonce === undefined
    ? [...problems, "nonce: found nothing, expected the one of your brief; copy it from the header"]
    : problems;
}

function closedProblems(closed: readonly { id: string; reason: string }[], { warnings }: PipelineContext): string[] {
  return closeWarnings(warnings, closed).problems;
}

function commonProblems(gate: Gate, stage: string, context: PipelineContext): string[] {
  const problems = taskProblems(gate.task, gate.nonce, context);
  if (nameKey(gate.stage) !== nameKey(stage)) problems.push(`stage: found ${shown(gate.stage)}, expected "${stage}"`);
  if (gate.track !== context.track)
    problems.push(`track: found "${gate.track}", expected "${context.track}": the run's track is fixed at its start`);
  if (!isAgent(gate.agent, context.role))
    problems.push(`agent: found ${shown(gate.agent)}, expected "${context.role}"`);
  if (gate.status === "WARN")
    problems.push(
      'status: found "WARN", expected PASS, FAIL or ESCALATE: only a check of the program warns; put it into warnings',
    );
  if (gate.status === "PASS" && gate.blockers.length > 0)
    problems.push(
      `blockers: found ${shown(gate.blockers)} with status PASS, expected none; write FAIL, or put it into warnings`,
    );
  if ((gate.status === "FAIL" || gate.status === "ESCALATE") && gate.blockers.length === 0)
    problems.push(`blockers: found none with status ${gate.status}, expected what stands in the way`);
  return [
    ...problems,
    ...numberWarnings(context.warnings, gate.warnings).problems,
    ...closedProblems(gate.closed_warnings ?? [], context),
  ];
}

type Parsed<T> = { ok: true; value: T } | { ok: false; checked: PipelineChecked };

function parsed<S extends z.ZodMiniType>(schema: S, input: PipelineInput): Parsed<z.infer<S>> {
  if (input.data === undefined)
    return { ok: false, checked: refused(["the whole file: found no JSON value, expected an object"]) };
  const result = schema.safeParse(input.data);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, checked: refused(problemsOf(input.data, result.error.issues)) };
}

/** What a stage adds to what every gate has. */
export interface StageResult {
  problems: string[];
  facts?: PipelineFacts;
  /** Documents beside the gate, in which questions to pm may stand. */
  documents?: (string | null)[];
  outcome?: string;
  questions?: PipelineChecked["questions"];
}

/** Checks a gate: its form, what every gate has, then what its stage claims. */
export function checkGate<S extends z.ZodMiniType>(
  schema: S,
  stage: string,
  input: PipelineInput,
  context: PipelineContext,
  rest: (gate: z.infer<S>) => StageResult,
): PipelineChecked {
  const read = parsed(schema, input);
  if (!read.ok) return read.checked;
  const gate = read.value as Gate;
  const own = rest(read.value);
  const { questions, problems } = questionsIn([...(own.documents ?? []), ...gate.blockers, ...gate.warnings]);
  return {
    problems: told([...commonProblems(gate, stage, context), ...own.problems, ...problems]),
    outcome: own.outcome ?? OUTCOMES[gate.status],
    facts: {
      status: gate.status,
      blockers: gate.blockers,
      warnings: gate.warnings,
      closed: gate.closed_warnings ?? [],
      questions,
      ...own.facts,
    },
    questions: own.questions ?? [],
  };
}

/** Checks an artifact that is JSON but no gate. */
export function checkData<
  S extends z.ZodMiniType<{ task: string; nonce: string; closed_warnings?: { id: string; reason: string }[] }>,
>(
  schema: S,
  input: PipelineInput,
  context: PipelineContext,
  rest: (value: z.infer<S>) => StageResult & { texts: string[] },
): PipelineChecked {
  const read = parsed(schema, input);
  if (!read.ok) return read.checked;
  const { task, nonce, closed_warnings = [] } = read.value;
  const own = rest(read.value);
  const { questions, problems } = questionsIn([...(own.documents ?? []), ...own.texts]);
  return {
    problems: told([
      ...taskProblems(task, nonce, context),
      ...closedProblems(closed_warnings, context),
      ...own.problems,
      ...problems,
    ]),
    outcome: own.outcome ?? "done",
    facts: { closed: closed_warnings, questions, ...own.facts },
    questions: [],
  };
}

/** Checks an artifact that is a stamped markdown document. */
export function checkDocument(
  { text }: PipelineInput,
  context: PipelineContext,
  rest: () => StageResult,
): PipelineChecked {
  const stamp = readStamp(text);
  const form = `<!-- task: ${context.task} nonce: … -->`;
  const stamped =
    stamp === null
      ? [`stamp: found none, expected ${form} as the first line, with the nonce of your brief`]
      : taskProblems(stamp.task, stamp.nonce, context);
  const own = rest();
  const { questions, problems } = questionsIn([text]);
  return {
    problems: told([...stamped, ...own.problems, ...problems]),
    outcome: own.outcome ?? "done",
    facts: { questions, ...own.facts },
    questions: own.questions ?? [],
  };
}
