import { resolve } from "node:path";
import { isLive, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { RUN_MODES } from "../../host/modes.ts";
import {
  findClaude,
  hostEnvironment,
  pluginIsInstalled,
  pluginRoot,
  unreadSettings,
} from "../../host/program.ts";
import { here, inHost } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { isInside } from "../../project/project.ts";
import { type Worktree, worktreeAt } from "../../project/worktrees/linked-worktrees.ts";
import { lostWith } from "../../project/worktrees/lost.ts";
import type { NewOwner } from "../../record/machine/owner.ts";
import { noteScript } from "../../record/machine/scripts.ts";
import { onceOver, pauseReason, soonerText } from "../../render/directive.ts";
import { type Passing, passingOf, progressLines, waitingLine } from "../../render/progress.ts";
import { missingHere } from "../../run/audit/accepted-state.ts";
import { refusal } from "../../run/checkup/index.ts";
import {
  type Answer,
  breakAt,
  broken,
  type Call,
  type Command,
  callAt,
  Ends,
  wrongUsage,
} from "../../run/commands/command.ts";
import { editsAreRefused, modeInBackground, ring } from "../../run/driver/background.ts";
import { type DriveEnd, type DriveRequest, driveDirect, takeOver } from "../../run/driver/drive.ts";
import { following } from "../../run/end/follow-up.ts";
import { fenceProblem } from "../../run/fence/fence.ts";
import { readRun } from "../../run/journal/change.ts";
import { readable } from "../../run/journal/read-run.ts";
import { openSink, type Sink } from "../../run/journal/sink.ts";
import {
  type Beginning,
  beginFollowUp,
  beginningText,
  beginRun,
} from "../../run/start/begin-run.ts";
import {
  discardWorktree,
  dropWorktree,
  isLookedAt,
  openWorktree,
  settle,
  setUp,
  uncommittedIn,
} from "../../run/start/worktree-run.ts";
import { caughtForOthers } from "../../run/views/caught.ts";
import { sarifOf } from "../../run/views/merged.ts";
import { writeAtomic } from "../../store/files/disk.ts";
import { clean, didYouMean, given, sentence, someOf, withRemedy, wrapWhole } from "../../text.ts";
import { PULL_OPTION } from "../../workflows/contract/contract.ts";
import { allStarts, workflowOf } from "../../workflows/index.ts";
import { commented } from "../publish/comment.ts";
import {
  AUTO,
  goOn,
  ISSUE_OPTION,
  over,
  promptOf,
  question,
  START_OPTIONS,
  WITHOUT_OPTION,
  WORKTREE,
} from "./run-prompt.ts";

const DEFAULT_MODE = "acceptEdits";
/**
 * Nothing was started. Scripts read this in the field for how a run ended; a run that waits for an
 * answer has its own value there.
 */
const refused = (answer: Answer): Answer => ({
  ...answer,
  data: { end: "refused", ...(answer.data as object) },
});

/**
 * Prints a line of progress. Not by `say`: that takes colours out as well, and these lines are made
 * of clean text.
 */
const show = (call: Call, line: string): void => {
  (call.json ? process.stderr : process.stdout).write(`${line}\n`);
};

/**
 * Arguments of the host: the plugin, unless the host has it by itself, what of the project counts,
 * and what its tools may do.
 */
function hostArguments(call: Call, plugin: string, mode: string): string[] {
  const tools = call.value("allowed-tools");
  const { files, args } = unreadSettings(call.env, call.project.root);
  if (files.length > 0)
    call.say(
      `${files.join(", ")}: ignored, because Claude Code does not trust this folder yet. To use them, start claude here once and accept its dialog; in CI set projects["${call.project.root}"].hasTrustDialogAccepted to true in ~/.claude.json.`,
    );
  return [
    ...args,
    ...(pluginIsInstalled(call.env, call.project.root) ? [] : ["--plugin-dir", plugin]),
    ...["--permission-mode", mode],
    ...(tools === null ? [] : [`--allowedTools=${tools}`]),
  ];
}

/** What is given to a run, and to the next command that goes on with it. */
export const LASTING = ["claude", "permission-mode", "allowed-tools"];

/** What of that was given here, for commands that are typed elsewhere. */
const lastingIn = (call: Call, claude: string): Record<string, string> =>
  Object.fromEntries(
    LASTING.flatMap((name) => {
      const value = call.value(name);
      return value === null ? [] : [[name, name === "claude" ? claude : value]];
    }),
  );

/** Who keeps the events. @throws Ends where they cannot be reached */
async function sinkOf(call: Call): Promise<Sink | null> {
  const where = call.value("sink");
  if (where === null) return null;
  try {
    return await openSink(call.project, where.includes("/") ? resolve(call.from, where) : where);
  } catch (error) {
    throw new Ends(
      broken(
        `The sink ${where} cannot be reached: ${(error as Error).message}. Nothing was started.`,
      ),
    );
  }
}

/**
 * Starts what follows a complete run by itself, as `driveDirect` has it started; null: nothing
 * does.
 */
function followUp(
  call: Call,
  end: DriveEnd,
  background: string | null,
  tell?: (passing: Passing) => void,
) {
  const next = end.how === "ended" ? following(call.project, end.run) : null;
  if (!next?.ok) return null;
  return async (driver: NewOwner): Promise<string[]> => {
    const by = background === null ? driver : { ...driver, background };
    const { line } = beginFollowUp(call, end.run!, next, by);
    tell?.({ rank: 1, text: line });
    return [line];
  };
}

/** What a run that stands still waits for. */
function dueText(run: Run): string {
  const due = run.tasks.filter((task) => task.status === "ready" || task.status === "running");
  return due.length === 0
    ? ""
    : ` Due: ${due.map((task) => `${task.id} ${task.subject}`).join(", ")}.`;
}

/**
 * What the exit code of `run` says; 0 is nothing else than a run that is complete.
 * docs/troubleshooting.md has the table.
 */
const EXITS =
  "0: complete. 1: waiting for your answer, refused, stopped by you, or ended before it was complete. 2: wrong usage, nothing was started. 3: cannot start, stalled, or Claude Code failed";

/** What a drive came to, with what to do next. */
export function ending(call: Call, end: DriveEnd): Answer {
  const failure = end.how === "held" ? { failure: end.run.paused!.failure } : {};
  const data = { run: end.run?.run ?? null, end: end.how, ...failure };
  const answer = (exit: Answer["exit"], text: string): Answer => ({
    exit,
    text: clean(text),
    data,
  });
  switch (end.how) {
    case "ended":
      return over(call, end.run);
    case "question":
      return question(call, end.run, `Run ${end.run.run} stops here: you decide.`);
    case "held":
      return answer(
        3,
        `Run ${end.run.run} is waiting; nothing is lost. ${pauseReason(end.run.paused!)}\nNext: ${goOn()}, ${onceOver(end.run.paused!)}.${soonerText(end.run.paused!)}`,
      );
    case "stalled":
      return answer(
        3,
        `Run ${end.run.run} has stalled.${dueText(end.run)}\n${end.output}\nNext: ${goOn()}`,
      );
    case "sink_gone": {
      const next = isLive(end.run) ? `${goOn()} --sink <socket>` : here("export --to <file>");
      return answer(
        3,
        `The sink is gone: ${end.output}. Run ${end.run.run} starts no more agents. Nothing is lost: the journal has every event.\nNext: ${next}`,
      );
    }
    case "cancelled": {
      const owner = livingOwner(end.run);
      if (end.run !== null && owner !== null && owner.pid !== process.pid)
        return answer(1, `Run ${end.run.run} is running elsewhere (process ${owner.pid}).`);
      return end.run === null || !isLive(end.run)
        ? answer(1, "Stopped by you. No run is open.")
        : answer(
            1,
            `Stopped by you. Run ${end.run.run} stays as it is.\nNext: ${goOn()}, or ${here("cancel")}.`,
          );
    }
    case "host_failed": {
      const lead = end.output;
      if (end.run !== null && end.run.questions.length > 0)
        return answer(3, question(call, end.run, lead).text);
      const next = isLive(end.run) ? `${goOn()}, after you fix that` : here("dry-run");
      return answer(3, `${lead}\nNext: ${next}`);
    }
  }
}

/** What every drive is given. */
type Driven = Pick<
  DriveRequest,
  "project" | "claude" | "env" | "signal" | "listener" | "onSilence"
>;

/**
 * In milliseconds: what comes within them hides nothing that matters more. A session shows a line
 * about as long.
 */
const SHOWN_MS = 5_000;

/** Has the sessions of the project show what matters of the run. */
function bellFor({ project, env }: Call): (passing: Passing) => void {
  // Nobody has a session in a worktree.
  const worktree = worktreeAt(project.root);
  const at = worktree === null ? project : { root: worktree.of };
  const lead = worktree === null ? "" : `[${worktree.name}] `;
  let last = { rank: Number.POSITIVE_INFINITY, at: 0 };
  return ({ rank, text }) => {
    const now = Date.now();
    if (rank > last.rank && now - last.at < SHOWN_MS) return;
    last = { rank, at: now };
    ring(at, env, `${lead}${text}`);
  };
}

/**
 * One Ctrl-C may come twice: from the terminal, and from npm or another program that passes it on.
 * In milliseconds; nobody presses it again so soon.
 */
const SAME_PRESS_MS = 500;

/** Carries the run on until it ends or stops; Ctrl-C ends that in order. */
async function driven(
  call: Call,
  claude: string,
  drive: (request: Driven) => Promise<DriveEnd>,
  tell: (passing: Passing) => void = () => {},
): Promise<DriveEnd> {
  const stop = new AbortController();
  let pressed = 0;
  const interrupted = (): void => {
    if (stop.signal.aborted) {
      if (Date.now() - pressed > SAME_PRESS_MS) process.exit(1);
      return;
    }
    pressed = Date.now();
    call.say("Stopping Claude Code and the run's checks. Press Ctrl-C again to stop at once.");
    stop.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, interrupted);
  // Whatever ends this program before the run is complete, such as a closed pipe: it does not end
  // well.
  process.exitCode = 3;
  const layout = { ...call, width: breakAt(call) };
  try {
    return await drive({
      project: call.project,
      claude,
      env: hostEnvironment(call.env, pluginRoot()),
      signal: stop.signal,
      listener: (run, events) => {
        // This script may answer the run that it has started, see `record/machine/scripts.ts`; else a
        // terminal or a session does.
        if (events.some((event) => event.type === "run_created"))
          attempt(() => noteScript(call.project, run.run, call.env), null);
        // What is printed here may stand in a log that others read.
        const caught = caughtForOthers(call.project, run);
        for (const event of events)
          for (const line of progressLines(run, event, caught, layout)) show(call, line);
        const passing = passingOf(run, events);
        if (passing !== null) tell(passing);
      },
      onSilence: (run, now) => show(call, waitingLine(run, now, layout)),
    });
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
  }
}

export const run: Command = {
  summary: `Drive a run headless. Exit ${EXITS}`,
  usage: '<workflow> "<request>" (- reads it from standard input)',
  args: [0, 3],
  about: (most) => wrapWhole(`What it starts: ${Object.keys(allStarts()).join(", ")}.`, most, 0),
  options: {
    [AUTO]: { about: "Ask no questions: the story is approved as it is" },
    [WORKTREE]: {
      about: "In a new worktree with a branch of its own; your checkout stays as it is",
    },
    ...START_OPTIONS,
    continue: {
      about: "Continue the run, after a decide or a stop; without a workflow or request",
    },
    "permission-mode": {
      value: "<mode>",
      about: `Claude Code's permission mode (${DEFAULT_MODE}; approved tests run in each): ${RUN_MODES.join(", ")}`,
    },
    "allowed-tools": {
      value: "<rules>",
      about: 'Tool calls to allow without asking, such as "Bash(bun test:*)"',
    },
    sink: {
      value: "<socket>",
      about:
        "A Unix socket or file descriptor that gets each event as a line; agents start only after it acknowledges them",
    },
    sarif: {
      value: "<file>",
      about: "Also writes the open findings there, as a log of SARIF 2.1.0",
    },
    claude: { value: "<path>", about: "Claude Code to use, instead of the one on PATH" },
    ...WITHOUT_OPTION,
    ...ISSUE_OPTION,
  },
  async run(call) {
    try {
      return await drive(call);
    } catch (error) {
      throw error instanceof Ends ? new Ends(refused(error.answer)) : error;
    }
  },
};

const COMMENT: Command["options"] = {
  comment: { about: "Puts the findings into the pull request, after it has shown all and asked" },
};

/** A run that a verb of its own starts; with --comment its findings are sent after it. */
async function startedBy(name: string, call: Call): Promise<Answer> {
  const answer = await run.run({ ...call, args: [name, call.args.join(" ")] });
  const { status, worktree, run: id } = answer.data as Record<string, string | undefined>;
  if (!call.has("comment") || status !== "complete") return answer;
  const at = worktree === undefined ? call : callAt(call, worktree);
  // A review's worktree may be gone: its record is here then.
  if (id !== undefined) at.given.run = id;
  // What came of the run is said, whatever comes of this.
  const sent = await commented(at).catch((error) => {
    if (error instanceof Ends) return error.answer;
    throw error;
  });
  return { ...answer, text: `${answer.text}\n${sent.text}`, exit: sent.exit || answer.exit };
}

/** The commands that start a run and are verbs, too: `multi-ai review` for `multi-ai run review`. */
export const START_VERBS: Record<string, Command> = Object.fromEntries(
  Object.entries(allStarts()).flatMap(([name, { verb, request, flags }]): [string, Command][] => {
    if (verb === undefined) return [];
    const others = Object.keys(START_OPTIONS).filter((flag) => !Object.hasOwn(flags, flag));
    const options = Object.fromEntries(
      Object.entries(run.options ?? {}).filter(
        ([option]) => ![...others, "continue", ...Object.keys(ISSUE_OPTION)].includes(option),
      ),
    );
    return [
      [
        name,
        {
          ...{ summary: verb, usage: request, args: [0, 100] },
          options: { ...options, ...COMMENT },
          run: (call) => startedBy(name, call),
        },
      ],
    ];
  }),
);

/** Whether anything of a workflow changes the project's files. */
const changesFiles = (workflow: string, entry: string): boolean =>
  JSON.stringify(workflowOf(workflow).entries[entry]).includes('"edits":');

/** Why no run that changes files starts in a mode; with the two ways on. */
const unapproved = (mode: string): string =>
  `in ${mode} mode somebody has to approve each edit, and here nobody can. Nothing was started. Either --permission-mode acceptEdits, or allow edits: --allowed-tools "Edit,Write", or both in permissions.allow of Claude Code's settings`;

/** @throws Ends where nothing is started */
async function drive(asked: Call): Promise<Answer> {
  const mode = asked.value("permission-mode");
  if (mode !== null && !RUN_MODES.includes(mode))
    throw new Ends(
      wrongUsage(
        `--permission-mode: found "${mode}"${mode === "plan" ? ", in which no agent may write its result" : didYouMean(mode, RUN_MODES)}; expected one of ${RUN_MODES.join(", ")}. Without it: ${DEFAULT_MODE}`,
      ),
    );
  const claude = findClaude(asked.value("claude"), asked.env, asked.project.root);
  const meant = await promptOf(asked);
  const live = asked.has("continue") ? readRun(asked.project) : null;
  const background = live && modeInBackground(asked.project, asked.env, live);
  const modeHere = mode ?? background ?? DEFAULT_MODE;
  const { workflow, entry } = meant?.start ?? live!;
  if (
    changesFiles(workflow, entry) &&
    editsAreRefused(asked.project, asked.env, modeHere, asked.value("allowed-tools") ?? "")
  )
    throw new Ends(wrongUsage(unapproved(modeHere)));
  const { settings } = meant ?? live!;
  const start = { workflow, entry, auto: false, options: {}, settings };
  const asking = { ...asked, claude: asked.value("claude"), start };
  const refused = await refusal(asking, "drive");
  if (claude === null || refused !== null)
    throw new Ends(broken(`Nothing was started. ${sentence(refused ?? "")}`));
  const lacking = live && missingHere(asked.project, live);
  if (lacking !== null) throw new Ends(broken(lacking));
  const { call, begins, told } = placed(asked, meant);
  const worktree = worktreeAt(call.project.root);
  const args = hostArguments(call, pluginRoot(), modeHere);
  const given = lastingIn(call, claude);
  const begin = async (driver: NewOwner, signal: AbortSignal) => {
    const { settings } = begins ?? live!;
    const problem = worktree && (await setUp(worktree, settings, call.env, signal));
    if (problem !== null) {
      tell?.({ rank: 1, text: problem });
      throw new Ends(
        broken(`${problem}\n${begins === null ? `Next: ${goOn()}` : "Nothing was started."}`),
      );
    }
    if (begins === null) return takeOver(call, driver, signal);
    const begun = beginRun({ ...begins, key: call.key }, driver);
    return [...told, ...(await beginningText(begins, begun, mode ?? DEFAULT_MODE, false))];
  };
  const isBeside = background !== null;
  const tell = isBeside ? bellFor(call) : undefined;
  const fenced = fenceProblem(call.env, call.project.root) === null ? modeHere : null;
  const driveAll = async (driven: Driven, sink: Sink | null): Promise<DriveEnd> => {
    const by = { ...driven, args, given, fenced, sink, background: isBeside, say: call.say };
    let end = await driveDirect({ ...by, begin });
    // Whoever keeps its events knows of one run.
    for (let next = followUp(call, end, background, tell); next && sink === null; ) {
      if (driven.signal.aborted) break;
      end = await driveDirect({ ...by, begin: next });
      next = followUp(call, end, background, tell);
    }
    return end;
  };
  try {
    const sink = await sinkOf(call);
    const end = await driven(call, claude, (by) => driveAll(by, sink), tell);
    const answer = ending(call, end);
    const file = asked.value("sarif");
    if (file !== null && end.run?.status === "complete")
      writeAtomic(
        resolve(asked.from, file),
        `${JSON.stringify(sarifOf(call.project, end.run), null, 2)}\n`,
      );
    if (worktree === null) return answer;
    const isUnused = end.how === "ended" && !isKept(worktree, end.run);
    if (!isUnused) return left(asked, worktree, end, answer);
    tell?.({ rank: 1, text: `the run is complete: ${inHost(`report --run ${end.run.run}`)}` });
    return await looked(asked, worktree, end.run, answer);
  } finally {
    // No run has begun in it.
    const place = asked === call ? null : worktreeAt(call.project.root);
    if (place !== null && readable(call.project) === null) discardWorktree(place);
  }
}

/**
 * Where what was asked for begins: in a worktree of its own with --worktree, and where it is about
 * another commit than the one that is checked out. @throws Ends
 */
function placed(
  asked: Call,
  begins: Beginning | null,
): { call: Call; begins: Beginning | null; told: string[] } {
  if (begins === null || !(asked.has(WORKTREE) || begins.at))
    return { call: asked, begins, told: [] };
  if (asked.key !== undefined)
    throw new Ends(
      broken("Nothing was started: the pull request has other commits than were fetched."),
    );
  const opened = openWorktree(begins);
  if (!opened.ok) throw new Ends(broken(`Nothing was started: ${withRemedy(opened)}.`));
  const call = callAt(asked, opened.beside.root);
  return {
    call,
    begins: { ...begins, project: call.project, from: call.from },
    told: opened.told,
  };
}

/**
 * Whether the worktree of a run is needed after its end: all but one for a look, in which nothing
 * was left and nobody stands.
 */
function isKept(worktree: Worktree, { status }: Run): boolean {
  if (status !== "complete" || !isLookedAt(worktree)) return true;
  const lost = lostWith(worktree);
  return isInside(process.cwd(), worktree.top) || !Array.isArray(lost) || lost.length > 0;
}

/** That a review's findings can be sent where they belong. */
const sendsText = ({ run, options }: Run): string =>
  options[PULL_OPTION] === undefined
    ? ""
    : ` ${here(`comment ${run}`)} puts the findings into the pull request.`;

/** The end of a complete run in a worktree for a look, which goes with it. */
async function looked(asked: Call, worktree: Worktree, run: Run, answer: Answer): Promise<Answer> {
  callAt(asked, worktree.of);
  const dropped = await dropWorktree(worktree, asked.env);
  const shows = `${here(`report --run ${run.run}`)} shows this again.${sendsText(run)}`;
  const text = dropped.ok
    ? `Its worktree is removed. ${shows}`
    : `Not all of ${worktree.root} was removed: ${withRemedy(dropped)}. ${shows}`;
  return { ...answer, text: `${answer.text}\n${text}` };
}

/** The end of a drive in a worktree, with what is there and how that comes into the checkout. */
function left(asked: Call, worktree: Worktree, { how, run }: DriveEnd, answer: Answer): Answer {
  if (run === null) return answer;
  const data = { ...(answer.data as object), worktree: worktree.root, branch: worktree.branch };
  const { project } = callAt(asked, worktree.of);
  const drop = `${here(`drop ${run.run}`)} removes it`;
  if (how !== "ended" || run.status !== "complete" || worktree.branch === null) {
    const isComplete = run.status === "complete";
    const { fixes, others } = uncommittedIn(worktree, isComplete ? run : null);
    const lines = [
      answer.text,
      `Worktree: ${worktree.root}.${isComplete ? sendsText(run) : ""} ${drop}.`,
      ...given(
        how === "ended" && others.length > 0,
        `Uncommitted there: ${someOf(others.map(clean))}.`,
      ),
      ...given(
        fixes.length > 0,
        `Next: ${here(`take ${run.run}`)} brings its fixes into ${project.root}.`,
      ),
    ];
    return { ...answer, text: lines.join("\n"), data };
  }
  const settled = settle(worktree, run);
  const where = settled.ok
    ? `On the branch ${worktree.branch}, in ${worktree.root}.`
    : `Not committed in ${worktree.root}: ${withRemedy(settled)}.`;
  const next =
    run.options[PULL_OPTION] === undefined
      ? `Next: ${here(`take ${run.run}`)} brings it into ${project.root}; ${drop}.`
      : `Next: push it to the pull request, then ${here(`reply ${run.run}`)}; ${drop}.`;
  return { ...answer, text: [answer.text, where, next].join("\n"), data };
}
