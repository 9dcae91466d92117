import type { Recorded } from "../engine/events.ts";
import type { TaskWho } from "../engine/run.ts";
import { checkCall } from "../host/check-call.ts";
import { checkedTask } from "../host/check-command.ts";
import type { CallRow } from "../host/rows.ts";
import { isOwnAgent } from "../plugin.ts";

/**
 * What a journal says that the host did, held against what the host itself has written: each start of an agent or a check,
 * each artifact that counts, each answer has its row there. A line that somebody put into the journal has none.
 */

/** What an agent has written to a path, by one of its calls. */
export interface WriteRow {
  /** Hash of what the file says behind it, as `senseOf`; null where the row does not tell. */
  sense: string | null;
}

/** What the host's own files tell of a run. */
export interface HostTold {
  /** A call of the main thread. */
  call(id: string): CallRow | null;
  /** The call that started an agent, by the host's note of it. */
  startOf(agent: string): string | null;
  /** What an agent wrote to a file that is named from the project's root, oldest first; calls that failed are left out. */
  writes(agent: string, path: string): WriteRow[];
  /** Tools of an agent's calls since then that changed something or may have, and that no hook of ours saw. */
  unseen(agent: string, from: string, to: string): string[];
  /** Commands that an agent ran and that did not fail, or are at work. */
  commands(agent: string): string[];
  /** How the command of a check ended, which its call started; null: the host, which was there from then to then, does not say. */
  checkEnded(call: string, from: string, to: string | null): "well" | "badly" | "unknown" | null;
  /**
   * Who answered a question in the session: the person, a hook in the dialog's place, nobody; `other`: the person, and in
   * other words. Times are ISO 8601.
   */
  answered(how: {
    via: string;
    question: string;
    from: string;
    to: string;
    /** Id of the prompt, and hash of what was typed; null in older journals, and where it was no prompt. */
    prompt: string | null;
    said: string | null;
    /** Whether what was typed, or picked in a dialog, may be this answer; `earlier`: what else the person has said of it. */
    isMeant(words: string, earlier: () => readonly string[]): boolean;
  }): "person" | "hook" | "other" | "nobody";
  /** Why nothing can be told about a moment; null: it can. */
  silentAt(at: string, session: string | null): string | null;
}

/** An event without its counterpart. `untold`: why that cannot be told; null: it is missing. */
export interface Unbacked {
  /** The same for the same event, at every look: its number would be another one where something is recorded before it. */
  id: string;
  event: Recorded;
  what: string;
  untold: string | null;
  /** The host says that one of its hooks did it in the person's place. */
  isByHook?: boolean;
}

export interface Look {
  /** The first event that is looked at: what came before nobody has noted an owner of. */
  from: number;
  /** The first event that is not recorded yet: a check's own process is about to do that. */
  coming: number;
  /** Also what agents wrote, in their own files. */
  whole: boolean;
  /** Hash of what an accepted artifact says; null where it is not kept any more. */
  senseOf(artifact: string): string | null;
  /** Whether what was typed, or picked in a dialog, may be the answer that was recorded. */
  isAnswer(
    asked: EventOf<"asked">,
    answered: EventOf<"answered">,
    words: string,
    earlier: () => readonly string[],
  ): boolean;
}

type EventOf<T extends Recorded["type"]> = Extract<Recorded, { type: T }>;

interface Started {
  event: EventOf<"dispatched">;
  agent: string | null;
  /** Nobody started it: what follows from that is not told of once more. */
  isMade: boolean;
}
interface Known {
  writes: string;
  who: TaskWho;
}

/** By how much two clocks of the host may differ, and how long before its hook a call is made. In milliseconds. */
const SLACK_MS = 10_000;
const AGENT_TOOLS = new Set(["Agent", "Task"]);

/** What makes a task be done in the same decision. */
const CAUSES = new Set<string>([
  ...["accepted", "answered", "auto_approved", "check_failed", "returned", "refused"],
  // Their time was used up: what was at work goes on, and is left out.
  "item_dropped",
]);

/** The events that have no counterpart, oldest first. Pure, but for what `told` reads. */
export function unbacked(events: readonly Recorded[], told: HostTold, look: Look): Unbacked[] {
  const found: Unbacked[] = [];
  const tasks = new Map<string, Known>();
  const started = new Map<string, Started>();
  const asked = new Map<string, EventOf<"asked">>();
  const calls = new Set<string>();
  const times = new Map<string, number>();
  const created = events.find((one) => one.type === "run_created");
  const begun = created?.at ?? "";
  // A run of which its owner is noted has the words of each typed answer, too.
  const hasWords = created?.type === "run_created" && created.noted === true;
  let batch: Recorded[] = [];
  for (const [index, event] of events.entries()) {
    if ((event.batch?.[0] ?? 1) === 1) batch = [];
    const isLooked = index >= look.from;
    const subject = `${event.type[0]}${"task" in event ? event.task : "question" in event ? event.question : ""}`;
    const nth = (times.get(subject) ?? 0) + 1;
    times.set(subject, nth);
    const miss = (what: string, session: string | null = null): void => {
      const untold = told.silentAt(event.at, session);
      if (isLooked) found.push({ id: `${subject}.${nth}`, event, what, untold });
    };
    switch (event.type) {
      case "task_created":
        tasks.set(event.task, { writes: event.writes, who: event.who });
        break;
      case "substituted":
        tasks.set(event.task, { writes: tasks.get(event.task)?.writes ?? "", who: event.who });
        break;
      case "dispatched": {
        const row = isLooked ? told.call(event.call) : null;
        const isMade = isLooked && (calls.has(event.call) || row === null || !isStart(row, event, begun));
        if (isMade) miss(`${event.task} was started by no call of the host`, event.session);
        started.set(event.task, { event, agent: null, isMade });
        calls.add(event.call);
        break;
      }
      case "bound": {
        const start = started.get(event.task);
        if (start) start.agent = event.agent;
        if (isLooked && !start?.isMade && (start === undefined || told.startOf(event.agent) !== start.event.call))
          miss(`${event.task} has an agent that the host did not start for it`, start?.event.session);
        break;
      }
      case "accepted": {
        const start = started.get(event.task);
        const why = isLooked ? unwritten(event, start, tasks.get(event.task), index) : null;
        if (why !== null) miss(`${event.task} counts as done, and ${why}`, start?.event.session);
        break;
      }
      case "asked":
        asked.set(event.question, event);
        break;
      case "answered": {
        const { question, via, session, prompt = null, said = null } = event;
        const open = asked.get(question);
        const isMeant = (words: string, earlier: () => readonly string[]): boolean =>
          open !== undefined && look.isAnswer(open, event, words, earlier);
        const isWordless = hasWords && (said === null || prompt === null) && (via === "prompt" || via === "command");
        const how = { via, question, from: open?.at ?? "", to: event.at, prompt, said, isMeant };
        const by = !isLooked ? "person" : open === undefined || isWordless ? "nobody" : told.answered(how);
        if (by === "nobody") miss(`${question} was answered by nobody in the session`, session);
        if (by === "other") miss(`${question} was answered otherwise in the session`, session);
        if (by === "hook") found.push({ id: `${subject}.${nth}`, event, what: question, untold: null, isByHook: true });
        break;
      }
      case "task_done":
        if (!batch.some((one) => CAUSES.has(one.type))) miss(`${event.task} was called done without a reason`);
        break;
    }
    batch.push(event);
  }
  return found;

  /** Why a check's result is not the one that its own process has recorded; null: nothing speaks against it. */
  function endedOtherwise(event: EventOf<"accepted">, { call }: EventOf<"dispatched">, index: number): string | null {
    // Another host may have gone on by then: what the one that started the check has not seen, it cannot say.
    const next = events.slice(index).find((one) => one.type === "attached")?.at ?? null;
    const ended = told.checkEnded(call, event.at, next);
    if (ended === "badly") return "its check ended without a result of its own";
    return ended === null ? "its check has not ended" : null;
  }

  /** Why nobody has written an accepted artifact; null: its agent did, or a check of the program. */
  function unwritten(
    event: EventOf<"accepted">,
    start: Started | undefined,
    task: Known | undefined,
    index: number,
  ): string | null {
    // The person's own version is taken in by an answer.
    if (event.by === "person")
      return batch.some((one) => one.type === "answered") ? null : "nobody took it in for the person";
    if (start === undefined || task === undefined) return "it was never started";
    if (start.isMade) return null;
    if (start.event.check) return index < look.coming ? endedOtherwise(event, start.event, index) : null;
    if (start.agent === null) return "no agent worked for it";
    if (!look.whole) return null;
    if (task.who.provider !== undefined)
      return told.commands(start.agent).some((command) => (checkCall(command) ?? checkedTask(command)) === event.task)
        ? null
        : "its agent asked no external model";
    const last = told.writes(start.agent, task.writes).at(-1);
    if (last === undefined) return `its agent wrote no ${task.writes}`;
    const sense = look.senseOf(event.artifact);
    return last.sense === null || sense === null || last.sense === sense
      ? null
      : `its agent wrote another ${task.writes}`;
  }
}

/** Whether a call of the main thread is the one by which a task was started, in this run and before it was recorded. */
function isStart(row: CallRow, event: EventOf<"dispatched">, begun: string): boolean {
  const made = Date.parse(row.at);
  // A row without a time is none of the host's.
  if (!(made >= Date.parse(begun) - SLACK_MS && made <= Date.parse(event.at) + SLACK_MS)) return false;
  if (!event.check)
    return AGENT_TOOLS.has(row.name) && (isOwnAgent(row.input.subagent_type) || isNamed(row.input.prompt, event.task));
  const command = String(row.input.command ?? "");
  return row.name === "Bash" && (checkCall(command) ?? checkedTask(command)) === event.task;
}

const isNamed = (prompt: unknown, task: string): boolean => typeof prompt === "string" && prompt.trim() === task;

/** What was carried out past the hooks. */
export interface Gap {
  id: string;
  what: string;
}

/** Agents of a run some of whose calls no hook saw, while their tasks were at work. */
export function gapsIn(
  events: readonly Recorded[],
  told: Pick<HostTold, "unseen">,
  { from, isLooked }: { from: number; isLooked: (task: string) => boolean },
): Gap[] {
  const found: Gap[] = [];
  const open = new Map<string, { agent: string; at: string; nth: number }>();
  const close = (task: string, to: string): void => {
    const one = open.get(task);
    open.delete(task);
    const tools = one === undefined || !isLooked(task) ? [] : told.unseen(one.agent, one.at, to);
    if (one === undefined || tools.length === 0) return;
    const names = [...new Set(tools)].join(", ");
    const times = tools.length === 1 ? "1 call" : `${tools.length} calls`;
    found.push({ id: `g${task}.${one.nth}`, what: `${times} of ${task}'s agent (${names})` });
  };
  for (const [index, event] of events.entries()) {
    if (index < from) continue;
    if (event.type === "bound") open.set(event.task, { agent: event.agent, at: event.at, nth: index });
    else if (event.type === "accepted" || event.type === "returned") close(event.task, event.at);
  }
  for (const task of [...open.keys()]) close(task, events.at(-1)!.at);
  return found;
}
