import { decide } from "../engine/decide.ts";
import type { EventBody, Recorded } from "../engine/events.ts";
import { gateOf, panelGates } from "../engine/gates.ts";
import { seatsOf } from "../engine/panel.ts";
import { isOver, type Run, type Task, taskOf } from "../engine/run.ts";
import type { PanelGate } from "../engine/workflow.ts";
import { deniedAll } from "../host/denials.ts";
import { TreeUnreadable } from "../project/kept-trees.ts";
import type { Project } from "../project/project.ts";
import { sha256 } from "../store/journal.ts";
import { getObject } from "../store/objects.ts";
import { shown } from "../text.ts";
import type { ArtifactKind, Checked } from "../workflows/contract.ts";
import { moduleOf, sceneOf, workflowOf } from "../workflows/index.ts";
import { parseArtifact } from "./accept.ts";
import { artifactOf } from "./external-answer.ts";
import { foldRecorded, recordedEvents } from "./read.ts";

/**
 * A run judged again from what it has kept: its journal, the artifacts that counted, and the raw answers that some of them
 * were made of. Nothing is written, and nobody is asked.
 */

/** What one reviewer or seat said. `said`: in the words of its form. `model`: `<provider, or host>/<model>`. */
interface ReplayedVerdict {
  seq: number;
  task: string;
  title: string;
  said: string;
  model: string;
}

/** An accepted artifact, and what about it is not as the journal says, or cannot be found out again. */
interface Remark {
  seq: number;
  task: string;
  what: string;
}

export interface Replay {
  run: string;
  /** Of the program that began the run: another one may judge by other rules. */
  version: string;
  verdicts: ReplayedVerdict[];
  /** What a panel's votes came to, each time that all of its seats had spoken, and after each word of the person. */
  rounds: { seq: number; panel: string; tally: string }[];
  /** Artifacts that were judged again. */
  judged: number;
  /** Artifacts whose check needs what nothing keeps. */
  unchecked: Remark[];
  differences: Remark[];
  same: boolean;
}

type Accepted = Extract<Recorded, { type: "accepted" }>;
type Report = { differs(what: string): void; leaves(what: string): void };

/** What an accepted event says of its artifact, without what only the acceptance itself knows. */
const STATED = ["outcome", "said", "findings", "prior", "declined", "known", "claims", "commands", "facts"] as const;

/**
 * Judges a run again. `place`: the project with the run's folder as `task`, also of a parked or an archived run.
 * @throws BrokenChain, UnsafeFile
 */
export async function replay(place: Project): Promise<Replay | null> {
  const result: Omit<Replay, "run" | "version" | "same"> = {
    verdicts: [],
    rounds: [],
    judged: 0,
    unchecked: [],
    differences: [],
  };
  let run: Run | null = null;
  let version = "";
  for (const batch of batchesOf(recordedEvents(place))) {
    const before: Run | null = run;
    const upTo = (count: number): Run => foldRecorded(before && structuredClone(before), batch.slice(0, count))!;
    for (const [index, event] of batch.entries()) {
      if (event.type === "run_created") version = event.version;
      if (event.type === "accepted") await judge(event, upTo(index), index);
      const panel = before && panelOf(event, before);
      if (panel) count(event, panel, upTo(index + 1));
    }
    run = foldRecorded(run, batch);

    async function judge(event: Accepted, then: Run, index: number): Promise<void> {
      const { seq, task: id } = event;
      const task = taskOf(then, id)!;
      const report: Report = {
        differs: (what) => result.differences.push({ seq, task: id, what }),
        leaves: (what) => result.unchecked.push({ seq, task: id, what }),
      };
      const checked = await judgeAgain(place, then, task, event, report);
      const gate = gateOf(workflowOf(then.workflow), then, task.gate);
      if (task.kind !== "fix" && (gate.gate === "review" || gate.gate === "panel"))
        result.verdicts.push(verdictOf(upTo(index + 1), event));
      if (checked === null) return;
      result.judged += 1;
      for (const what of differing(checked, event, task)) report.differs(what);
      if (task.kind !== "fix" && gate.gate === "panel")
        for (const what of decidedAgain(batch, index, upTo, checked, event)) report.differs(what);
    }
  }
  if (run === null) return null;
  return { run: run.run, version, ...result, same: result.differences.length === 0 };

  /** The seats of a panel have all spoken, or the person has about one of them. */
  function count(event: Recorded, panel: PanelGate, now: Run): void {
    const seats = seatsOf(workflowOf(now.workflow), now, panel.panel);
    const hasSpoken = (task: Task): boolean => isOver(task) || (task.status === "waiting" && task.outcome !== null);
    if (event.type !== "answered" && !seats.every(hasSpoken)) return;
    result.rounds.push({ seq: event.seq, panel: panel.panel, tally: tallyOf(now, panel, seats) });
  }
}

/** Events by the decision that they belong to. */
function batchesOf(events: readonly Recorded[]): Recorded[][] {
  const batches: Recorded[][] = [];
  for (const event of events)
    if ((event.batch?.[0] ?? 1) === 1) batches.push([event]);
    else batches.at(-1)!.push(event);
  return batches;
}

/** The panel whose count this event may change; null: none. */
function panelOf(event: Recorded, run: Run): PanelGate | null {
  const id =
    event.type === "accepted" || event.type === "task_skipped"
      ? event.task
      : event.type === "answered"
        ? run.questions.find((one) => one.id === event.question)?.task
        : null;
  const task = id == null ? undefined : taskOf(run, id);
  if (task === undefined || task.kind === "fix") return null;
  return panelGates(workflowOf(run.workflow), run).find((gate) => gate.key === task.gate) ?? null;
}

/** What a panel's votes come to: in the workflow's own words, else who approves each part. */
function tallyOf(run: Run, panel: PanelGate, seats: Task[]): string {
  const { verdicts, workflow } = moduleOf(run.workflow);
  if (verdicts !== undefined) return verdicts.tally(run);
  const parts = workflow.panels![panel.panel]!.standings(run, panel, seats);
  const asks = (one: (typeof parts)[number]): string =>
    one.changes.length === 0 ? "" : `, changes asked for by ${one.changes.map(({ seat }) => seat).join(", ")}`;
  return parts
    .map((one) => `${one.part} approved by ${one.approved.length} of ${one.required} seats${asks(one)}`)
    .join("; ");
}

function verdictOf(run: Run, { seq, task: id }: Accepted): ReplayedVerdict {
  const task = taskOf(run, id)!;
  const said = moduleOf(run.workflow).verdicts?.said(task) ?? `${task.said ?? task.outcome}`;
  return { seq, task: id, title: task.subject, said, model: `${task.who.provider ?? "host"}/${task.who.model}` };
}

/** What the artifact of this event says by today's check; null where that cannot be told, which is reported. */
async function judgeAgain(
  place: Project,
  run: Run,
  task: Task,
  event: Accepted,
  { differs, leaves }: Report,
): Promise<Checked | null> {
  const read = (what: string, sha: string): Uint8Array | null => {
    const bytes = getObject(place.task, sha);
    if (bytes === null) differs(`${what} ${sha.slice(0, 12)} is gone from .task/objects, or was changed there`);
    return bytes;
  };
  for (const { path, sha } of event.documents ?? []) read(path, sha);
  const bytes = read("its result", event.artifact);
  const raw = event.raw === undefined ? null : read("its raw answer", event.raw);
  if (bytes === null) return null;
  if (task.who.program !== undefined) {
    leaves("the program found it out by itself, in the project as it was");
    return null;
  }
  const make = moduleOf(run.workflow).artifacts[task.schema];
  if (make === undefined) {
    leaves(`nobody knows the kind "${task.schema}" any more`);
    return null;
  }
  const kind = await make();
  const parsed = parseArtifact(kind, bytes, task.id);
  if (!parsed.ok) {
    differs(`its result cannot be read any more: ${parsed.problems[0]}`);
    return null;
  }
  // The person's own version of an artifact has the nonce of the one before.
  if (event.by === undefined && sha256(parsed.nonce) !== task.dispatch?.nonce)
    differs("its result belongs to another start of the task");
  if (raw !== null && artifactOf(kind, textOf(raw), { task: task.id, nonce: parsed.nonce }) !== textOf(bytes))
    differs("its result is not what its raw answer says");
  if (event.by === undefined && event.raw === undefined && task.who.provider !== undefined)
    leaves("its raw answer was not kept: only its result is judged");
  if (kind.sees !== undefined) {
    leaves(`its check looks at ${kind.sees}, as they were then`);
    return null;
  }
  return checkedAgain(kind, parsed.value, place, run, task, event.subject, { differs, leaves });
}

const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

function checkedAgain(
  kind: ArtifactKind,
  value: unknown,
  place: Project,
  run: Run,
  task: Task,
  subject: string | null,
  { differs, leaves }: Report,
): Checked | null {
  try {
    const checked = kind.check(value, sceneOf(place, run), task, subject);
    for (const problem of checked.problems) differs(`it was accepted, and is refused now: ${problem}`);
    return checked;
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
    leaves(`what it is about is not kept any more (${error.message})`);
    return null;
  }
}

/** As the journal holds it: what is empty, or not there, is left out. */
const plain = (value: unknown): unknown =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : JSON.parse(JSON.stringify(value));

const sameAs = (a: unknown, b: unknown): boolean => Bun.deepEquals(plain(a), plain(b));

/** What the journal says of an artifact otherwise than its check does now. */
function differing(checked: Checked, event: Accepted, task: Task): string[] {
  const denied = task.spent.flatMap((one) => one.host_denied ?? []);
  const { if_denied: other } = checked;
  const isDenied =
    other !== undefined && event.outcome === other.outcome && denied.length > 0 && deniedAll(other.commands, denied);
  const now = { ...checked, ...(isDenied ? { outcome: event.outcome } : {}) };
  return STATED.flatMap((field) => {
    if (field !== "facts") return told(field, event[field], now[field]);
    const [was, is] = [event.facts ?? {}, now.facts ?? {}] as Record<string, unknown>[];
    const names = new Set([...Object.keys(was!), ...Object.keys(is!)]);
    return [...names].flatMap((name) => told(`facts.${name}`, was![name], is![name]));
  });
}

const told = (field: string, was: unknown, is: unknown): string[] =>
  sameAs(was, is) ? [] : [`${field}: the journal has ${valueText(was)}, its result says ${valueText(is)}`];

const valueText = (value: unknown): string => (value === undefined ? "nothing" : shown(value));

/** An event without its place in the journal. */
function bodyOf(event: EventBody | undefined): unknown {
  const {
    seq: _seq,
    at: _at,
    batch: _batch,
    prev: _prev,
    unlocked: _unlocked,
    ...body
  } = (event ?? {}) as Partial<Recorded & { unlocked: string }>;
  return plain(body);
}

/** A vote, as it is judged now, put before the engine again: what followed otherwise than the journal says. */
function decidedAgain(
  batch: readonly Recorded[],
  index: number,
  upTo: (count: number) => Run,
  { problems: _problems, if_denied: _denied, ...stated }: Checked,
  event: Accepted,
): string[] {
  const run = upTo(index);
  const decided = decide(workflowOf(run.workflow), run, {
    do: "ended",
    task: event.task,
    nonce: taskOf(run, event.task)?.dispatch?.nonce ?? "",
    blockable: false,
    subject: event.subject,
    result: {
      ok: true,
      artifact: {
        ...stated,
        sha: event.artifact,
        ...(event.raw === undefined ? {} : { raw: event.raw }),
        ...(event.documents === undefined ? {} : { documents: event.documents }),
      },
    },
  }).filter((one) => one.type !== "accepted");
  const recorded = batch.slice(index + 1);
  const at = decided.findIndex((one, place) => !Bun.deepEquals(bodyOf(one), bodyOf(recorded[place])));
  if (at < 0) return [];
  const was = recorded[at];
  return [
    `what followed: the journal has ${was === undefined ? "nothing" : `${was.type} (event ${was.seq})`}, the votes lead to ${decided[at]!.type}`,
  ];
}
