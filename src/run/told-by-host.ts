import type { CommandOf } from "../engine/commands.ts";
import type { EventBody, Recorded } from "../engine/events.ts";
import type { Run } from "../engine/run.ts";
import { callOfAgent } from "../host/host.ts";
import { beginsAt, blocksOf, type CallRow, callFinder, callsIn, resultIn, rowsWith } from "../host/rows.ts";
import { hashOfWords, promptsIn, promptsWith } from "../host/said.ts";
import { isSeen, SEEN_HEAD } from "../host/seen.ts";
import { seenFiles } from "../host/seen-file.ts";
import { mapped, transcriptOf } from "../host/transcript.ts";
import type { Project } from "../project/project.ts";
import { BY_HOOK, notedOf, noteMore } from "../record/noted.ts";
import { type Env, outsideFolders, wasBegunHere } from "../record/outside.ts";
import { type Owner, ownersOf, takenOf } from "../record/taken.ts";
import { fitsEdit, senseOf, senseOfText, textAfter } from "../record/written.ts";
import { mayBe } from "../render/recorded-answer.ts";
import { getObject } from "../store/objects.ts";
import { readEvents } from "../store/reader.ts";
import { type Gap, gapsIn, type HostTold, type Unbacked, unbacked, type WriteRow } from "./counterparts.ts";

/** Reads what the host has written about a run, and makes one notice of all that has no counterpart there. */

const WRITES = new Set(["Write", "Edit", "MultiEdit"]);

/**
 * What the owners' transcripts tell, whose paths were noted when the run was taken. `seen`: calls that hooks saw; `answers`:
 * questions that were answered at a terminal.
 */
export function toldBy(
  owners: readonly Owner[],
  { seen = NONE_SEEN, answers = [] }: { seen?: Seen; answers?: readonly string[] } = {},
): HostTold {
  const paths = [...new Set(owners.map((one) => one.transcript))];
  const mains = paths.map(mapped);
  const agents = new Map<string, Buffer[]>();
  /** An agent's rows lie with the session that started it, and behind a /clear with the next one. */
  const ofAgent = (agent: string): Buffer[] => {
    const known = agents.get(agent);
    if (known !== undefined) return known;
    const files = paths.map((path) => mapped(transcriptOf(path, agent))).filter((bytes) => bytes.length > 0);
    agents.set(agent, files);
    return files;
  };
  const finders = mains.map(callFinder);
  const firstOf = <F, T>(all: F[], look: (one: F) => T | null): T | null => {
    for (const one of all) {
      const found = look(one);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    call: (id) => firstOf(finders, (find) => find(id)),
    startOf: (agent) => firstNote(paths, agent),
    writes: (agent, path) => ofAgent(agent).flatMap((bytes) => writesIn(bytes, path)),
    unseen(agent, from, to) {
      if (seen.files.length === 0 || Date.parse(from) < seen.since) return [];
      return ofAgent(agent).flatMap((bytes) => unseenIn(bytes, seen, { from, to }));
    },
    commands: (agent) =>
      ofAgent(agent).flatMap((bytes) =>
        [...rowsWith(bytes, '"name":"Bash"')]
          .flatMap(callsIn)
          .filter(({ id }) => resultIn(bytes, id)?.isError !== true)
          .map(({ input }) => String(input.command ?? "")),
      ),
    checkEnded(call, from, to) {
      const ends = mains.flatMap((bytes) => checkEndsIn(bytes, call));
      const [end] = (["well", "badly", "unknown"] as const).filter((one) => ends.includes(one));
      if (end !== undefined) return end;
      return mains.some((bytes) => isWrittenTo(bytes, from, to)) ? null : "unknown";
    },
    answered({ via, question, from, to, prompt, said, isMeant }) {
      if (via === "cli") return answers.includes(question) ? "person" : "nobody";
      // The host writes a dialog's row behind all hooks, which may take their time: it is told by the question's id.
      const picked = mains.flatMap((bytes) => pickedIn(bytes, question, Date.parse(from) - SLACK_MS));
      const isThen = between(from, to);
      const earlier = (): string[] => {
        const typed = mains.flatMap(promptsIn).filter(({ at }) => isThen(at));
        return [...picked.map(({ words }) => words), ...typed.map(({ text }) => text)];
      };
      if (via !== "dialog") {
        const fits = (words: string): boolean => isMeant(words, earlier);
        return mains.some((bytes) => isTyped(bytes, { prompt, said, isMeant: fits }, isThen)) ? "person" : "nobody";
      }
      // The last word counts: what was left by "Go back" was none.
      const last = picked.toSorted((a, b) => a.at - b.at).at(-1);
      if (last === undefined) return "nobody";
      return !isMeant(last.words, earlier) ? "other" : last.isByHook ? "hook" : "person";
    },
    silentAt(at, session) {
      const own = owners.filter((one) => one.session === session);
      const told = (own.length > 0 ? own : owners).map((one) => one.transcript);
      for (const path of told) {
        const begins = beginsAt(mains[paths.indexOf(path)]!);
        if (begins === null) return `the transcript ${path} cannot be read`;
        if (Date.parse(begins) > Date.parse(at) + SLACK_MS) return `the transcript ${path} begins later than that`;
      }
      return null;
    },
  };
}

const SLACK_MS = 10_000;

function firstNote(paths: string[], agent: string): string | null {
  for (const path of paths) {
    const call = callOfAgent(path, agent);
    if (call !== null) return call;
  }
  return null;
}

/** Files in which hooks have marked the calls that they saw, and since when. */
type Seen = ReturnType<typeof seenFiles>;
const NONE_SEEN: Seen = { files: [], since: 0 };

/** Tools that change something, or may; what only reads no rule is about. */
const CHANGING = new Set([...WRITES, "NotebookEdit", "Bash", "Agent", "Task"]);

/**
 * Tools of calls that were carried out between two moments although no hook saw them. Where no call was ever marked, hooks
 * have no place to mark them in, and nothing is told.
 */
function unseenIn(bytes: Buffer, seen: Seen, { from, to }: { from: string; to: string }): string[] {
  if (!seen.files.some((file) => file.indexOf(1, SEEN_HEAD) >= 0)) return [];
  return [...rowsWith(bytes, '"type":"tool_use"')]
    .flatMap(callsIn)
    .filter(({ name, at }) => CHANGING.has(name) && at >= from && at <= to)
    .filter(({ id }) => !isSeen(id, seen.files) && resultIn(bytes, id)?.isError === false)
    .map(({ name }) => name);
}

/**
 * What an agent wrote to a path below its project, by calls that went through. An agent's rows do not have the file before an
 * edit: it is told where the edit is of what the agent wrote before it.
 */
function writesIn(bytes: Buffer, path: string): WriteRow[] {
  const named = JSON.stringify(`/${path}`).slice(1);
  const calls = [...rowsWith(bytes, named)].flatMap(callsIn).filter((one) => isWriteTo(one, path));
  let text: string | null = null;
  return calls.flatMap(({ id, input }) => {
    const result = resultIn(bytes, id);
    if (result === null || result.isError) return [];
    const isEdit = typeof input.content !== "string";
    text = isEdit && (text === null || !fitsEdit(input, text)) ? null : textAfter(input, text ?? "");
    return [{ sense: text === null ? null : senseOfText(text) }];
  });
}

const isWriteTo = ({ name, input }: CallRow, path: string): boolean =>
  WRITES.has(name) && typeof input.file_path === "string" && input.file_path.endsWith(`/${path}`);

/**
 * How a check ended, by the notification of its command, or by its result where it ran in the foreground. Of a command that the
 * host or the person stopped its exit code is not known: what it had started may have come to its end.
 */
function checkEndsIn(bytes: Buffer, call: string): ("well" | "badly" | "unknown")[] {
  const result = resultIn(bytes, call);
  if (result !== null && result.answer.backgroundTaskId === undefined) return [result.isError ? "badly" : "well"];
  return [...rowsWith(bytes, `<tool-use-id>${call}</tool-use-id>`)].flatMap((line) => {
    const text = notificationIn(blocksOf(line).row as HostRow);
    const status = /<status>(\w+)<\/status>/.exec(text)?.[1];
    if (status === undefined || !text.includes(`<tool-use-id>${call}</tool-use-id>`)) return [];
    const isWell = status === "completed" && !/\(exit code [1-9]/.test(text);
    return [isWell ? "well" : /\bexit code [1-9]/.test(text) ? "badly" : "unknown"];
  });
}

/**
 * The text of a notification, which is a prompt of the host, waits in its queue, was put into a turn, or a hook has taken; what
 * the model says itself is none.
 */
function notificationIn({ type, content, message, attachment }: HostRow): string {
  if (type === "assistant") return "";
  const of = (value: unknown, field: string): unknown => ((value ?? {}) as HostRow)[field];
  const texts = [content, of(message, "content"), of(attachment, "prompt")].map(wordsOf);
  const taken = texts.map((text) => text.slice(text.lastIndexOf(TAKEN_BY_HOOK) + TAKEN_BY_HOOK.length));
  return [...texts, ...taken].find((text) => text.startsWith("<task-notification>")) ?? "";
}

/** Whether a transcript has rows between two moments, so its host was there; `to` null: whenever later. */
function isWrittenTo(bytes: Buffer, from: string, to: string | null): boolean {
  const first = Date.parse(from) + SLACK_MS;
  const last = to === null ? Number.POSITIVE_INFINITY : Date.parse(to) - SLACK_MS;
  for (const line of rowsWith(bytes, '"timestamp":')) {
    const at = Date.parse(String(blocksOf(line).row.timestamp));
    if (at > first && at < last) return true;
  }
  return false;
}

type Then = (at: string) => boolean;
const between =
  (from: string, to: string): Then =>
  (at) =>
    Date.parse(at) >= Date.parse(from) - SLACK_MS && Date.parse(at) <= Date.parse(to) + SLACK_MS;

/** How the host says that a hook took a prompt, which then has no row of its own. */
const TAKEN_BY_HOOK = "Original prompt: ";

interface HostRow {
  [field: string]: unknown;
}

/**
 * Whether a person typed the prompt of an id while the question was open, with these words, which may be an answer to it; of
 * an older journal, which names none, any prompt then. Of one that went into a turn, or that a hook took, the words alone
 * tell it.
 */
function isTyped(
  bytes: Buffer,
  { prompt, said, isMeant }: { prompt: string | null; said: string | null; isMeant: (words: string) => boolean },
  isThen: Then,
): boolean {
  const isSaid = (text: string): boolean => said === null || (hashOfWords(text) === said && isMeant(text));
  const rows = prompt === null ? promptsIn(bytes) : promptsWith(bytes, prompt);
  const own = rows.filter(({ text, at }) => isThen(at) && isSaid(text));
  if (own.length > 0) return own.some(({ by }) => by === "person");
  const isTaken = ({ type, content, timestamp }: HostRow): boolean =>
    type === "system" &&
    typeof content === "string" &&
    isThen(String(timestamp)) &&
    isSaid(content.slice(content.lastIndexOf(TAKEN_BY_HOOK) + TAKEN_BY_HOOK.length));
  const isPutIn = ({ attachment, timestamp }: HostRow): boolean => {
    const { type, prompt: text, origin } = (attachment ?? {}) as HostRow;
    const by = (origin as { kind?: unknown } | undefined)?.kind ?? "human";
    return type === "queued_command" && by === "human" && isThen(String(timestamp)) && isSaid(wordsOf(text));
  };
  return (
    [...rowsWith(bytes, TAKEN_BY_HOOK)].some((line) => isTaken({ ...blocksOf(line).row })) ||
    (said !== null && [...rowsWith(bytes, '"queued_command"')].some((line) => isPutIn({ ...blocksOf(line).row })))
  );
}

/** A prompt's words, which the host may keep in blocks. */
const wordsOf = (prompt: unknown): string =>
  typeof prompt === "string"
    ? prompt
    : (Array.isArray(prompt) ? prompt : []).map((one) => String((one as { text?: unknown })?.text ?? "")).join("\n");

/** What was picked, or typed, in dialogs of the main thread for a question, which its text begins with. `since`: milliseconds. */
function pickedIn(bytes: Buffer, question: string, since: number): { words: string; at: number; isByHook: boolean }[] {
  return [...rowsWith(bytes, `"${question} · `)].flatMap((line) => {
    const { row, blocks } = blocksOf(line);
    const { answers } = (row.toolUseResult ?? {}) as { answers?: unknown };
    const at = Date.parse(String(row.timestamp));
    if (typeof answers !== "object" || answers === null || !(at >= since)) return [];
    const call = String(blocks.find((one) => one.type === "tool_result")?.tool_use_id);
    return Object.entries(answers)
      .filter(([asked]) => asked.startsWith(`${question} · `))
      .map(([, words]) => ({ words: String(words), at, isByHook: isByHook(bytes, call) }));
  });
}

/**
 * Whether a hook answered a dialog in the person's place: it decided about the call (PermissionRequest), or put answers into it
 * before anybody was asked (PreToolUse).
 */
function isByHook(bytes: Buffer, call: string): boolean {
  return [...rowsWith(bytes, `"toolUseID":${JSON.stringify(call)}`)].some((line) => {
    const { type, toolUseID, hookEvent, stdout } = ((blocksOf(line).row as HostRow).attachment ?? {}) as HostRow;
    if (toolUseID !== call) return false;
    return type === "hook_permission_decision" || (hookEvent === "PreToolUse" && /"answers"\s*:/.test(String(stdout)));
  });
}

/** Name of what is noticed: an event of the run that the host knows nothing of. */
const UNBACKED = "no-counterpart";
/** The same where nobody can tell. */
const UNTOLD = "counterpart-unknown";
/** Calls that were carried out past the hooks. */
const GAP = "hook-gap";

export interface Audit {
  /** Events that are about to be recorded. */
  events: readonly EventBody[];
  /** Also what agents wrote, in their own files; else what the owners' transcripts tell of what was done a while ago. */
  whole: boolean;
  /** Rows that are missing are waited for where they may still come. */
  isPatient: boolean;
  env?: Env;
}

/** In milliseconds: what is younger may have no row yet. */
const YOUNG_MS = 5_000;

/** Commands that hold the run for all that has no counterpart; "late": what is missing may still come. */
export function held(
  project: Project,
  run: Run,
  { events, whole, isPatient, env = process.env }: Audit,
): CommandOf<"notice">[] | "late" {
  const at = new Date().toISOString();
  // As the journal will have them: they are all of one decision.
  const coming = events.map((event, index) => ({
    ...event,
    seq: run.seq + 1 + index,
    at,
    batch: [index + 1, events.length] as [number, number],
    prev: "",
  }));
  const { found, gaps } = missing(project, run, coming, { whole, env });
  const isYoung = ({ event }: Unbacked): boolean => Date.parse(event.at) > Date.now() - YOUNG_MS;
  if (!whole)
    return telling(
      project,
      run,
      found.filter((one) => !isYoung(one)),
      gaps,
      env,
    );
  return isPatient && found.some((one) => one.untold === null && isYoung(one))
    ? "late"
    : telling(project, run, found, gaps, env);
}

/**
 * The same for a run that is over, as texts for its report: what was put into the journal together with its end was never
 * held. What only cannot be told is left out, since the host sweeps its old transcripts.
 */
export function toldAtEnd(project: Project, run: Run, env: Env = process.env): string[] {
  const { found, gaps } = missing(project, run, [], { whole: true, env });
  // The row of an answer is written behind the hook that is told of it, which may be this one.
  const isComing = ({ event }: Unbacked): boolean =>
    event.type === "answered" && Date.parse(event.at) > Date.now() - YOUNG_MS;
  return noticesOf(
    found.filter((one) => (one.untold === null || one.id === NO_NOTE) && !isComing(one)),
    gaps,
  ).map(({ text }) => text);
}

/** Events of a run that have no counterpart in what the host has written, and that nobody was told of. */
function missing(
  project: Project,
  run: Run,
  coming: readonly Recorded[],
  { whole, env }: { whole: boolean; env: Env },
): { found: Unbacked[]; gaps: Gap[] } {
  const taken = takenOf(project, run.run, env);
  const events = [...(readEvents(project.task) as unknown as Recorded[]), ...coming];
  if (taken === null) return unnoted(project, run, events[0], env);
  const owners = ownersOf(taken);
  // What was done before anybody was noted as owner is not looked at: an earlier version has done it.
  const from = events.findIndex(
    (one) =>
      (one.type === "run_created" || one.type === "attached") && owners.some(({ session }) => session === one.session),
  );
  if (from < 0) return NOTHING;
  const noted = notedOf(project, run.run, env);
  const known = knownOf(project, run, noted.told, env);
  const seen = seenFiles(outsideFolders(env, project), project.root);
  const told = toldBy(owners, { seen, answers: noted.answers });
  const found = unbacked(events, told, {
    from,
    coming: events.length - coming.length,
    whole,
    senseOf(artifact) {
      const bytes = getObject(project.task, artifact);
      return bytes === null ? null : senseOf(bytes);
    },
    isAnswer: (...of) => mayBe(run, ...of),
  });
  // The row of an answer is written behind the hook that is told of it.
  const isSaid = ({ event }: Unbacked): boolean => event.type === "answered" && coming.includes(event);
  // An agent's rows are many: before the end of the run those of the task that ends now are looked at.
  const ending = new Set(coming.flatMap((one) => (one.type === "accepted" ? [one.task] : [])));
  const past = gapsIn(events, told, { from, isLooked: (task) => whole || ending.has(task) });
  return {
    found: found.filter((one) => !known.has(one.id) && !isSaid(one)),
    gaps: past.filter(({ id }) => !known.has(id)),
  };
}

const NOTHING = { found: [], gaps: [] };

/** Id of what is told where the note of a run's owners is gone. */
const NO_NOTE = "owner";

/**
 * What is told of a run of which no owner is noted: nothing of one that was begun by an earlier version, nor where nothing of
 * it is noted, which makes it a stranger's.
 */
function unnoted(
  project: Project,
  run: Run,
  begun: Recorded | undefined,
  env: Env,
): { found: Unbacked[]; gaps: Gap[] } {
  if (begun?.type !== "run_created" || begun.noted !== true || !wasBegunHere(project, run.run, env)) return NOTHING;
  if (knownOf(project, run, notedOf(project, run.run, env).told, env).has(NO_NOTE)) return NOTHING;
  const untold = "the note of who carries this run on, which lay outside of the project, is gone";
  return { found: [{ id: NO_NOTE, event: begun, what: `all that was done in run ${run.run}`, untold }], gaps: [] };
}

/**
 * What the person was asked about: it stands in the journal, and outside of the project. A program that forges reviews could
 * forge the word that they are known, too. Where nothing can be noted outside, the journal alone counts: nobody is asked twice.
 */
function knownOf(project: Project, run: Run, told: readonly string[], env: Env): Set<string> {
  const said = (run.notices ?? []).filter(isOurs).flatMap(({ key }) => key.split(" "));
  const isNoted = said.length === 0 || told.length > 0 || noteMore(project, run.run, {}, env) !== null;
  return new Set(isNoted ? said.filter((id) => told.includes(id)) : said);
}

/** The notices for them, noted outside of the project as told. */
function telling(
  project: Project,
  run: Run,
  found: readonly Unbacked[],
  past: readonly Gap[],
  env: Env,
): CommandOf<"notice">[] {
  const told = [...found, ...past].map(({ id }) => id);
  if (told.length > 0) noteMore(project, run.run, { told }, env);
  // Whose hook it is the person has said by then.
  const isKnownHook = (run.notices ?? []).some((one) => one.what === BY_HOOK && one.known);
  return noticesOf(found, past).map((one) => ({ ...one, hold: one.what !== BY_HOOK || !isKnownHook }));
}

const isOurs = ({ what }: { what: string }): boolean => [UNBACKED, UNTOLD, GAP, BY_HOOK].includes(what);

/** Events in one notice: its key names each of them. */
const IN_ONE = 40;
/** Events that a notice tells in words. */
const SHOWN = 4;

/** One notice for all of a kind, for a question; empty: there is nothing to tell. */
export function noticesOf(found: readonly Unbacked[], past: readonly Gap[]): CommandOf<"notice">[] {
  const of = (what: string, all: readonly Gap[], text: (said: string) => string): CommandOf<"notice">[] => {
    if (all.length === 0) return [];
    const more = all.length > SHOWN ? `; and ${all.length - SHOWN} more` : "";
    const said = `${all
      .slice(0, SHOWN)
      .map((one) => one.what)
      .join("; ")}${more}`;
    const key = all
      .slice(0, IN_ONE)
      .map((one) => one.id)
      // A notice with a key that is known is asked about by nobody: this one cannot be known before.
      .concat(crypto.randomUUID().slice(0, 8))
      .join(" ");
    return [{ do: "notice", what, key, text: text(said), hold: true }];
  };
  const untold = found.filter((one) => one.untold !== null);
  const byHook = found.filter((one) => one.isByHook);
  return [
    ...of(
      BY_HOOK,
      byHook,
      (said) =>
        `A hook of Claude Code (PermissionRequest, or PreToolUse) answered in your place: ${said}. Go on if that hook is yours and means what you want; else stop, and take it out of the settings, skill or plugin that brings it.`,
    ),
    ...of(
      UNBACKED,
      found.filter((one) => one.untold === null && !one.isByHook),
      (said) =>
        `Claude Code's own transcript knows nothing of this: ${said}. Others did it, or changed the transcript; nothing was undone.`,
    ),
    ...of(
      UNTOLD,
      untold,
      (said) => `It cannot be told whether Claude Code did all of this, as ${untold[0]!.untold}: ${said}.`,
    ),
    ...of(
      GAP,
      past,
      (said) =>
        `While hooks were off or failed, Claude Code carried out calls that none of them saw: ${said}. No rule was held to what they did.`,
    ),
  ];
}
