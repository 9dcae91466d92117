import { visible } from "../../command-line.ts";
import { isLive, type Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import { keepCopy } from "../../record/machine/copies.ts";
import { beginningOf, isForeign, noteRun } from "../../record/machine/outside.ts";
import { testsOf } from "../../record/tests/test-record.ts";
import { statusWords } from "../../render/outcome.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { sha256 } from "../../store/journal.ts";
import { fit, moment, oneLine, wrapWhole } from "../../text.ts";
import { type ArchivedRun, knownRuns, runById } from "../end/archived-runs.ts";
import { readSettings } from "../settings/read-settings.ts";
import { pendingLines, powerLines, say, waitingText } from "../settings/trust.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  doorOf,
  Ends,
  no,
  RUN_OPTION,
  unreadableStranger,
  whichRun,
  wrongUsage,
} from "./command.ts";
import { brokenSettings } from "./usage/broken-settings.ts";

/**
 * Something that the person may take as theirs, with the code that stands for exactly what is
 * shown.
 */
interface Asked {
  what: "settings" | "run";
  code: string;
  lines: string[];
  /** All of it, and what to type. */
  text: string;
  take(isIgnored: boolean): void;
  taken: string;
}

/** What a run that came with the project was told to do, as its journal says. */
export async function runLines(run: Run): Promise<string[]> {
  const commands = testsOf(run).map(({ text }) => `  runs: ${visible(text)}`);
  return [
    `Run ${run.run} (${run.workflow}, ${statusWords(run.status)}), started ${moment(run.created_at)}, was not started on this machine:`,
    `  request: ${fit(oneLine(run.request.text), 500)}`,
    ...(run.auto ? ["  asks nobody (--auto)"] : []),
    ...commands,
    ...(await powerLines(run.settings)),
    "  what it records of agents and reviewers is not checked again",
  ];
}

/**
 * Runs that this machine did not start: the current and the parked ones, or the one that the caller
 * names.
 */
function strangers(call: Call): ArchivedRun[] {
  const { project, env } = call;
  const named = call.value("run");
  return (named === null ? knownRuns(project) : [named]).flatMap((id) => {
    const found = attempt(() => runById(project, id), null);
    const isMeant = found !== null && (named !== null || found.kept !== "archived");
    return isMeant && isForeign(project, env, found.place.task) ? [found] : [];
  });
}

async function askedRun(call: Call, { run, place, kept }: ArchivedRun): Promise<Asked> {
  const { project, env } = call;
  const lines = await runLines(run);
  const code = sha256(`${beginningOf(place.task)?.first} ${run.seq} ${run.updated_at}`).slice(
    0,
    10,
  );
  return {
    what: "run",
    code,
    lines,
    text: [...lines, `To take it over as yours: ${call.typed("trust")} ${code}`].join("\n"),
    take: () => {
      noteRun(project, run.run, env, place.task);
      if (kept === "here" && isLive(run)) keepCopy(project, run.run, env);
    },
    taken: `Run ${run.run} is yours from now on; ${call.typed(`status --run ${run.run}`)} shows how to continue it.`,
  };
}

async function asked(call: Call): Promise<Asked[]> {
  const read = await readSettings(call.project.root, call.env);
  const all = await Promise.all(strangers(call).map((stranger) => askedRun(call, stranger)));
  if (!read.ok && all.length === 0) throw new Ends(brokenSettings(read.problems));
  if (!read.ok) return all;
  const { waiting } = read;
  if (waiting === undefined) return all;
  const settings: Asked = {
    what: "settings",
    code: waiting.code,
    lines: pendingLines(waiting),
    text: waitingText(doorOf(call), waiting),
    take: (isIgnored) => say(call.project, waiting, isIgnored ? "left_out" : "approved", call.env),
    taken: `These settings of ${SETTINGS_FILE} apply here from now on, until they change:`,
  };
  return [settings, ...all];
}

/** In place of a code: for scripts, which show and take all at once. */
const ALL = "all";

const SLASH = "/multi-ai:trust";

export const trust: Command = {
  summary:
    "Approve settings or a run that came with the project: shows them, each with a code; with that code it approves",
  usage: "[code]",
  args: [0, 1],
  about: (most) =>
    wrapWhole(
      `With ${ALL} instead of the code, for scripts, it shows and approves everything at once.`,
      most,
      0,
    ),
  options: {
    ...RUN_OPTION,
    without: { about: "Work without these settings, and do not ask about them again" },
  },
  foreign: true,
  slash: () => SLASH,
  async run(call): Promise<Answer> {
    try {
      if (call.value("run") !== null) whichRun(call);
    } catch (error) {
      // One that cannot be read is told below.
      if (!(error instanceof Ends) || error.answer.exit === 1) throw error;
    }
    const all = await asked(call);
    const [code = null] = call.args;
    if (all.length === 0) {
      const text = "Nothing here needs approval.";
      const data = { waiting: [], taken: [] };
      return (
        unreadableStranger(call) ??
        (code === null || code === ALL ? done(text, data) : no(text, data))
      );
    }
    const isIgnored = call.has("without");
    const shown = ({ what, code: own, lines }: Asked) => ({
      what,
      code: own,
      lines: lines.map((line) => line.trim()),
    });
    const data = { waiting: all.map(shown) };
    const text = all.map((one) => one.text).join("\n\n");
    if (code === null)
      return isIgnored ? wrongUsage(`--without needs the code\n${text}`) : done(text, data);
    const isAll = code === ALL && call.session === null;
    const taken = all.filter((one) => isAll || one.code === code.toLowerCase());
    if (taken.length === 0) return no(`That code does not match what is there now.\n${text}`, data);
    if (isIgnored && taken.some((one) => one.what === "run"))
      return wrongUsage("--without is for settings");
    const title = isIgnored
      ? "Runs here will work without these settings:"
      : "This approves in your name:";
    await call.agreed([title, ...taken.flatMap(({ lines }) => lines)].join("\n"), SLASH, data);
    for (const one of taken) one.take(isIgnored);
    const outcome = taken.flatMap((one) => [
      isIgnored ? "Ignored here until they change:" : one.taken,
      ...one.lines,
    ]);
    return done(outcome.join("\n"), { taken: taken.map(shown) });
  },
};
