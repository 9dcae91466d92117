import { momentsPart } from "../../render/history/moments.ts";
import { findingRow } from "../../render/report/finding-outcomes.ts";
import { docLines } from "../../render/report/print/text.ts";
import { resultOf } from "../../render/status.ts";
import {
  type Command,
  done,
  no,
  projectLine,
  RUN_OPTION,
  reachOf,
  whichRun,
} from "../../run/commands/command.ts";
import { recordedEvents } from "../../run/journal/change.ts";
import { caughtIn } from "../../run/views/caught.ts";
import { momentsIn } from "../../run/views/report.ts";
import { viewOf } from "../../run/views/status.ts";
import { given, oneLine, plural } from "../../text.ts";
import type { FindingOutcome } from "../../workflows/contract/contract.ts";

/** Rows of a list; the report and the log have all. */
const MOST = 12;

/** What happened to one task, what it found, and what it waits for. */
export const explain: Command = {
  summary: "Why a task is blocked or waiting",
  usage: "<task>",
  args: [1, 1],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place, kept } = whichRun(call);
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    const [name = ""] = call.args;
    const id = /^\d+$/.test(name) ? `T${name}` : name.toUpperCase();
    const task = view.tasks.find((one) => one.id === id);
    if (task === undefined) {
      const known = view.tasks.map((one) => one.id);
      return no(`Run ${run.run} has no task "${name}"; it has ${known.join(", ")}.`, {
        run: run.run,
        known,
      });
    }
    const caught = caughtIn(place, run);
    const who = [task.agent, task.model].filter((word) => word !== "").join(", ");
    const asked = run.questions.filter((one) => one.task === id).map((one) => one.id);
    const result = resultOf(view, task);
    const stands =
      asked.length > 0
        ? `waiting for your answer to ${asked.join(", ")}`
        : result.startsWith(task.status)
          ? result
          : `${task.status}: ${result}`;
    const isOf = ({ task, mended_by: by }: FindingOutcome): boolean =>
      task === id || by?.startsWith(`${id} `) === true;
    const scripts = recordedEvents(place).filter(
      (event) => event.type === "tried" && event.task === id,
    ).length;
    const doc = {
      title: oneLine(`${id} ${task.subject} (${who}): ${stands}`),
      glance: [],
      lines: [
        ...given(scripts > 0, `Had ${plural(scripts, "script")} run`),
        ...given(
          task.void && run.options.moved !== undefined,
          `Switched to more steps: ${run.options.moved}`,
        ),
        ...given(task.earlier !== undefined, `Its review is kept in ${task.earlier}`),
      ],
      parts: [
        momentsPart(
          momentsIn(place, run, caught).filter((one) => one.task === id),
          call.zone,
        ),
        { title: "Findings", rows: caught.filter(isOf).map(findingRow) },
      ],
    };
    const text = [...docLines(doc, call, MOST), "", `Next: ${view.next}`].join("\n");
    return done(`${projectLine(call)}${text}`, { run: run.run, task, text });
  },
};
