import { relative } from "node:path";
import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import type { ArchivedRun } from "../run/life/runs-aside.ts";
import { writeOutputs } from "../run/publish/outputs.ts";
import { clean } from "../text.ts";
import type { View } from "../workflows/contract/contract.ts";
import { sceneOf, viewOf } from "../workflows/index.ts";

/**
 * A verb that shows what the run's workflow shows under this name; `word` has to stand behind it.
 */
export const viewVerb = (name: string, summary: string, word?: string): Command => ({
  summary,
  ...(word !== undefined && { usage: word, args: [1, 1], words: [word] }),
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    const { run, place, kept } = which;
    const view = viewOf(run.workflow, name);
    if (view === undefined)
      return no(
        `${name} has nothing to show for ${run.workflow}. ${here("status")} shows its status.`,
        {
          run: run.run,
        },
      );
    // A run that is over, or put aside, uses no more time.
    const now = isLive(run) && kept === "here" ? new Date().toISOString() : run.updated_at;
    const shown = view(sceneOf(place, run), now);
    return shown.file === undefined
      ? printed(shown, run.run)
      : written(call, which, shown, shown.file);
  },
});

const printed = ({ ok, lines, data }: View, run: string): Answer => ({
  exit: ok ? 0 : 1,
  text: clean(lines.join("\n")),
  data: { run, ...data },
  isReport: true,
});

/**
 * What the workflow keeps in a file is written and named; of an earlier run, whose file is that of
 * the one there now, printed.
 */
function written(call: Call, { run, kept }: ArchivedRun, shown: View, file: string): Answer {
  if (kept !== "here") return printed({ ...shown, data: { path: null, ...shown.data } }, run.run);
  const { problems } = writeOutputs(call.project, run);
  const wrong = problems.filter((problem) => problem.startsWith(file)).join("\n");
  if (wrong !== "") return { exit: 3, text: wrong, data: { error: wrong, run: run.run } };
  const path = relative(process.cwd(), `${call.project.root}/${file}`) || file;
  return done(path, { run: run.run, path: file, ...shown.data });
}
