import { type Command, done, projectLine } from "../run/commands/command.ts";
import { clean } from "../text.ts";
import type { ProjectVerb } from "../workflows/contract/contract.ts";

/** A workflow's verb on the project's own files as a command: it never looks at the run. */
export const projectVerb = (verb: ProjectVerb): Command => ({
  summary: verb.summary,
  foreign: true,
  options: {},
  run(call) {
    const { isBroken, lines, data } = verb.act()({ root: call.project.root, layout: call });
    const text = clean(lines.join("\n"));
    return isBroken ? { exit: 3, text, data, isReport: true } : done(`${projectLine(call)}${text}`, data);
  },
});
