import { relative, resolve } from "node:path";
import { realPath } from "../../project/project.ts";
import { nowRef } from "../../project/worktrees/names.ts";
import { type RollbackFacts, rollbackText } from "../../render/report/rollback.ts";
import { clean } from "../../text.ts";
import { rollBack } from "../end/rollback.ts";
import { readRun } from "../journal/change.ts";
import { type Command, done, no, ownedRun, RUN_OPTION, wrongUsage } from "./command.ts";

const SLASH = "/multi-ai:rollback";

/** The person's own hand does it, so whose session the run belongs to does not matter. */
export const rollback: Command = {
  summary: "Restore the files as they were before the implementation, or only those you name",
  usage: "[path…]",
  args: [0, 100],
  options: {
    yes: { about: "Do it; without this it only shows what would change" },
    undo: { about: "Restore the files as they were before the last rollback, then the one before" },
    all: { about: "Undo every change since, including yours" },
    accepted: { about: "Restore the files as the newest accepted task left them" },
    ...RUN_OPTION,
  },
  slash: () => SLASH,
  async run(call) {
    const { run, kept } = ownedRun(call);
    const undo = call.has("undo");
    if (undo && call.has("accepted"))
      return wrongUsage("--undo and --accepted cannot be combined: choose one");
    const from = call.has("accepted") ? { from: nowRef(run.run) } : {};
    if (undo && call.args.length > 0)
      return wrongUsage("--undo takes no paths: it takes back the whole last rollback");
    const { root } = call.project;
    const named = call.args.map((path) => relative(root, resolve(realPath(call.from), path)));
    const outside = named.findIndex(
      (path) => path === "" || path.startsWith("../") || path === "..",
    );
    if (outside >= 0)
      return wrongUsage(`${call.args[outside]} is no file or folder inside the project`);
    const options = { undo, all: call.has("all"), paths: named, ...from, timeout: call.patience };
    const back = (yes: boolean) =>
      rollBack(call.project, run, readRun(call.project), { ...options, yes });
    const preview = back(false);
    const isDone = call.has("yes") && preview.refused === null;
    // Nobody is asked about what is refused, or changes nothing.
    const isAsked = isDone && !preview.held && (undo || preview.changes.length > 0);
    const typed = call.typed(`rollback${kept === "here" ? "" : ` --run ${run.run}`}`);
    const textOf = (facts: RollbackFacts): string => clean(rollbackText(facts, typed));
    if (isAsked) await call.agreed(textOf({ ...preview, yes: true }), SLASH, { run: run.run });
    const facts = isDone ? back(true) : preview;
    return facts.refused === null ? done(textOf(facts), facts) : no(textOf(facts), facts);
  },
};
