import { resolve } from "node:path";
import { isLive } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { here } from "../../plugin.ts";
import { isInside } from "../../project/project.ts";
import { type Answer, type Command, done, no, ownedRun } from "../../run/commands/command.ts";
import { runLines } from "../../run/commands/trust.ts";
import { atWork } from "../../run/end/rollback.ts";
import { exportRun, NoBundle } from "../../run/portable/export-run.ts";
import { importRun } from "../../run/portable/import-run.ts";
import { plural } from "../../text.ts";
import { goOn } from "./run-prompt.ts";

/** A run that goes on elsewhere: in another folder, home or machine. */

/** What `work` answers; the refusal where nothing was done, and why. */
const unlessRefused = (what: string, work: () => Promise<Answer>): Promise<Answer> =>
  Promise.try(work).catch((error) => {
    if (error instanceof NoBundle) return no(`Nothing was ${what}: ${error.message}.`);
    throw error;
  });

/** What nobody is at work on: a run that goes on meanwhile would be in two places. */
export const exportVerb: Command = {
  summary: "Write the run and the project's files into one file, to continue it elsewhere",
  options: {
    to: { value: "<file>", needed: true, about: "The file to write: a git bundle" },
    "with-secrets": { about: "Include files on the deny list" },
  },
  run(call) {
    const to = call.value("to")!;
    const { run } = ownedRun(call);
    const data = { run: run.run };
    const busy = atWork(run);
    const isDriven = run.owner?.driver === true && livingOwner(run) !== null;
    if (busy.length > 0 || isDriven)
      return no(
        `Run ${run.run} is running here (${busy.join(", ") || "its driver"}): stop it first, then export it.`,
        data,
      );
    const file = resolve(call.from, to);
    if (isInside(file, call.project.root))
      return no(`Nothing was exported: ${to} is inside the project. Name a file outside it.`, data);
    return unlessRefused("exported", async () => {
      await exportRun(call.project, run, file, call.patience, call.has("with-secrets"));
      const both = isLive(run)
        ? ` Continue it in one place only: ${here("reset")} archives it here.`
        : "";
      return done(
        `Run ${run.run} is in ${file}, with the project's files as they are. Elsewhere: ${here(`import <file>`)}.${both}`,
        { ...data, file },
      );
    });
  },
};

/** In a clone at the run's commit. */
export const importVerb: Command = {
  summary: "Bring a run and its files here from an export, and take it over",
  usage: "<file>",
  args: [1, 1],
  foreign: true,
  run(call) {
    const file = resolve(call.from, call.args[0]!);
    return unlessRefused(`imported from ${file}`, async () => {
      const run = await importRun(call, file, call.patience, async (run, changed) => {
        const does = [
          "This brings a run here and takes it over in your name: import it only if you trust its maker.",
          ...(await runLines(run)),
          changed.length === 0
            ? "It changes no file of the project."
            : `It changes ${plural(changed.length, "file")} of the project:`,
          ...changed.map((path) => `  ${JSON.stringify(path)}`),
        ];
        await call.agreedAtTerminal(does.join("\n"), "import <file>", { run: run.run });
      });
      const next = isLive(run) ? `Next: ${goOn()}` : `${here("report")} shows what was done.`;
      return done(`Run ${run.run} is here with its files, and is yours.\n${next}`, {
        run: run.run,
        status: run.status,
      });
    });
  },
};
