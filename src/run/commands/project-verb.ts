import { docLines } from "../../render/report/print/text.ts";
import type { ProjectVerb } from "../../workflows/contract/contract.ts";
import { projectVerbs } from "../../workflows/index.ts";
import { type Command, done, projectLine } from "./command.ts";

/** A workflow's verb on the project's own files as a command: it never looks at the run. */
const projectVerb = ({ summary, act }: ProjectVerb): Command => ({
  summary,
  foreign: true,
  run(call) {
    const { isBroken, data, ...doc } = act()(call.project.root);
    const text = docLines({ ...doc, glance: [] }, call).join("\n");
    return isBroken
      ? { exit: 3, text, data, isReport: true }
      : done(`${projectLine(call)}${text}`, data);
  },
});

export const projectCommands = (): Record<string, Command> =>
  Object.fromEntries(
    Object.entries(projectVerbs()).map(([name, verb]) => [name, projectVerb(verb)]),
  );
