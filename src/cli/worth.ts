import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import type { Project } from "../project/project.ts";
import { type ReviewedRun, worthIn, worthText } from "../render/worth.ts";
import { type Command, done, no, noRunText, wrongUsage } from "../run/commands/command.ts";
import { runsAside } from "../run/life/kept-runs.ts";
import { readRunFast } from "../run/life/run.ts";
import { readBundle } from "../run/portable/unpack.ts";
import { reviewedIn } from "../run/views/worth.ts";
import { didYouMean, given, oneLine, plural, someOf } from "../text.ts";
import { WORKFLOW_NAMES } from "../workflows/index.ts";

/** What each reviewer found and took: in the project's runs, and in those that others have exported. */

/** So many of the newest runs of the project are read, and so many files. */
const MOST = 300;

/** The files that a path stands for: of a folder those with the name of a bundle. */
const filesOf = (path: string): string[] =>
  attempt(() => statSync(path).isDirectory(), false)
    ? readdirSync(path)
        .filter((name) => name.endsWith(".bundle"))
        .map((name) => join(path, name))
        .sort()
    : [path];

export const worth: Command = {
  summary: "What each reviewer found, and what that took: in this project's runs, and in exported ones",
  usage: "[<file or folder> …]",
  args: [0, MOST],
  options: { workflow: { value: "<name>", about: `Only runs of it: ${WORKFLOW_NAMES.join(", ")}` } },
  about: () => [`A file is one that ${here("export")} has made; of a folder those that end in .bundle.`],
  foreign: true,
  async run(call) {
    const { project, args } = call;
    const wanted = call.value("workflow");
    if (wanted !== null && !WORKFLOW_NAMES.includes(wanted))
      return wrongUsage(
        `--workflow: no workflow "${wanted}"${didYouMean(wanted, [...WORKFLOW_NAMES])}; expected one of ${WORKFLOW_NAMES.join(", ")}`,
      );
    /** One run may be in several places: the one that went on furthest counts. */
    const read = new Map<string, ReviewedRun & { seq: number }>();
    const unreadable: { run: string; problem: string }[] = [];
    const add = (place: Project, run: Run | null): void => {
      if (run === null || run.workflow !== (wanted ?? run.workflow) || run.seq <= (read.get(run.run)?.seq ?? -1))
        return;
      const { workflow, created_at, seq } = run;
      read.set(run.run, { run: run.run, workflow, created_at, seq, reviewers: reviewedIn(place, run) });
    };
    const reading = async (run: string, work: () => unknown): Promise<void> => {
      try {
        await work();
      } catch (error) {
        unreadable.push({ run, problem: oneLine(error instanceof Error ? error.message : String(error)) });
      }
    };
    // An id begins with its workflow: the others need not be read.
    const aside = runsAside(project).filter(({ id }) => wanted === null || id.slice(0, -9) === wanted);
    const places = [...aside.slice(-MOST), { id: "the run here", place: project }];
    for (const { id, place } of places) await reading(id, () => add(place, readRunFast(place)));
    const own = read.size;
    const files = args.flatMap((path) => filesOf(resolve(call.from, path)));
    for (const file of files) await reading(file, () => readBundle(project, file, call.patience, add));
    const runs = [...read.values()].filter(({ reviewers }) => reviewers.length > 0);
    const all = worthIn(runs);
    const data = { runs: runs.length, not_read: Math.max(0, aside.length - MOST), unreadable, reviewers: all };
    const notes = [
      ...given(data.not_read > 0, `The newest ${MOST} runs count; ${data.not_read} older ones were not read.`),
      ...given(
        unreadable.length > 0,
        `${plural(unreadable.length, "run")} could not be read: ${someOf(
          unreadable.map(({ run, problem }) => `${run} (${problem})`),
          3,
        )}`,
      ),
    ];
    const none = [
      own === 0 ? noRunText(call) : "No run here has a review yet.",
      `Runs of others: ${here("worth <file>")} reads what ${here("export")} has made.`,
    ];
    if (runs.length === 0 && files.length > 0) return no([...notes, ...none].join("\n"), data);
    if (runs.length === 0) return done([...notes, ...none].join("\n"), data);
    const others = read.size - own;
    const head = `${plural(runs.length, "run")} with reviews${others > 0 ? `, ${others} of them from files` : ""}.`;
    return done([head, ...notes, worthText(all, call)].join("\n"), data);
  },
};
