import { existsSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "../../engine/commands.ts";
import { type Host, isLive, type Run } from "../../engine/run.ts";
import { isAlive } from "../../host/host.ts";
import { here, inHost, PLUGIN, startHere, type Typed, wordOf } from "../../plugin.ts";
import { attempt, messageOf } from "../../process/attempt.ts";
import { upward } from "../../process/files/path.ts";
import { findProject, type Project, realPath } from "../../project/project.ts";
import { openWorktrees } from "../../project/worktrees/open-worktrees.ts";
import { droppedRun } from "../../record/history.ts";
import { endedCopy } from "../../record/machine/copies.ts";
import { beginningOf, isForeign, NoRecord } from "../../record/machine/outside.ts";
import { partsText } from "../../render/report/print/text.ts";
import { type Reach, takesOver } from "../../render/view.ts";
import { UnsafeFile } from "../../store/files/disk.ts";
import { BrokenChain, JournalTooLong } from "../../store/journal.ts";
import {
  clean,
  didYouMean,
  oneLine,
  type Paint,
  PLAIN_LAYOUT,
  someOf,
  type Zone,
} from "../../text.ts";
import { standingParts, startText, startTexts } from "../../workflows/index.ts";
import { changedByGone } from "../audit/calls.ts";
import { haltCommand } from "../dispatch/halt-command.ts";
import { takeOverOf } from "../driver/take-over.ts";
import { type ArchivedRun, knownRuns, runById } from "../end/archived-runs.ts";
import { parkedHere } from "../end/parked-runs.ts";
import { type Changed, change, type JournalStep } from "../journal/change.ts";
import { readable } from "../journal/read-run.ts";
import { transcriptFor } from "../results/agent-files.ts";
import { noPlace } from "../start/preflight.ts";
import { releaseIfGone } from "../start/start-run.ts";
import { noteEnd } from "../views/task-outcome.ts";
import { plainly, systemText } from "./usage/system-errors.ts";

/** 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. */
type ExitCode = 0 | 1 | 2 | 3;

/**
 * The outcome of a command: `text` is for people, `data` is printed instead with `--json`;
 * undefined: all was printed already.
 */
export interface Answer {
  exit: ExitCode;
  text: string;
  data: unknown;
  /** The text is what was asked for, also where it is no good news: `dry-run | less` shows it. */
  isReport?: true;
  /** It is copied or read by a program: no line of it is broken. */
  isVerbatim?: true;
  /**
   * The run goes on in the session that asked, whose model is told `lead`, and then what comes
   * next.
   */
  goesOn?: { before: Run; changed: Changed; lead: string };
}

/** Where a command can be typed. */
export type Door = "host" | "terminal";

export interface Option {
  /** Name of its value in the help, such as `<run>`; an option without one is a switch. */
  value?: string;
  /** The value may be left out; given, it stands after `=`. */
  optional?: true;
  /** Without it the command does nothing. */
  needed?: true;
  /** In the host, where nothing is quoted, the value is the rest of the line. */
  rest?: true;
  about: string;
}

/** The session in which a command is typed. */
export interface Session {
  id: string;
  host: Host | null;
  /**
   * A change that records the directive as given to this session; `once`: unless it has it already.
   */
  deliver(mode: "once" | "always"): JournalStep;
  /**
   * Notes outside of the project that this session takes a run, and returns what records that.
   * @throws NoRecord
   */
  takes(run: string, force: boolean): JournalStep;
  /** How it treats tool calls, as the host calls that. */
  mode: string;
}

/** Where and how a command is typed: all that differs between the host and a terminal. */
export interface Context {
  project: Project;
  /** Folder from which the project was looked for. */
  from: string;
  /** Null: a terminal of the person's own. */
  session: Session | null;
  /** Whether the terminal is run by the host, so that a model may have typed the command. */
  belowHost(): boolean;
  /**
   * Makes sure that a person stands behind what the command is about to do in their name, `does` in
   * whole lines; null: one does, else the refusal. Asked right before the first change. In the host
   * what was typed is a person's already. `slash`: null where it cannot be typed there.
   */
  confirm(does: string, slash: string | null): Promise<string | null>;
  /** How long a program may take that a command starts, in milliseconds. */
  patience: number;
  json: boolean;
  /** Columns that a line may have. */
  width: number;
  /**
   * The same for a line that is cut there, and not wrapped, where that differs: what reads from a
   * pipe gets it whole.
   */
  cutAt?: number;
  /** The same for a table, where that is fewer. */
  table?: number;
  paint: Paint;
  /** On which clock times are written. */
  zone?: Zone;
  env: NodeJS.ProcessEnv;
  /** Fingerprint of the key of the job that starts a run. */
  key?: string;
  /**
   * Prints a line now, before the answer: for commands that take long. Goes to standard error with
   * `--json`.
   */
  say(line: string): void;
  /** Tells what went wrong beside the answer. */
  warn(line: string): void;
}

/** What a person can type: what it takes, and what it does. A file is named after each. */
export interface Command {
  summary: string;
  /** Arguments in the help, such as `[run]`, and the fewest and most of them; none unless said. */
  usage?: string;
  args?: [number, number];
  /** The argument is free text: in the host all of the line but the options. */
  text?: true;
  options?: Record<string, Option>;
  /** What alone its argument may be. */
  words?: readonly string[];
  /** More lines of its help, in front of the options, of at most so many columns. */
  about?: (most: number) => string[];
  /**
   * For what only the person may do: how it is typed in the host; a terminal below the host, and a
   * session of nobody, refuse it. Null: not this call.
   */
  slash?: (call: Call) => string | null;
  /** Also for a run that this machine did not start: it only shows, or ends the run. */
  foreign?: true;
  /**
   * All words after its name are arguments, which another program reads; `options` are told in the
   * help alone.
   */
  passed?: true;
  /** @throws what `failed` turns into an answer */
  run(call: Call): Answer | Promise<Answer>;
}

export const done = (text: string, data: unknown): Answer => ({ exit: 0, text, data });
/** The answer is no: nothing was changed. */
export const no = (text: string, data: object = {}): Answer => ({
  exit: 1,
  text,
  data: { error: text, ...data },
});
export const wrongUsage = (text: string): Answer => ({ exit: 2, text, data: { error: text } });
/** Something outside of what was typed has to be mended first. */
export const broken = (text: string): Answer => ({ exit: 3, text, data: { error: text } });

/** Done, and the run goes on in the session that asked. */
export const goneOn = (text: string, before: Run, changed: Changed, lead = ""): Answer => ({
  ...done(text, { run: before.run, status: changed.run!.status }),
  goesOn: { before, changed, lead },
});

/** Thrown where a command goes no further: what it is answered with. */
export class Ends extends Error {
  constructor(readonly answer: Answer) {
    super(answer.text);
  }
}

/** What came of a command that threw. */
export function failed(error: unknown, door: Door): Answer {
  const typedThere: Typed = door === "host" ? inHost : here;
  const message = errorText(error, typedThere);
  if (error instanceof Refused) return no(`Nothing was done: ${message}.`, { code: error.code });
  const refused = systemText(error);
  if (refused !== null) return broken(refused);
  // These say themselves what to do.
  const isKnown = [BrokenChain, UnsafeFile, NoRecord].some((kind) => error instanceof kind);
  const text = isKnown
    ? message
    : `${message}\n${typed(door, "cancel")} --force archives the run, whatever its state.`;
  const place =
    error instanceof BrokenChain
      ? { line: error.line, seq: error.seq, remedy: error.remedyFor(typedThere) }
      : {};
  return { exit: 3, text, data: { error: message, ...place } };
}

/** What went wrong, of a journal with what helps. */
const errorText = (error: unknown, typedThere: Typed): string =>
  error instanceof BrokenChain || error instanceof JournalTooLong
    ? error.inWords(typedThere)
    : messageOf(error);

/** Columns at which a text is broken where it is read: in a pipe at none, it is whole. */
export const breakAt = ({
  width,
  cutAt = width,
  table = cutAt,
}: Pick<Context, "width" | "cutAt" | "table">): number => Math.min(table, cutAt);

export const doorOf = ({ session }: Pick<Context, "session">): Door =>
  session === null ? "terminal" : "host";

const anyStart = (): string => startHere(PLUGIN, "<request>");

/**
 * How a command is typed: `/multi-ai:<name>` in the host, the program as it was called in a
 * terminal.
 */
export const typed = (door: Door, name: string): string =>
  (door === "host" ? inHost(name) : here(name)).trim();

/** Arguments as they are typed: nothing has to be quoted in the host. */
export const usageIn = (door: Door, usage: string): string =>
  door === "host" ? usage.replaceAll('"', "") : usage;

/** The project of a folder; without a run and git, the nearest folder upward with earlier runs. */
export function placeOf(from: string): Project {
  const project = findProject(from);
  if (project.found !== "folder") return project;
  const holdsRuns = (folder: string) =>
    ["history", "parked"].some((name) => existsSync(join(folder, ".task", name)));
  const root = upward(project.root, holdsRuns) ?? project.root;
  return { ...project, root, task: join(root, ".task") };
}

/** A line that names the project's folder, where it is not the current folder. */
export const projectLine = ({ project, from }: Pick<Context, "project" | "from">): string =>
  realPath(from) === project.root ? "" : `Project: ${project.root}\n`;

/** One call of a command, with valid arguments. */
export type Call = ReturnType<typeof callOf>;

/**
 * A call of a command in its place, with what commands ask of that. `given`: its options. `looks`:
 * what is typed for another run.
 */
export function callOf(
  context: Context,
  args: string[],
  given: Record<string, string | true>,
  looks = "status",
) {
  const { project, session, env } = context;
  const door = doorOf(context);
  const call = {
    ...context,
    args,
    given,

    /** Whether a switch was given. */
    has: (name: string): boolean => given[name] === true,

    /** The value of an option, null when it was not given. */
    value(name: string): string | null {
      const value = given[name];
      return typeof value === "string" ? value : null;
    },

    /** How a command is typed here. */
    typed: (name: string): string => typed(door, name),

    /** What starts a run like this one here, or any. */
    startOf(run: Run | null): string {
      return run !== null ? startText(run) : session !== null ? startTexts() : anyStart();
    },

    /**
     * The text where there is no run: the folder that was searched, and other runs of the project.
     */
    noRunText(): string {
      const parked = parkedHere(project, env);
      const others = knownRuns(project).filter((id) => parked.every(({ run }) => run !== id));
      const known = someOf(others.toReversed(), 5);
      const starts =
        session !== null ? startTexts() : `${anyStart()}, or in Claude Code /${PLUGIN} <request>`;
      const start = attempt(() => noPlace(project, env), null) ?? `Start one: ${starts}`;
      return [
        `No run here (${project.root}).`,
        ...(parked.length > 0 ? [] : [start]),
        ...parked.map(({ run }) => `Parked: ${typed(door, `resume ${run}`)} brings it back`),
        ...(known === ""
          ? []
          : [`Earlier and parked runs (${typed(door, `${looks} --run <id>`)}): ${known}`]),
        ...attempt(() => besideViews().otherRunLines(project), []),
        attempt(() => partsText(standingParts(project.root), PLAIN_LAYOUT), ""),
      ]
        .filter((line) => line !== "")
        .join("\n");
    },

    /**
     * Whether what comes next is given to the session that asked; a driver's run goes on beside it.
     */
    goesOnHere: (run: Run): boolean => session !== null && run.owner?.driver !== true,

    /**
     * Makes sure that a person stands behind what is about to be done in their name, as `confirm`
     * does; ends the command where none does. `data`: of that answer.
     */
    async agreed(does: string, slash: string | null, data: object = {}): Promise<void> {
      const refusal = await context.confirm(does, slash);
      if (refusal !== null) throw new Ends(no(refusal, data));
    },

    /**
     * The same for what cannot be typed in the host, shown whole; `verb`: how it is typed. Below the
     * host it is shown all the same.
     */
    async agreedAtTerminal(does: string, verb: string, data: object): Promise<void> {
      const whole = `${projectLine(context)}${does}`;
      if (!context.belowHost()) return await call.agreed(whole, null, data);
      const how = `run it yourself, in a terminal of your own, with ${here(verb)}.`;
      throw new Ends(no(`${whole}\nNothing was done: ${how}`, data));
    },

    /**
     * Carries out changes of the project's run; `deliver`: the session that asked is given the
     * directive. @throws Refused
     */
    change(steps: JournalStep[], deliver?: "once" | "always"): Changed {
      const delivered = deliver && session ? [session.deliver(deliver)] : [];
      const changed = change(project, () => [...steps, ...delivered]);
      if (changed.warning !== undefined) context.warn(plainly(changed.warning));
      return changed;
    },

    /**
     * The same where the run may end by it: whoever asked in a session beside it reads in the
     * answer that it is over.
     */
    changeToEnd(steps: JournalStep[], deliver: "once" | "always"): Changed {
      const noted: JournalStep = (run) => {
        if (session !== null && run?.owner?.driver && !isLive(run)) noteEnd(project, run);
        return null;
      };
      return call.change([...steps, noted, releaseIfGone(project, env)], deliver);
    },

    /**
     * The project's own run, without agents that the person has stopped or declined. Also brings
     * the derived files up to date.
     */
    ownRun(): Run | null {
      const { run: found } = call.change([]);
      const left = found === null ? [] : changedByGone(project, found, env);
      const run = left.length > 0 ? call.change(left).run : found;
      const halt = haltCommand(run, (session) => transcriptFor(project, env, session));
      return halt === null ? run : call.change([halt]).run;
    },

    /**
     * The live run for a decision of the person, typed in the session that owns it or in a
     * terminal. @throws Ends where there is none
     */
    liveRun(): Run {
      const run = call.ownRun();
      const refuse = (text: string): Ends => new Ends(no(text, { run: run?.run ?? null }));
      if (run === null) throw refuse(call.noRunText());
      if (!isLive(run))
        throw refuse(`Run ${run.run} is over (${run.status}): no question is open.`);
      const takeOver = session === null ? null : takeOverOf(run, session.id, session.host);
      if (takeOver === null) return run;
      throw refuse(
        `Run ${run.run} belongs to another session; answer there, or take the run over: ${inHost(takeOver)}`,
      );
    },
  };
  return call;
}

/** The same call in another folder, which all that is typed after it names from now on. */
export function callAt(call: Call, root: string): Call {
  if (placeOf(process.cwd()).root === root) delete call.given.project;
  else call.given.project = root;
  const project = { root, task: join(root, ".task"), found: "git" as const };
  return callOf({ ...call, project, from: root }, call.args, call.given);
}

export const RUN_OPTION: Record<string, Option> = {
  run: { value: "<id>", about: "A parked or archived run, too" },
};

/** Ids of tasks whose agent may run in a host that is alive. */
export const agentsAtWork = (run: Run): string[] =>
  run.tasks
    .filter((task) => task.dispatch && !task.dispatch.check && isAlive(task.dispatch.host))
    .map((task) => task.id);

/** What becomes of agents whose run is left. */
export const deniedText = ({ owner }: Run, tasks: string[]): string =>
  `The agent of ${tasks.join(", ")} is ${owner?.driver ? "ended" : "denied further calls"}; what was changed stays.`;

/**
 * Worktrees of a run that is left, in which work may lie that was not brought in; empty: there are
 * none.
 */
export function worktreesText(project: Project, run: string): string {
  const left = openWorktrees(project, run);
  if (left.length === 0) return "";
  return ` Work that was not merged stays in ${left.join(", ")}; \`git worktree remove --force <folder>\` removes one.`;
}

/**
 * The run that ended last here, of which `.task/` was taken away. Loaded where there is no other:
 * 40 ms.
 */
const endedRun = ({ project, env }: Call): Run | null =>
  endedCopy(project, env) === null
    ? null
    : (require("../audit/folder.ts") as typeof import("../audit/folder.ts")).endedBack(
        project,
        env,
      );

/** The project's other places. Loaded where there is no run. */
const besideViews = () =>
  require("../views/worktrees.ts") as typeof import("../views/worktrees.ts");

/** The run that `--run` names, else the project's own. @throws Ends where there is none */
export function whichRun(call: Call): ArchivedRun {
  const word = call.value("run");
  if (word === null) {
    const run = call.ownRun() ?? endedRun(call);
    if (run !== null) return { run, place: call.project, kept: "here" };
    throw new Ends(no(call.noRunText(), { run: null, known: knownRuns(call.project) }));
  }
  const id = droppedRun(call.project, word)?.run ?? word;
  try {
    const found = runById(call.project, id);
    if (found !== null) return found;
  } catch (error) {
    if (systemText(error) !== null) throw error;
    // What mends a journal is for the project's own run, and would change that one.
    const problem =
      error instanceof BrokenChain
        ? `line ${error.line}, ${error.problem}`
        : error instanceof UnsafeFile
          ? `it ${error.problem}`
          : messageOf(error);
    const text = `The journal of run ${id} cannot be read: ${problem}. It stays as it is; no other run depends on it.`;
    throw new Ends({ ...no(text, { run: id }), exit: 3 });
  }
  const known = knownRuns(call.project);
  const worktree = besideViews().worktreeNamed(call.project, id);
  if (worktree !== null)
    throw new Ends(
      no(`Run ${id} is in ${worktree.name}: ${here(`--project ${wordOf(worktree.root)} status`)}`, {
        known,
        worktree: worktree.root,
      }),
    );
  const places = besideViews().sidesOf(call.project);
  const all = [...known, ...places.flatMap((side) => side.worktree?.name ?? [])];
  const near = didYouMean(id, [...all, ...places.flatMap(besideViews().wordsFor)]);
  const others = all.length === 0 ? ", nor any other" : near || `; known: ${all.join(", ")}`;
  throw new Ends(no(`No run "${id}" in ${call.project.task}${others}`, { known }));
}

/**
 * The same for a look, whose answer it is that there is no run; one that was named and is not there
 * is a failure. `more`: of that answer's data.
 */
export function runToSee(call: Call, more: object = {}): ArchivedRun {
  try {
    return whichRun(call);
  } catch (error) {
    if (!(error instanceof Ends)) throw error;
    const { answer } = error;
    const isNone = answer.exit === 1 && call.value("run") === null;
    const data = { ...(answer.data as object), ...(isNone && { error: undefined }), ...more };
    throw new Ends({ ...answer, ...(isNone && { exit: 0 }), data });
  }
}

/** What is said of what came with a project, where the person has not taken it as theirs. */

/**
 * Where a run of somebody else is: what can be done with it hangs on that. `aside`: parked,
 * archived or over.
 */
type ForeignState = "here" | "aside" | "unreadable";

/** What is said of a run that this machine did not start: what can be done with it as it is. */
export function foreignText(door: Door, run: string, state: ForeignState = "here"): string {
  const at = (command: string): string => typed(door, command);
  const ends = state === "here" ? `${at("cancel")} ends it, ${at("reset")} archives it. ` : "";
  const way =
    state === "unreadable"
      ? `Its journal cannot be read either: ${at("cancel --force")} archives it as it is, in .task/history/`
      : `${ends}${takesOver(at, run)}`;
  return `Run ${run} in .task/ was not started on this machine (or this project was moved or copied): none of it will run. ${way}.`;
}

function foreignState({ project }: Context, at: string): ForeignState {
  const run = readable({ ...project, task: at });
  if (run === null) return "unreadable";
  return at === project.task && isLive(run) ? "here" : "aside";
}

/**
 * The refusal of a command that would carry on or carry out a run of somebody else; null: the run
 * is of this machine.
 */
function strangerAnswer(call: Context, at = call.project.task): Answer | null {
  if (!isForeign(call.project, call.env, at)) return null;
  const { run } = beginningOf(at)!;
  return no(foreignText(doorOf(call), clean(oneLine(run)), foreignState(call, at)), {
    run,
    foreign: true,
  });
}

/**
 * The run that `--run` names, else the project's own, where this machine has begun it. @throws Ends
 */
export function ownedRun(call: Call): ArchivedRun {
  const found = whichRun(call);
  refuseStranger(call, found.place.task);
  return found;
}

/** @throws Ends where what it would carry on or carry out is a run of somebody else */
export function refuseStranger(call: Context, at = call.project.task): void {
  const answer = strangerAnswer(call, at);
  if (answer !== null) throw new Ends(answer);
}

/**
 * What is said where the project's own run is a stranger's that nobody can read; null: it is not.
 */
export function unreadableStranger(call: Context): Answer | null {
  const isOne =
    isForeign(call.project, call.env) && foreignState(call, call.project.task) === "unreadable";
  return isOne ? { ...strangerAnswer(call)!, exit: 3 } : null;
}

/** What whoever typed the call may do with a run as it is; `at`: the folder with its journal. */
export function reachOf(call: Context, run: Run, at = call.project.task): Reach {
  if (isForeign(call.project, call.env, at)) return "foreign";
  return (
    (call.session === null ? null : takeOverOf(run, call.session.id, call.session.host)) ?? "own"
  );
}

/** The same for the project's own run while it is live; one that cannot be read counts as live. */
export function liveStranger(call: Context): Answer | null {
  if (!isForeign(call.project, call.env)) return null;
  const run = readable(call.project);
  return run !== null && !isLive(run) ? null : strangerAnswer(call);
}
