import { type Command, done, projectLine } from "../run/commands/command.ts";
import { clean } from "../text.ts";
import type { ProjectVerb } from "../workflows/contract/contract.ts";

/** A workflow's verb on the project's own files as a command: it reads, and never looks at the run. */
export const projectVerb = (verb: ProjectVerb): Command => ({
  summary: verb.summary,
  options: {},
  foreign: true,
  run(call) {
    const { broken, lines, data } = verb.act()(call.project.root, call);
    const text = clean(lines.join("\n"));
    return broken ? { exit: 3, text, data, isReport: true } : done(`${projectLine(call)}${text}`, data);
  },
});
