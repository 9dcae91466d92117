import { join } from "node:path";
import { visible } from "../../command-line.ts";
import { isLive, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { keepCopy } from "../../record/copies.ts";
import { beginningOf, isForeign, noteRun } from "../../record/outside.ts";
import { testsOf } from "../../record/tests.ts";
import { statusWords } from "../../render/outcome.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { parkedRuns } from "../../store/archive.ts";
import { sha256 } from "../../store/journal.ts";
import { fit, moment, oneLine, wrapWhole } from "../../text.ts";
import { keptRun, readable } from "../life/kept-runs.ts";
import { readSettings } from "../life/settings.ts";
import { heldLines, powerLines, say } from "../life/trust.ts";
import { brokenSettings } from "./broken-settings.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  RUN_OPTION,
  typedIn,
  whichRun,
  wrongUsage,
} from "./command.ts";
import { unreadableStranger } from "./foreign.ts";

/** Something that the person may take as theirs, with the code that stands for exactly what is shown. */
interface Asked {
  what: "settings" | "run";
  code: string;
  lines: string[];
  take(left: boolean): void;
  taken: string;
}

/** What a run that came with the project was told to do, as its journal says. */
function runLines(run: Run): string[] {
  const commands = testsOf(run).map(({ text }) => `  runs: ${visible(text)}`);
  return [
    `Run ${run.run} (${run.workflow}, ${statusWords(run.status)}), begun ${moment(run.created_at)}, was not started on this machine:`,
    `  request: ${fit(oneLine(run.request.text), 500)}`,
    ...(run.auto ? ["  asks nobody (--auto)"] : []),
    ...commands,
    ...powerLines(run.settings),
    "  what its agents and reviewers are said to have done is not checked again",
  ];
}

/** Runs that this machine did not start and that the person may mean: the live one, parked ones, and the one that is named. */
function strangers(call: Call) {
  const { project, env } = call;
  const named = call.value("run");
  const kept = named === null ? null : keptRun(project, named);
  const places: [at: string, place: Project][] = [
    [project.task, project],
    ...parkedRuns(project.task).map((name): [string, Project] => {
      const at = join(project.task, "parked", name);
      return [at, { ...project, task: at }];
    }),
    ...(kept?.kept === "archived" ? [[kept.place.task, kept.place] as [string, Project]] : []),
  ];
  return places.flatMap(([at, place]) => {
    const found = beginningOf(at);
    if (found === null || !isForeign(project, env, at)) return [];
    const run = readable(place);
    const wanted = named === null ? run !== null && (isLive(run) || at === project.task) : run?.run === named;
    const next = run !== null && isLive(run) ? `; ${typedIn(call, "resume")} goes on with it` : "";
    return run === null || !wanted ? [] : [{ run, found, at, next }];
  });
}

async function asked(call: Call): Promise<Asked[] | Answer> {
  const read = await readSettings(call.project.root, call.env);
  const all: Asked[] = [];
  if (read.ok && read.waiting !== undefined) {
    const { waiting } = read;
    all.push({
      what: "settings",
      code: waiting.code,
      lines: heldLines(waiting),
      take: (left) => say(call.project, waiting, left ? "left_out" : "approved", call.env),
      taken: `These settings of ${SETTINGS_FILE} count here from now on, until they change:`,
    });
  }
  for (const run of strangers(call))
    all.push({
      what: "run",
      code: sha256(`${run.found.first} ${run.run.seq} ${run.run.updated_at}`).slice(0, 10),
      lines: runLines(run.run),
      take: () => {
        noteRun(call.project, run.run.run, call.env, run.at);
        if (run.at === call.project.task && isLive(run.run)) keepCopy(call.project, run.run.run, call.env);
      },
      taken: `Run ${run.run.run} counts as yours from now on${run.next}.`,
    });
  return read.ok || all.length > 0 ? all : brokenSettings(read.problems);
}

/** What may be taken, whole, and what to type. */
function askedText({ what, lines, code }: Asked, call: Call): string {
  const taken = `${typedIn(call, "trust")} ${code}`;
  if (what === "run") return [...lines, `To take it over as yours: ${taken}`].join("\n");
  return [
    `${SETTINGS_FILE} sets this, which counts once you have approved it:`,
    ...lines,
    `To approve all of it for this project, until it changes: ${taken}`,
    `To work without it: ${taken} --without`,
  ].join("\n");
}

const NOTHING = "Nothing here has to be approved.";
/** In place of a code: for scripts, which show and take all at once. */
const ALL = "all";

const SLASH = "/multi-ai:trust";

export const trust: Command = {
  summary:
    "Show which settings wait for your approval, or which run came with the project, and a code; with that code, approve it",
  usage: "[code]",
  args: [0, 1],
  about: (most) =>
    wrapWhole(`With ${ALL} in place of the code, for scripts, it shows and approves all at once.`, most, 0),
  options: {
    ...RUN_OPTION,
    without: { about: "Work without these settings, and ask no more about them" },
  },
  foreign: true,
  slash: () => SLASH,
  async run(call): Promise<Answer> {
    const named = call.value("run") === null ? null : whichRun(call);
    // One that cannot be read is told below.
    if (named !== null && !named.ok && named.answer.exit === 1) return named.answer;
    const all = await asked(call);
    if ("exit" in all) return all;
    const stranger = all.length === 0 ? unreadableStranger(call) : null;
    if (stranger !== null) return stranger;
    const [code = null] = call.args;
    const data = all.map(({ what, code, lines }) => ({ what, code, lines: lines.map((line) => line.trim()) }));
    if (code === ALL && call.session !== null)
      return wrongUsage(
        `${ALL} is for scripts in a terminal; here it is the code that ${typedIn(call, "trust")} shows`,
      );
    if (code === null) {
      if (call.has("without")) return wrongUsage(`--without needs the code that ${typedIn(call, "trust")} shows`);
      if (all.length === 0) return done(NOTHING, { waiting: [] });
      return done(all.map((one) => askedText(one, call)).join("\n\n"), { waiting: data });
    }
    const taken = all.filter((one) => code === ALL || one.code === code.toLowerCase());
    if (code !== ALL && taken.length === 0)
      return no(
        all.length === 0
          ? NOTHING
          : `That is not the code of what is there now.\n${all.map((one) => askedText(one, call)).join("\n\n")}`,
        { waiting: data },
      );
    const left = call.has("without");
    if (left && taken.some((one) => one.what === "run")) return wrongUsage("--without is for settings");
    const title = left ? "This has runs here go on without these settings:" : "This approves in your name:";
    const shown = taken.flatMap(({ lines }) => lines);
    const refusal = taken.length === 0 ? null : await call.confirm([title, ...shown].join("\n"), SLASH);
    if (refusal !== null) return no(refusal, { waiting: data });
    for (const one of taken) one.take(left);
    const text = taken.flatMap((one) => [left ? "Left out here until they change:" : one.taken, ...one.lines]);
    return done(text.length === 0 ? NOTHING : text.join("\n"), {
      taken: data.filter((one) => taken.some(({ code }) => code === one.code)),
    });
  },
};
