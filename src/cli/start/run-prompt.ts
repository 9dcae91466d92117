import { isLive, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { here, PLUGIN, startInHost, wordOf } from "../../plugin.ts";
import { isGone } from "../../record/machine/copies.ts";
import { endWords } from "../../render/outcome.ts";
import { questionText } from "../../render/questions.ts";
import { restoreRecord } from "../../run/audit/folder.ts";
import {
  type Answer,
  type Call,
  Ends,
  no,
  type Option,
  wrongUsage,
} from "../../run/commands/command.ts";
import { settingsIn } from "../../run/commands/usage/broken-settings.ts";
import { slipIn } from "../../run/commands/usage/slips.ts";
import { modeInBackground } from "../../run/driver/background.ts";
import { endedText, following } from "../../run/end/follow-up.ts";
import { waitingAtStart } from "../../run/settings/trust.ts";
import { type Beginning, readBeginning } from "../../run/start/begin-run.ts";
import { ISSUE_URL, isFileFlag } from "../../run/start/start-request.ts";
import { isWanting } from "../../run/views/caught.ts";
import { openMerged } from "../../run/views/merged.ts";
import { viewQuestions } from "../../run/views/questions.ts";
import { reportOf } from "../../run/views/report.ts";
import { glanceAt } from "../../run/views/status.ts";
import type { Settings } from "../../settings.ts";
import { clean, didYouMean, sentence } from "../../text.ts";
import { EVERY_RUN } from "../../workflows/contract/contract.ts";
import { allStarts, startOf } from "../../workflows/index.ts";

/** What `run` starts or goes on with, from what a person has typed; or why nothing is started. */

export const goOn = (): string => here("run --continue");
export const AUTO = "auto";
/** In a worktree and on a branch of its own, beside what goes on in the checkout. */
export const WORKTREE = "worktree";

const startFlags = Object.entries(allStarts()).flatMap(([name, { flags }]) =>
  Object.entries(flags)
    .filter(([flag]) => !Object.hasOwn(EVERY_RUN, flag))
    .map(([flag, one]) => ({ name, flag, one })),
);
/** Flags of all start commands as options of this verb, but for those that every run has. */
export const START_OPTIONS: Record<string, Option> = Object.fromEntries(
  startFlags.map(({ flag, one }) => {
    const names = startFlags.filter((other) => other.flag === flag).map(({ name }) => name);
    return [flag, { ...one, about: `${names.join(", ")}: ${one.about}` }];
  }),
);

const WITHOUT_CODEX = "without-codex";
/** For whoever starts many runs, and knows of all of them that Codex is not there. */
export const WITHOUT_OPTION: Record<string, Option> = {
  [WITHOUT_CODEX]: { about: "Opus reviews where Codex would, unless codex.missing is set" },
};

const ISSUE = "issue";
/** For whoever has read an issue already, as a server has. */
export const ISSUE_OPTION: Record<string, Option> = {
  [ISSUE]: {
    value: "<url>",
    about: "Says that the request is the text of this issue, which anybody may have written",
  },
};

/** The settings of a new run: with that option nobody is asked in Codex' place. */
const withoutCodex = (call: Call, settings: Settings): Settings =>
  call.has(WITHOUT_CODEX) && settings.codex.missing === "ask"
    ? { ...settings, codex: { ...settings.codex, missing: "opus" } }
    : settings;

/** What starts a run with these options, by the verb of its own where it has one. */
export function startAgain(given: Call["given"], name: string, request: string): string {
  const options = Object.entries(given).map(
    ([option, value]) => `--${option}${value === true ? "" : `=${value}`}`,
  );
  const verb = startOf(name).verb === undefined ? ["run", name] : [name];
  return here([...verb, ...options, request].map(wordOf).join(" ").trim());
}

/** Start flags that were given, with their values. */
const givenFlags = (call: Call): [string, string | null][] =>
  [...Object.keys(START_OPTIONS), AUTO]
    .filter((flag) => Object.hasOwn(call.given, flag))
    .map((flag) => [flag, call.value(flag)]);

/** A start, read as one that is typed in a session. */
async function startPrompt(
  call: Call,
  name: string,
  text: string,
  isLetter: boolean,
): Promise<Beginning> {
  const command = startOf(name);
  const given = givenFlags(call);
  const foreign = given.find(([flag]) => !Object.hasOwn(command.flags, flag));
  const possible = [
    AUTO,
    ...Object.keys(command.flags).filter((flag) => !Object.hasOwn(EVERY_RUN, flag)),
  ].map((flag) => `--${flag}`);
  if (foreign)
    throw new Ends(
      wrongUsage(`run ${name} takes no --${foreign[0]}; possible: ${possible.join(", ")}`),
    );
  const url = call.value(ISSUE);
  if (url !== null && (command.issue === undefined || !ISSUE_URL.test(url)))
    throw new Ends(
      wrongUsage(
        command.issue === undefined
          ? `run ${name} takes no --${ISSUE}`
          : `--${ISSUE}: found "${url.slice(0, 60)}", expected https://<host>/<owner>/<name>/issues/<number>. To have an issue read: ${startAgain({}, name, "#12")}`,
      ),
    );
  const spaced = given.find(([, value]) => /\s/.test(value ?? ""));
  if (spaced)
    throw new Ends(wrongUsage(`--${spaced[0]}: found "${spaced[1]}", expected no white space`));
  const { settings, waiting } = await settingsIn(call);
  if (waiting !== undefined)
    throw new Ends(
      no(waitingAtStart("terminal", waiting, call.project, call.env), { waiting: waiting.code }),
    );
  const beside = call.has(WORKTREE) && Object.hasOwn(command.flags, WORKTREE);
  const flags = new Map([...given, ...(beside ? [[WORKTREE, null] as const] : [])]);
  const typed = { text, flags, isLiteral: isLetter || url !== null };
  const issue = url === null ? null : { url, request: text };
  const read = await readBeginning(call, withoutCodex(call, settings), name, typed, issue);
  if (!read.ok)
    throw new Ends(
      read.refused
        ? no(`Nothing was started. ${sentence(read.problem)}`)
        : wrongUsage(read.problem),
    );
  return read.value;
}

function unknownWorkflow({ given }: Call, word: string): Answer {
  const known = Object.keys(allStarts());
  if (/\s/.test(word))
    return wrongUsage(
      `the workflow is missing before the request; did you mean ${startAgain(given, PLUGIN, word)}?`,
    );
  return wrongUsage(
    `unknown workflow "${word}"${didYouMean(word.toLowerCase(), known) || `; known: ${known.join(", ")}`}`,
  );
}

/** The live run goes on. @throws Ends where it does not */
function continued(call: Call, run: Run | null): null {
  if (call.args.length > 0)
    throw new Ends(wrongUsage("run --continue takes no workflow and no request"));
  const [late] = givenFlags(call);
  if (late !== undefined)
    throw new Ends(wrongUsage(`--${late[0]} is set when a run starts; it cannot be added later`));
  if (call.has(WORKTREE))
    throw new Ends(wrongUsage("--worktree is given when a run starts; run --continue takes none"));
  if (run === null) throw new Ends(no(call.noRunText(), { run: null }));
  // An answer may have been all that it waited for: then nobody was told its end.
  if (!isLive(run)) throw new Ends(over(call, run, run.released));
  const owner = livingOwner(run);
  if (owner !== null) {
    const text = run.owner?.driver
      ? `Run ${run.run} is running by itself (process ${owner.pid}). ${here("park")} parks it, ${here("cancel")} ends it.`
      : `Run ${run.run} is running in a session (process ${owner.pid}): end that session first.`;
    throw new Ends(no(text, { run: run.run, owner: owner.pid }));
  }
  if (run.questions.length > 0) throw new Ends(waitsAlready(call, run, `Run ${run.run}`));
  return null;
}

/** What begins; null: the live run goes on. @throws Ends where nothing does */
export async function promptOf(call: Call): Promise<Beginning | null> {
  if (call.has("continue")) {
    if (isGone(call.project, call.env)) restoreRecord(call.project, call.env);
    return continued(call, call.ownRun());
  }
  const run = call.has(WORKTREE) ? null : call.ownRun();
  const [workflow = "", request, more] = call.args;
  if (workflow === "")
    throw new Ends(
      wrongUsage(
        `run needs a workflow and a request: ${startAgain(call.given, PLUGIN, startOf(PLUGIN).request)}`,
      ),
    );
  if (!Object.hasOwn(allStarts(), workflow)) throw new Ends(unknownWorkflow(call, workflow));
  if (more !== undefined)
    throw new Ends(wrongUsage(`unknown argument "${more}"; put "<request>" in quotation marks`));
  const isBare = startOf(workflow).bare === true;
  // The system takes no argument above 128 kB; what is longer comes through standard input.
  const text = (request === "-" ? await Bun.stdin.text() : (request ?? "")).trim();
  const isFiled = givenFlags(call).some(([flag]) => isFileFlag(startOf(workflow), flag));
  if (text === "" && !isBare && !isFiled) {
    const lacks = request === undefined ? "run needs a request" : "the request is empty";
    throw new Ends(
      wrongUsage(`${lacks}: ${startAgain(call.given, workflow, startOf(workflow).request)}`),
    );
  }
  const slip = slipInRequest(workflow, text);
  if (slip !== null) throw new Ends(wrongUsage(slip));
  if (run !== null && isLive(run)) {
    const there = `Run ${run.run} in ${call.project.root} is not over`;
    const beside = `${startAgain({ [WORKTREE]: true, ...call.given }, workflow, request ?? "")} starts another beside it.`;
    if (run.questions.length > 0) throw new Ends(waitsAlready(call, run, `${there} and`, beside));
    const owner = livingOwner(run);
    const next = owner === null ? goOn() : `it continues in its session (process ${owner.pid})`;
    const others = `To start another: ${here("park")} sets this one aside, ${here("cancel")} ends it. ${beside}`;
    throw new Ends(
      no(`${there}; nothing was started.\nNext: ${next}. ${others}`, { run: run.run }),
    );
  }
  return startPrompt(call, workflow, text.replace(/^--\s+/, ""), /^--\s/.test(text));
}

/**
 * Why a request is more likely a flag or a verb in the wrong place; null: it is a request. After a
 * word `--` it always is.
 */
function slipInRequest(workflow: string, text: string): string | null {
  if (/^--\s/.test(text)) return null;
  const { flags } = startOf(workflow);
  // A text that begins with a dash stood after a word `--`: only a flag of a start is a slip
  // there.
  const ends = [/^--([^\s=]+)/, /\s--([^\s=]+)$/].map((end) => end.exec(text)?.[1]);
  const misplaced = ends.find(
    (end) => end !== undefined && didYouMean(end, Object.keys(flags)) !== "",
  );
  if (misplaced === "background")
    return `--background is typed in Claude Code: ${startInHost(workflow)} --background ${startOf(workflow).request}`;
  if (misplaced === undefined) return slipIn("terminal", workflow, text);
  return `--${misplaced} is in the request; put options of run outside the request. To keep it in the request: ${here("run")} ${workflow} "-- …"`;
}

/** What a run came to that is over. `isAgain`: its report was read. */
export function over({ project }: Call, run: Run, isAgain = false): Answer {
  const next = following(project, run);
  const isComplete = run.status === "complete";
  const isFine = isComplete && !isWanting(project, run);
  const exit = isFine && (next === null || next.ok || next.finished) ? 0 : 1;
  const text =
    isComplete && !isAgain
      ? `${reportOf(project, run)}\n`
      : `Run ${run.run} is over: ${endWords(run)}\nNext: ${glanceAt(run).next}`;
  const findings = isComplete ? openMerged(project, run) : [];
  const data = {
    ...{ run: run.run, end: "ended", status: run.status },
    ...(findings.length > 0 && { findings }),
  };
  const all = clean([text, endedText(next) ?? ""].join("\n").trimEnd());
  return { exit, text: all, data, ...(isComplete && { isReport: true as const }) };
}

/**
 * Nothing is started beside a question: it was shown when the run stopped there, so that its first
 * line tells which it is.
 */
const waitsAlready = (call: Call, run: Run, who: string, more = ""): Answer =>
  question(
    call,
    run,
    `${who} needs your answer; nothing was started. ${here("status")} shows all of it. ${more}`.trim(),
    true,
  );

/** The run stops at a question: its words, and what to type. */
export function question(call: Call, run: Run, lead: string, isShort = false): Answer {
  const shown = viewQuestions(call.project, run);
  const most = isShort ? 1 : undefined;
  const text = shown
    .map((one) =>
      questionText({ ...one, question: one.question.split("\n", most).join("\n") }, here("decide")),
    )
    .join("\n\n");
  const data = {
    run: run.run,
    end: "question",
    status: run.status,
    questions: shown.map(({ id, question }) => ({ id, question })),
  };
  const isBeside = modeInBackground(call.project, call.env, run) !== null;
  const then = isBeside ? "Then it continues in the background." : `Then: ${goOn()}`;
  return { exit: 1, text: clean(`${lead}\n\n${text}\n${then}`), data };
}
