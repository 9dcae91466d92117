import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import type { Project } from "../project/project.ts";
import { type ReviewedRun, worthIn, worthLines } from "../render/worth.ts";
import { type Command, done, no, wrongUsage } from "../run/commands/command.ts";
import { readRunFast } from "../run/life/run.ts";
import { runsAside } from "../run/life/runs-aside.ts";
import { readBundle } from "../run/portable/unpack.ts";
import { reviewedIn } from "../run/views/worth.ts";
import { didYouMean, given, oneLine, plural, someOf, wrapWhole } from "../text.ts";
import { WORKFLOW_NAMES } from "../workflows/index.ts";

/**
 * What each reviewer found and took: in the project's runs, and in those that others have exported.
 */

/** So many of the newest runs of the project are read, and so many files. */
const MOST = 300;

/** The files that a path stands for: of a folder those with the name of a bundle. */
const filesOf = (path: string): string[] =>
  attempt(() => readdirSync(path), null)
    ?.filter((name) => name.endsWith(".bundle"))
    .map((name) => join(path, name))
    .sort() ?? [path];

export const worth: Command = {
  summary:
    "What each reviewer found, and what that took: in this project's runs, and in exported ones",
  usage: "[<file or folder> …]",
  args: [0, MOST],
  options: {
    workflow: { value: "<name>", about: `Only runs of it: ${WORKFLOW_NAMES.join(", ")}` },
  },
  about: (most) =>
    [
      `A file must come from ${here("export")}; in a folder, all files ending in .bundle are read.`,
      "Missed by others: they looked at the same thing before, or at the same time, and did not find it. Minor findings do not block.",
    ].flatMap((line) => wrapWhole(line, most, 0)),
  foreign: true,
  async run(call) {
    const { project, args } = call;
    const wanted = call.value("workflow");
    if (wanted !== null && !WORKFLOW_NAMES.includes(wanted))
      return wrongUsage(
        `--workflow: no workflow "${wanted}"${didYouMean(wanted, [...WORKFLOW_NAMES])}; expected one of ${WORKFLOW_NAMES.join(", ")}`,
      );
    const runs = new Map<string, ReviewedRun>();
    const unreadable: { run: string; problem: string }[] = [];
    const add = (place: Project, run: Run | null): void => {
      // Of a run that is in several places the first counts: the project's own.
      if (run === null || runs.has(run.run) || run.workflow !== (wanted ?? run.workflow)) return;
      const { workflow, created_at } = run;
      runs.set(run.run, { workflow, created_at, reviewers: reviewedIn(place, run) });
    };
    const reading = (run: string, read: () => unknown): Promise<unknown> =>
      Promise.try(read).catch((error) => unreadable.push({ run, problem: oneLine(error.message) }));
    // An id begins with its workflow.
    const aside = runsAside(project).filter(
      ({ id }) => wanted === null || id.slice(0, -9) === wanted,
    );
    for (const { id, place } of [...aside.slice(-MOST), { id: "the run here", place: project }])
      await reading(id, () => add(place, readRunFast(place)));
    const own = runs.size;
    for (const path of args.map((arg) => resolve(call.from, arg))) {
      const files = filesOf(path);
      if (files.length === 0)
        unreadable.push({ run: path, problem: "no file in it ends in .bundle" });
      for (const file of files)
        await reading(file, () => readBundle(project, file, call.patience, add));
    }
    const older = Math.max(0, aside.length - MOST);
    const reviewed = [...runs.values()].filter(({ reviewers }) => reviewers.length > 0);
    const reviewers = worthIn(reviewed);
    const data = { runs: reviewed.length, older_not_read: older, unreadable, reviewers };
    const lost = unreadable.map(({ run, problem }) => `${run} (${problem})`);
    const notes = [
      ...given(older > 0, `${plural(older, "older run")} not read: only the newest ${MOST} count.`),
      ...given(
        lost.length > 0,
        `${plural(lost.length, "run")} could not be read: ${someOf(lost, 3)}`,
      ),
    ];
    const asked = `Other people's runs: ${here("worth <file>")} reads what ${here("export")} wrote.`;
    const nothing =
      own === 0 && wanted === null && unreadable.length === 0
        ? call.noRunText()
        : `No${wanted === null ? "" : ` ${wanted}`} run here has a review yet.`;
    const none = [...notes, nothing, asked].join("\n");
    if (reviewed.length === 0)
      return args.length > 0 || lost.length > 0 ? no(none, data) : done(none, data);
    const head = `${plural(reviewed.length, "run")} with reviews${runs.size > own ? `, files included` : ""}.`;
    return done([head, ...notes, ...worthLines(reviewers, call)].join("\n"), data);
  },
};
