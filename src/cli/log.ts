import { archiveIndex } from "../record/history.ts";
import { eventLine } from "../render/log.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  nothingToSee,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import { type Replay, replay } from "../run/replay.ts";
import { readRun, recordedEvents } from "../run/run.ts";
import { parkedRuns } from "../store/archive.ts";
import { fit, oneLine, plural } from "../text.ts";
import { VERSION } from "../version.ts";
import { ownId, runs } from "./runs.ts";

/** All runs of the project by where they are kept; the text is that of `runs`. */
async function listed(call: Call): Promise<Answer> {
  const all = await runs.run(call);
  const data = {
    here: ownId(call).id,
    parked: parkedRuns(call.project.task),
    archived: archiveIndex(call.project),
  };
  return { ...all, data };
}

function events(call: Call): Answer {
  const which = whichRun(call);
  if (!which.ok) {
    const { data, ...answer } = nothingToSee(call, which.answer);
    return { ...answer, data: { ...(data as object), events: [] } };
  }
  const all = recordedEvents(which.found.place);
  return done(all.map((event) => fit(eventLine(event), call.cutAt ?? call.width)).join("\n"), {
    run: which.found.run.run,
    events: all,
  });
}

/** The run in whose place all is kept; unlike for other verbs nothing is brought up to date first. */
function placeOfRun(call: Call): { ok: true; place: Call["project"] } | { ok: false; answer: Answer } {
  if (call.value("run") === null && readRun(call.project) !== null) return { ok: true, place: call.project };
  const which = whichRun(call);
  return which.ok ? { ok: true, place: which.found.place } : which;
}

function replayLines(of: Replay, fits: (line: string) => string): string[] {
  const at = (seq: number): string => String(seq).padStart(4);
  const told = [
    ...of.verdicts.map(({ seq, task, title, said, model }) => ({ seq, line: `${task} ${title}: ${said} (${model})` })),
    ...of.rounds.map(({ seq, panel, tally }) => ({ seq, line: `${panel}: ${tally}` })),
  ].sort((a, b) => a.seq - b.seq);
  const remark = ({ seq, task, what }: Replay["unchecked"][number]): string => `${at(seq)}  ${task}: ${oneLine(what)}`;
  const others =
    of.same || of.version === VERSION
      ? []
      : [`The run was begun by version ${of.version}, and this is ${VERSION}: its rules may be others.`];
  const judged = `${plural(of.judged, "result")} judged again`;
  return [
    ...told.map(({ seq, line }) => fits(`${at(seq)}  ${oneLine(line)}`)),
    ...(of.unchecked.length > 0 ? ["not checked again:", ...of.unchecked.map((one) => fits(remark(one)))] : []),
    ...(of.same
      ? [`same: ${judged}`]
      : [`differs in ${plural(of.differences.length, "point")}; ${judged}`, ...of.differences.map(remark), ...others]),
  ];
}

async function again(call: Call): Promise<Answer> {
  const found = placeOfRun(call);
  if (!found.ok) return found.answer;
  const of = (await replay(found.place))!;
  return {
    exit: of.same ? 0 : 1,
    text: replayLines(of, (line) => fit(line, call.cutAt ?? call.width)).join("\n"),
    data: of,
    isReport: true,
  };
}

/** Prints what happens until the run is over; of one that is put aside, what has happened. */
async function follow(call: Call): Promise<Answer> {
  const { onlyInTerminal, printAll, printLines } = await import("./watch.ts");
  const refused = onlyInTerminal();
  if (refused !== null) return refused;
  const own = readRun(call.project);
  if (own !== null && (call.value("run") ?? own.run) === own.run) return printLines(call);
  const which = whichRun(call);
  return which.ok ? printAll(call, which.found.place) : which.answer;
}

export const log: Command = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    runs: { about: "List the runs of this project instead" },
    follow: { about: "Go on with what happens, in the words of `run`, until the run is over" },
    replay: { about: "Judge all that was accepted again, from what the run has kept; writes nothing" },
  },
  run: (call) =>
    call.has("runs")
      ? listed(call)
      : call.has("replay")
        ? again(call)
        : call.has("follow")
          ? follow(call)
          : events(call),
};
