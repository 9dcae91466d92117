import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import { MAX_TEXT, stamp } from "../../fields.ts";
import { nameKey } from "../../sections.ts";
import { isTime } from "../documents/days.ts";
import { closeWarnings, numberWarnings } from "../documents/warnings.ts";
import type { BriefFacts } from "../facts.ts";
import { GATE_STATUSES, STATUSES } from "../statuses.ts";
import { TRACKS, type Track } from "../tracks.ts";
import type { CheckContext } from "./context.ts";
import { checkedOf, inContext, type Said, stampLines, type TeamKind } from "./kind.ts";

/** What all gates of `pipeline/gates/` have in common: the fields as people know them, and nothing else beside them. */

/** Most paths or test names of one gate: a real change may touch many files. */
const MAX_NAMES = 2_000;
/** Most entries of any other list. */
const MAX_LINES = 200;

export const line = z.string().check(z.minLength(1), z.maxLength(MAX_TEXT), z.regex(/\S/));
export const lines = z.array(line).check(z.maxLength(MAX_LINES));
export const names = z.array(line).check(z.maxLength(MAX_NAMES));
export const count = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000));
export const flag = z.boolean();

export const closedWarnings = z.optional(
  z
    .array(z.strictObject({ id: z.string().check(z.regex(/^W[1-9]\d{0,5}$/)), reason: line }))
    .check(z.maxLength(MAX_LINES)),
);

/** Fields of every gate. The stamp and the closed warnings are there only as long as the gate is in its role's hands. */
const common = {
  ...stamp,
  agent: line,
  status: z.enum(GATE_STATUSES),
  track: z.enum(Object.keys(TRACKS) as Track[]),
  timestamp: z.string().check(z.refine(isTime, "expected a time in UTC such as 2026-03-26T10:00:00Z")),
  blockers: lines,
  warnings: lines,
  closed_warnings: closedWarnings,
  /** Whose it is, as the program writes it once it is accepted. */
  run: z.optional(line),
};
type Gate = z.infer<z.ZodMiniObject<typeof common>> & { stage: string };

const closedBy = ({ closed_warnings = [] }: Gate) => closed_warnings;

/** Fields of the gate of a whole stage. */
export const stage = <S extends string>(name: S) => ({ stage: z.literal(name), ...common });
/** Fields of a gate of one area: its stage ends with the area's name. */
export const stageOfArea = (prefix: string) => ({
  stage: z
    .string()
    .check(z.refine((name) => name.startsWith(prefix) && name.length > prefix.length, `expected ${prefix}<area>`)),
  area: line,
  ...common,
});

/** Statuses that a role may state. */
const ROLE_STATUSES = GATE_STATUSES.filter((one) => STATUSES[one].gate !== null);

interface GateParts<G extends Gate> {
  schema: z.ZodMiniType<G>;
  /** What its field of this name says, by the task's area. */
  stage: string | ((item: string | null) => string);
  /** Lines of its form for the fields that it alone has. */
  fields(facts: BriefFacts): string[];
  /** Its name for whoever writes it, where that is not the role's. */
  agent?: string;
  documents?: TeamKind<G>["documents"];
  rules(facts: BriefFacts): string[];
  judge(gate: G, context: CheckContext): Said;
}

/** A gate that a role writes: what every gate has, with what is the kind's own. */
export function gateKind<G extends Gate>(parts: GateParts<G>) {
  const { schema, stage, fields, agent, documents, rules, judge } = parts;
  const stageOf = (item: string | null): string => (typeof stage === "string" ? stage : stage(item));
  return inContext<G>({
    schema,
    ...(documents ? { documents } : {}),
    form: (facts) => `{
${stampLines(facts)}
  "stage": ${JSON.stringify(stageOf(facts.item))},
  "status": "<${ROLE_STATUSES.join(" | ")}>",
  "agent": ${JSON.stringify(agent ?? facts.role)},
  "track": ${JSON.stringify(facts.track)},
  "timestamp": "${facts.now}",
${fields(facts)
  .map((one) => `  ${one},\n`)
  .join("")}  "blockers": ["<…>"],
  "warnings": ["<…>"]${facts.warnings.length === 0 ? "" : ',\n  "closed_warnings": [{"id": "<W1>", "reason": "<…>"}]'}
}`,
    rules: (facts) => [...gateRules(facts), ...rules(facts)],
    judge: (gate, context) =>
      checkedOf(judge(gate, context), {
        problems: gateProblems(gate, stageOf(context.item), context),
        outcome: STATUSES[gate.status].gate?.outcome ?? "done",
        facts: { status: gate.status, blockers: gate.blockers, warnings: gate.warnings, closed: closedBy(gate) },
        texts: [...gate.blockers, ...gate.warnings],
      }),
  });
}

/** What holds for every gate that a role writes. */
function gateRules({ warnings }: BriefFacts): string[] {
  return [
    ROLE_STATUSES.map((one) => `\`${one}\`: ${STATUSES[one].gate!.words}.`).join(" "),
    warnings.length === 0
      ? "A warning is a limit or risk that stays. Each is carried through all later stages to the people who asked for the feature; mostly there is none."
      : "A warning is a limit or risk that stays. The open ones above go on by themselves: name one again, beginning with its id as in `W1: `, only to say more of it. Any other text is a new warning. `closed_warnings` is for one that no longer holds, with the reason; mostly it is empty.",
  ];
}

/** A role is known by its name, and an area's owner or dev-qa without `dev-` too. */
const isAgent = (name: string, role: string): boolean =>
  [role, role.replace(/^dev-/, "")].some((one) => nameKey(one) === nameKey(name));

/** What is wrong with the fields that every gate has. */
function gateProblems(gate: Gate, stage: string, context: CheckContext): string[] {
  const { status, blockers } = gate;
  const problems: string[] = [];
  const refuse = (field: string, found: string, expected: string) =>
    problems.push(`${field}: found ${found}, expected ${expected}`);
  if (nameKey(gate.stage) !== nameKey(stage)) refuse("stage", shown(gate.stage), `"${stage}"`);
  if (gate.track !== context.track)
    refuse("track", `"${gate.track}"`, `"${context.track}": the run's track is fixed at its start`);
  if (!isAgent(gate.agent, context.role)) refuse("agent", shown(gate.agent), `"${context.role}"`);
  const onlyProgram = "PASS, FAIL or ESCALATE: only a check of the program warns; put it into warnings";
  const { holds } = STATUSES[status];
  if (!ROLE_STATUSES.includes(status)) refuse("status", `"${status}"`, onlyProgram);
  else if (holds && blockers.length > 0)
    refuse("blockers", `${shown(blockers)} with status ${status}`, "none; write FAIL, or put it into warnings");
  else if (!holds && blockers.length === 0) refuse("blockers", `none with status ${status}`, "what stands in the way");
  return [
    ...problems,
    ...numberWarnings(context.warnings, gate.warnings).problems,
    ...closeWarnings(context.warnings, closedBy(gate)).problems,
  ];
}
