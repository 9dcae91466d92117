import { isLive, type Run } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import { findClaude, hostEnvironment, leftOut, pluginIsInstalled, pluginRoot } from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { accepted } from "../record/accepted.ts";
import { noteScript } from "../record/scripts.ts";
import { heldReason } from "../render/directive.ts";
import { progressLines, waitingLine } from "../render/progress.ts";
import { questionText } from "../render/questions.ts";
import { columns } from "../run/commands/arguments.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  noRunText,
  type Option,
  ownRun,
  wrongUsage,
} from "../run/commands/command.ts";
import { slipIn } from "../run/commands/slips.ts";
import { driveRun, type HeadlessEnd } from "../run/headless.ts";
import { lookForSilence } from "../run/notify/start.ts";
import { viewQuestions } from "../run/questions.ts";
import { reportOf } from "../run/report.ts";
import { mendSettings, readSettings } from "../run/settings.ts";
import { chosenText, issueIn, issueText, readStart } from "../run/start-request.ts";
import { waitingText } from "../run/trust.ts";
import { clean, didYouMean } from "../text.ts";
import { allStarts, isLiteral, meantBy, moduleOf, startOf, typedCommand, WORKFLOW_NAMES } from "../workflows/index.ts";

const DEFAULT_MODE = "acceptEdits";
const MODES = ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual"];
/**
 * Tools of the main thread that no run calls, and no agent of ours has. Their descriptions are a third of each request of the
 * main thread, in 2.1.197 half of it. Names that a version of the host does not know it takes in silence, as long as any version had them.
 */
const UNUSED_TOOLS = [
  "CronCreate",
  "CronDelete",
  "CronList",
  "EnterWorktree",
  "ExitWorktree",
  "ListAgents",
  "Monitor",
  "ReportFindings",
  "ScheduleWakeup",
  "SendMessage",
  "Workflow",
];
const goOn = (): string => here("run --continue");
const AUTO = "auto";
/** What is typed in a session that goes on with the live run. */
const GO_ON = `/${PLUGIN}:resume`;

/** What is typed into the host, and what was chosen for the person; or why nothing is. */
type Prompt = { ok: true; prompt: string; chosen?: string | null } | { ok: false; answer: Answer };
const broken = (text: string): Answer => ({ exit: 3, text, data: { error: text } });
/** Nothing was started: scripts read it in the field that says how a run ended; one that waits for an answer says that. */
const refused = (answer: Answer): Answer => ({ ...answer, data: { end: "refused", ...(answer.data as object) } });
const refuse = (answer: Answer): Prompt => ({ ok: false, answer });

/** Prints a line of progress. Not by `say`: that takes colours out as well, and these lines are made of clean text. */
const show = (call: Call, line: string): void => {
  (call.json ? process.stderr : process.stdout).write(`${line}\n`);
};

/** Flags of all start commands as options of this verb, but for those that every run has. */
const START_OPTIONS: Record<string, Option> = Object.fromEntries(
  Object.entries(allStarts()).flatMap(([name, { flags }]) =>
    Object.entries(flags)
      .filter(([flag]) => flag !== AUTO)
      .map(([flag, one]): [string, Option] => [
        flag,
        one.takes === "nothing"
          ? { about: `${name}: ${one.about}` }
          : { value: one.value, ...(one.takes === "name" ? { optional: true } : {}), about: `${name}: ${one.about}` },
      ]),
  ),
);

/** Start flags that were given, as they are typed in the host. */
const givenFlags = (call: Call): [string, string][] =>
  Object.keys(START_OPTIONS).flatMap((flag): [string, string][] => {
    const value = call.value(flag);
    return value !== null ? [[flag, `--${flag}=${value}`]] : call.has(flag) ? [[flag, `--${flag}`]] : [];
  });

/** What is typed for a start, when the hook would take it; else what it would say. */
async function startPrompt(call: Call, name: string, text: string, isLetter: boolean): Promise<Prompt> {
  const command = startOf(name);
  const given = givenFlags(call);
  const foreign = given.find(([flag]) => !Object.hasOwn(command.flags, flag));
  const possible = Object.keys(command.flags).map((flag) => `--${flag}`);
  if (foreign) return refuse(wrongUsage(`run ${name} takes no --${foreign[0]}; possible: ${possible.join(", ")}`));
  const spaced = given.find(([, typed]) => /\s/.test(typed));
  if (spaced) return refuse(wrongUsage(`--${spaced[0]}: found "${call.value(spaced[0])}", expected no white space`));
  const flags = [...given.map(([, typed]) => typed), ...(call.has(AUTO) ? [`--${AUTO}`] : [])];
  const named = isLetter ? null : issueIn(name, text);
  const isBehind = named === null && (isLetter || command.strict || isLiteral(text));
  const words = text === "" ? [] : [...(isBehind ? ["--"] : []), text];
  const line = [...flags, ...words].join(" ");
  const settings = await readSettings(call.project.root, call.env);
  if (!settings.ok) return refuse(broken(`${settings.problems.join("\n")}\n${mendSettings()}`));
  if (settings.waiting !== undefined)
    return refuse(
      no(`Nothing was started. ${waitingText("terminal", settings.waiting)}`, { waiting: settings.waiting.code }),
    );
  // The session reads it once more; here it is known what is wrong before anything starts.
  const issue =
    named === null ? null : await (await import("../run/issue.ts")).readIssue(call.project, named, call.env);
  if (issue?.ok === false)
    return refuse(
      no(
        `Nothing was started. ${clean(issue.problem)}\nIn your own words: ${here(`run ${name} "${command.request}"`)}`,
      ),
    );
  let chosen: string | null = null;
  if (command.strict || command.resolves !== undefined || command.hint !== undefined) {
    const read = readStart(name, line, settings.settings, call.project.root, issue);
    if (!read.ok) return refuse(read.refused ? no(`Nothing was started. ${read.problem}`) : wrongUsage(read.problem));
    chosen = chosenText(read.value.start, read.value.request);
  }
  return { ok: true, prompt: `${typedCommand(name)} ${line}`.trim(), chosen };
}

/** `; did you mean …?` for a word in the place of a command, or nothing. */
function meant(word: string, known: string[]): string {
  const line = meantBy(word);
  return line === null ? didYouMean(word, known) : `; did you mean ${here(line)}?`;
}

/** The command and its request: the name of a workflow with several commands may stand in front of one of them. */
function commandIn(args: string[]): { ok: true; args: string[] } | { ok: false; problem: string } {
  const [first = ""] = args;
  const isWorkflow = WORKFLOW_NAMES.includes(first) && !Object.hasOwn(allStarts(), first);
  const [command, ...behind] = isWorkflow ? args.slice(1) : args;
  if (isWorkflow) {
    const own = Object.keys(moduleOf(first).starts);
    const has = `${first} has ${own.join(", ")}`;
    if (command === undefined) return { ok: false, problem: `a command is missing; ${has}` };
    if (!own.includes(command))
      return { ok: false, problem: `unknown command "${command}"; ${has}${meant(command, own)}` };
  }
  return behind.length < 2
    ? { ok: true, args: command === undefined ? [] : [command, ...behind] }
    : {
        ok: false,
        problem: `unknown argument "${behind[1]}"; "<request>" has to stand in quotation marks\n${here("run --help")} shows how`,
      };
}

/** What is typed into the host; or why not. */
async function promptOf(call: Call): Promise<Prompt> {
  const run = ownRun(call);
  const live = run !== null && isLive(run);
  if (call.has("continue")) {
    if (call.args.length > 0) return refuse(wrongUsage("run --continue takes no workflow and no request"));
    const late = [...givenFlags(call).map(([flag]) => flag), ...(call.has(AUTO) ? [AUTO] : [])][0];
    if (late !== undefined)
      return refuse(wrongUsage(`--${late} is set when a run starts; it cannot be added to one that is live`));
    if (run === null) return refuse(no(noRunText(call), { run: null }));
    if (!live)
      return refuse(no(`Run ${run.run} is over (${run.status}): nothing is left to go on with.`, { run: run.run }));
    if (isAlive(run.owner?.host ?? null))
      return refuse(
        no(
          `Run ${run.run} goes on in a session that is at work (process ${run.owner!.host!.pid}): end that session first.`,
          {
            run: run.run,
            owner: run.owner!.host!.pid,
          },
        ),
      );
    if (run.questions.length > 0)
      return refuse(question(call, run, `Run ${run.run} waits for your answer; nothing was started.`));
    return { ok: true, prompt: GO_ON };
  }
  const named = commandIn(call.args);
  if (!named.ok) return refuse(wrongUsage(named.problem));
  const [workflow = "", request = ""] = named.args;
  const known = Object.keys(allStarts());
  const isBare = named.args.length === 1 && known.includes(workflow) && startOf(workflow).bare === true;
  if (named.args.length < 2 && !isBare) {
    const name = known.includes(workflow) ? workflow : PLUGIN;
    // One word more is a request whose workflow was left out.
    if (/\s/.test(workflow.trim()))
      return refuse(wrongUsage(`the workflow is missing (${known.join(", ")}): ${here(`run ${name} "<request>"`)}`));
    const line = workflow === "" || known.includes(workflow) ? null : meantBy(workflow);
    if (line !== null) return refuse(wrongUsage(`unknown workflow "${workflow}"; did you mean ${here(line)}?`));
    return refuse(
      wrongUsage(
        `run needs ${named.args.length === 0 ? "a workflow and a request" : "a request"}: ${here(`run ${name} "${startOf(name).request}"`)}`,
      ),
    );
  }
  // As it is typed inside Claude Code, `/multi-ai:council`.
  const bare = workflow.toLowerCase().replace(new RegExp(`^/?(?:${PLUGIN}:)?`), "");
  if (!Object.hasOwn(allStarts(), workflow))
    return refuse(
      wrongUsage(
        `unknown workflow "${workflow}"; known: ${known.join(", ")}${Object.hasOwn(allStarts(), bare) ? `; did you mean ${bare}?` : meant(bare, known)}`,
      ),
    );
  // The system takes no argument above 128 kB; what is longer comes through standard input.
  const text = (request === "-" ? await Bun.stdin.text() : request).trim();
  if (text === "" && startOf(workflow).bare !== true)
    return refuse(wrongUsage(`the request is empty: ${here(`run ${workflow} "${startOf(workflow).request}"`)}`));
  const slip = slipInRequest(workflow, text);
  if (slip !== null) return refuse(wrongUsage(slip));
  if (live) {
    const there = `Run ${run.run} is live in ${call.project.root}`;
    if (run.questions.length > 0)
      return refuse(question(call, run, `${there} and waits for your answer; nothing was started.`));
    const owner = run.owner?.host ?? null;
    const next = isAlive(owner) ? `it goes on in its session (process ${owner!.pid})` : goOn();
    return refuse(no(`${there}; nothing was started.\nNext: ${next}, or ${here("cancel")}.`, { run: run.run }));
  }
  return startPrompt(call, workflow, text.replace(/^--\s+/, ""), /^--\s/.test(text));
}

/** Why a request is more likely a flag or a verb in the wrong place; null: it is a request. Behind a word `--` it always is. */
function slipInRequest(workflow: string, text: string): string | null {
  if (/^--\s/.test(text)) return null;
  const { flags } = startOf(workflow);
  const [, first = null] = /^--([^\s=]+)/.exec(text) ?? [];
  const [, last = null] = /\s--([^\s=]+)$/.exec(text) ?? [];
  const misplaced = first ?? (last !== null && didYouMean(last, Object.keys(flags)) !== "" ? last : null);
  if (misplaced === null) return slipIn("terminal", workflow, text);
  const meant = Object.hasOwn(flags, misplaced) ? "" : didYouMean(misplaced, Object.keys(flags), "--");
  return `--${misplaced} stands in the request${meant}; put options of run outside of the request. To have it in the request: ${here("run")} ${workflow} "-- …"`;
}

/** Arguments of the host: the plugin, unless the host has it by itself, what of the project counts, and what its tools may do. */
function hostArguments(call: Call, plugin: string): string[] {
  const tools = call.value("allowed-tools");
  const { files, args } = leftOut(call.env, call.project.root);
  if (files.length > 0)
    call.say(
      `${files.join(", ")}: left out, because this folder is not trusted in Claude Code yet. To have them count, start claude here once and accept its dialog; in CI set projects["${call.project.root}"].hasTrustDialogAccepted to true in ~/.claude.json.`,
    );
  return [
    ...args,
    ...(pluginIsInstalled(call.env, call.project.root) ? [] : ["--plugin-dir", plugin]),
    ...["--permission-mode", call.value("permission-mode") ?? DEFAULT_MODE],
    ...(tools === null ? [] : [`--allowedTools=${tools}`]),
    `--disallowedTools=${UNUSED_TOOLS.filter((name) => !new RegExp(`\\b${name}\\b`).test(tools ?? "")).join(",")}`,
  ];
}

/** The run stops at a question: its words, and what to type. */
function question(call: Call, run: Run, lead: string): Answer {
  const shown = viewQuestions(call.project, run);
  const text = shown.map((one) => questionText(one, here("decide"))).join("\n\n");
  const data = {
    run: run.run,
    end: "question",
    status: run.status,
    questions: shown.map(({ id, question }) => ({ id, question })),
  };
  return { exit: 1, text: clean(`${lead}\n\n${text}\nThen: ${goOn()}`), data };
}

/** What a run that stands still waits for. */
function dueText(run: Run): string {
  const due = run.tasks.filter((task) => task.status === "ready" || task.status === "running");
  return due.length === 0 ? "" : ` Due: ${due.map((task) => `${task.id} ${task.subject}`).join(", ")}.`;
}

/** What the exit code of `run` says; 0 is nothing else than a run that is complete. docs/usage.md has the table. */
const EXITS =
  "0: it is complete. 1: it waits for your answer, you stopped it, it is over without being complete, or nothing was started. 3: it stands still, or Claude Code failed";

/** What a drive came to, with what to do next. */
export function ending(call: Call, end: HeadlessEnd): Answer {
  const data = { run: end.how === "not_started" ? null : (end.run?.run ?? null), end: end.how };
  const answer = (exit: Answer["exit"], text: string): Answer => ({ exit, text: clean(text), data });
  switch (end.how) {
    case "ended":
      if (end.run.status === "complete") return done(reportOf(call.project, end.run), { ...data, status: "complete" });
      return answer(1, `Run ${end.run.run} is over: ${end.run.status}, ${end.run.reason}\nNext: ${here("report")}`);
    case "question":
      return question(call, end.run, `Run ${end.run.run} stops here: the person decides.`);
    case "held":
      return answer(
        3,
        `Run ${end.run.run} waits, nothing is lost. ${heldReason(end.run.paused!)}\nNext: ${goOn()}, when that is over.`,
      );
    case "stalled":
      return answer(
        3,
        `Run ${end.run.run} stands still: the session did not do what it was told to do next.${dueText(end.run)}\n${end.said}\nNext: ${goOn()}`,
      );
    case "not_started":
      return answer(
        3,
        `No run came of it. Claude Code said:\n${end.said}\nNext: ${here("dry-run")} shows whether everything is in place.`,
      );
    case "cancelled":
      return end.run === null || !isLive(end.run)
        ? answer(1, "Stopped by you. No run is live.")
        : answer(1, `Stopped by you. Run ${end.run.run} stays as it is.\nNext: ${goOn()}, or ${here("cancel")}.`);
    case "host_failed": {
      const next = end.run !== null && isLive(end.run) ? `${goOn()}, when that is put right` : here("dry-run");
      return answer(3, `Claude Code failed:\n${end.said}\nNext: ${next}`);
    }
  }
}

/** This script may answer the run that it has started, see `record/scripts.ts`. */
function noteOwnScript(call: Call, { run }: Run): void {
  try {
    noteScript(call.project, run, call.env);
  } catch {
    // Then a terminal or a session answers.
  }
}

/** The run here, where it waits for answers and no session is at work on it; null: there is none. */
function waitingHere(call: Call): Run | null {
  const run = ownRun(call);
  const waits = run !== null && isLive(run) && !run.auto && run.questions.length > 0;
  return waits && !isAlive(run.owner?.host ?? null) ? run : null;
}

/** Drives the run by one session of the host, in which `prompt` is typed first. Ctrl-C ends it in order. */
async function driven(call: Call, claude: string, args: string[], prompt: string): Promise<HeadlessEnd> {
  const stop = new AbortController();
  const interrupted = (): void => {
    if (stop.signal.aborted) process.exit(1);
    call.say("Stopping: Claude Code and the run's checks are ended. Ctrl-C again stops at once.");
    stop.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, interrupted);
  // Whatever ends this program before the run is complete, such as a closed pipe: it does not end well.
  process.exitCode = 3;
  const shown = { paint: call.paint, look: (sha: string) => accepted(call.project, sha) };
  try {
    return await driveRun({
      project: call.project,
      claude,
      args,
      env: hostEnvironment(call.env, pluginRoot()),
      prompt,
      signal: stop.signal,
      listener: (run, events) => {
        if (events.some((event) => event.type === "run_created")) {
          noteOwnScript(call, run);
          const from = issueText(run, run.request.bytes);
          if (from !== null) call.say(from);
        }
        for (const event of events) for (const line of progressLines(run, event, shown)) show(call, line);
      },
      onSilence: (run, now) => {
        lookForSilence(call.project);
        show(call, waitingLine(run, now, shown));
      },
    });
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
  }
}

/** What can be started, with what stands behind its name and the options that it takes: a part of the help. */
export const startLines = (most: number): string[] => [
  "What it starts:",
  ...columns(
    Object.entries(allStarts()).map(([name, { request, flags }]): [string, string] => [
      request === "" ? name : `${name} "${request}"`,
      Object.keys(flags)
        .map((flag) => `--${flag}`)
        .join(" "),
    ]),
    most,
  ),
];

export const run: Command = {
  summary: `Drive a run headless. Exit ${EXITS}`,
  usage: '<workflow> "<request>" (- reads it from standard input)',
  args: [0, 3],
  about: startLines,
  options: {
    [AUTO]: { about: "Ask nobody: the story is approved as it is" },
    ...START_OPTIONS,
    continue: { about: "Go on with the live run, after a decide or a stop; without workflow and request" },
    "permission-mode": {
      value: "<mode>",
      about: `How the host treats tool calls (${DEFAULT_MODE}; approved tests run in each): ${MODES.join(", ")}`,
    },
    "allowed-tools": { value: "<rules>", about: 'Tool calls that need no permission, such as "Bash(bun test:*)"' },
    claude: { value: "<path>", about: "Claude Code to use, in place of the one on PATH" },
  },
  async run(call) {
    const mode = call.value("permission-mode");
    if (mode !== null && !MODES.includes(mode))
      return refused(
        wrongUsage(
          `--permission-mode: found "${mode}"${mode === "plan" ? ", in which no agent may write its result" : didYouMean(mode, MODES)}; expected one of ${MODES.join(", ")}. Without it: ${DEFAULT_MODE}`,
        ),
      );
    const claude = findClaude(call.value("claude"), call.env, call.project.root);
    // Loaded where somebody may sit: for a script nothing changes.
    const asking = call.has(AUTO) || !process.stdin.isTTY ? null : await import("./ask-here.ts");
    const asks = asking?.personIsHere(call) ? asking.askHere : null;
    /** Asks what the run waits for; the answer where it does not go on. */
    const asked = async (waiting: Run): Promise<Answer | null> => {
      const run = await asks!(call, waiting);
      if (!isLive(run)) return ending(call, { how: "ended", run });
      return run.questions.length > 0 ? ending(call, { how: "question", run }) : null;
    };
    const waits = asks !== null && claude !== null && call.has("continue") ? waitingHere(call) : null;
    const left = waits === null ? null : await asked(waits);
    if (left !== null) return left;
    const prompt = await promptOf(call);
    if (!prompt.ok) return refused(prompt.answer);
    if (claude === null) {
      const where = call.value("claude") ?? "on PATH";
      return refused(broken(`Claude Code was not found (${where}). Install it, or name it: --claude <path>`));
    }
    if (prompt.chosen) call.say(prompt.chosen);
    const args = hostArguments(call, pluginRoot());
    let end = await driven(call, claude, args, prompt.prompt);
    while (asks !== null && end.how === "question" && !end.run.auto) {
      const stopped = await asked(end.run);
      if (stopped !== null) return stopped;
      end = await driven(call, claude, args, GO_ON);
    }
    return ending(call, end);
  },
};
