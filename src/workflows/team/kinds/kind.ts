import * as z from "zod/mini";
import type { OpenQuestion } from "../../../engine/commands.ts";
import { firstLines, fold, given, shortJson } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { stamp } from "../../contract/fields.ts";
import { described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { nothing } from "../../review/check.ts";
import { foundCommands } from "../checks/commands.ts";
import { type BriefFacts, type CheckContext, contextOf } from "../record/facts.ts";
import { bounded, type TeamFacts } from "../record/recorded.ts";
import { holds, type Outcome, ROLE_STATUSES } from "../status/statuses.ts";
import { warningProblems } from "../status/warnings.ts";
import { codeList, line, lines, MAX_LINES } from "./fields.ts";

/**
 * What roles write: documents, and one shape of JSON, which has a status with what stands in its
 * way, warnings, and a fact or two of its own. All else that stands in a gate's file is filled in
 * by code.
 */

/**
 * A kind of artifact of this workflow. `judge` is its check on facts alone, so that it can be tried
 * without a run.
 */
export interface TeamKind<T> extends ArtifactKind<T, BriefFacts> {
  judge(value: T, context: CheckContext): Checked;
}

type KindFields<T> = Pick<ArtifactKind<T, BriefFacts>, "schema" | "form" | "rules" | "written">;
/** What a kind says of an artifact, on what the run and the project are now. */
type Judge<T> = (value: T, context: CheckContext) => Said;
/**
 * `notesFound`: it also notes what the checks will run, which the person is shown at the checkpoint
 * after it.
 */
const judging = <T>(judge: Judge<T>, notesFound = false): Pick<TeamKind<T>, "judge" | "check"> => ({
  judge: (value, context) => checkedOf(judge(value, context)),
  check(value, scene, task, subject) {
    const checked = checkedOf(judge(value, contextOf(scene, task, subject)));
    return notesFound
      ? { ...checked, facts: { ...checked.facts, found: foundCommands(scene) } }
      : checked;
  },
});

/** What a kind says of an artifact; `outcome` and `questions` only where they are its own. */
interface Said {
  problems?: string[];
  /** What is wrong with one that says that all is done. */
  unfinished?: string[];
  outcome?: Outcome | undefined;
  facts?: TeamFacts;
  /** Questions to pm. */
  asks?: string[];
  /** For the person. */
  questions?: OpenQuestion[];
}

/** Characters of one entry that the run keeps: its artifact has the whole. */
const MAX_ENTRY = 400;
/** Most problems that are told at once: a writer mends those first. */
const MAX_PROBLEMS = 20;

/** What an artifact comes to. */
function checkedOf({
  problems: found = [],
  outcome = "done",
  facts: own = {},
  asks = [],
  questions = [],
}: Said): Checked {
  const facts: TeamFacts = { questions: asks.map(fold), ...own };
  const problems = firstLines(found, MAX_PROBLEMS, " problems");
  const reason = facts.blockers?.join("; ") || null;
  return { ...nothing, problems, outcome, questions, reason, facts: bounded(facts, MAX_ENTRY) };
}

/** Questions to pm. */
export const questions = described(z.optional(lines("what only the product manager can decide")), {
  form: ({ role }: BriefFacts) =>
    role === "pm" ? null : '["<what only the product manager can decide>"]',
  rules: ({ role }: BriefFacts) =>
    given(role !== "pm", "`questions` are answered after this task; mostly it is `[]`."),
});

type Fields<T> = { [K in keyof T]: z.ZodMiniType<T[K]> };

/** JSON of these fields, without a status: forms and rules stand in them. */
export function dataKind<T extends object>({
  fields,
  rules,
  judge,
  ...kind
}: Partial<Pick<KindFields<T>, "rules" | "written">> & {
  fields: Fields<T>;
  judge: Judge<T>;
}): TeamKind<T> {
  const schema = z.object({ ...stamp, ...fields }) as unknown as z.ZodMiniType<T>;
  const judged = judging(judge);
  return { ...kind, ...jsonKind(schema, judged.check, rules), ...judged };
}

const closed = z.strictObject({ id: z.string().check(z.regex(/^W[1-9]\d{0,5}$/)), reason: line() });

type RoleStatus = keyof typeof ROLE_STATUSES;
const STATUS_NAMES = Object.keys(ROLE_STATUSES) as RoleStatus[];
/** What each status says. `own`: in the place of what it says in any gate. */
const statusRule = (own: Partial<Record<RoleStatus, string>>): string =>
  STATUS_NAMES.map((one) => `\`${one}\`: ${own[one] ?? ROLE_STATUSES[one].words}.`).join(" ");

/** What every role states; fields of a kind's own stand after the status. */
const head = (says: Partial<Record<RoleStatus, string>>) => ({
  ...stamp,
  status: described(z.enum(STATUS_NAMES), { rules: () => [statusRule(says)] }),
});
const foot = {
  blockers: lines(),
  warnings: described(lines(), {
    rules: ({ warnings }: BriefFacts) => [
      warnings.length === 0
        ? "A warning is a limit or risk that stays. Each is carried through all later stages to the people who asked for the feature; mostly there is none."
        : "A warning is a limit or risk that stays. The open ones above go on by themselves: name one again, beginning with its id as in `W1: `, only to say more of it. Any other text is a new warning. `closed_warnings` is for one that no longer holds, with the reason; mostly it is empty.",
    ],
  }),
  closed_warnings: described(z.optional(z.array(closed).check(z.maxLength(MAX_LINES))), {
    form: ({ warnings }: BriefFacts) =>
      warnings.length === 0 ? null : '[{"id": "<W1>", "reason": "<…>"}]',
  }),
};
const common = z.object({ ...head({}), ...foot, questions });
type Gate = z.infer<typeof common>;

/**
 * What a role states, with facts of its own. `outcomes`, `says`: in the place of those of any gate;
 * `isLast`: nobody answers what it would ask.
 */
export function gateKind<O extends object = object>({
  own,
  rules,
  outcomes,
  says = {},
  notesFound,
  isLast,
  judge,
  ...kind
}: Partial<Pick<KindFields<Gate & O>, "rules" | "written">> & {
  own?: Fields<O>;
  outcomes?: Partial<Record<RoleStatus, Outcome>>;
  says?: Partial<Record<RoleStatus, string>>;
  notesFound?: true;
  isLast?: true;
  judge?: Judge<Gate & O>;
}): TeamKind<Gate & O> {
  const schema = z.object({
    ...{ ...head(says), ...own, ...foot },
    ...(isLast ? {} : { questions }),
  }) as unknown as z.ZodMiniType<Gate & O>;
  const judgeGate: Judge<Gate & O> = (value, context) => {
    const {
      status,
      blockers,
      warnings,
      closed_warnings: closed = [],
      questions = [],
    }: Gate = value;
    const doesHold = holds(status);
    const byStatus = outcomes?.[status] ?? ROLE_STATUSES[status].outcome;
    const own = judge?.(value, context);
    const found = blockers.length > 0 ? shortJson(blockers) : "none";
    const expected = doesHold
      ? "none; write FAIL, or put it into warnings"
      : "what stands in the way";
    const isOdd = doesHold === blockers.length > 0;
    return {
      ...own,
      problems: [
        ...given(isOdd, `blockers: found ${found} with status ${status}, expected ${expected}`),
        ...warningProblems(context.warnings, warnings, closed),
        ...(own?.problems ?? []),
        ...((status === "PASS" && own?.unfinished) || []),
      ],
      outcome: own?.outcome ?? byStatus,
      facts: { status, blockers, warnings, closed, ...own?.facts },
      asks: questions,
    };
  };
  const judged = judging(judgeGate, notesFound);
  return { ...kind, ...jsonKind(schema, judged.check, rules), ...judged };
}

/** Which files are tests, and what follows for their task. */
export const testFiles = ({ qa }: BriefFacts, then: string): string[] =>
  given(qa.length > 0, `Test files are ${codeList(qa)}. ${then}`);
