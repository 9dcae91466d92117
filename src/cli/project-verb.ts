import { isLive } from "../engine/run.ts";
import { type Command, done, no, projectLine, wrongUsage } from "../run/commands/command.ts";
import { readRun } from "../run/life/run.ts";
import { clean } from "../text.ts";
import type { ProjectVerb } from "../workflows/contract/contract.ts";

/** A workflow's verb on the project's own files as a command: it never looks at the run unless the verb asks whether one is live. */
export const projectVerb = (verb: ProjectVerb): Command => ({
  summary: verb.summary,
  usage: verb.usage,
  args: verb.args,
  options: verb.options,
  foreign: true,
  run(call) {
    const live = (): string | null => {
      const run = readRun(call.project);
      return run !== null && isLive(run) ? run.run : null;
    };
    const options = Object.fromEntries(
      Object.keys(verb.options).flatMap((name) => {
        const value = call.has(name) ? "yes" : call.value(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    const { root } = call.project;
    const now = new Date().toISOString();
    const { ok, wrong, broken, lines, data } = verb.act()({ root, args: call.args, options, now, live, layout: call });
    const text = clean(lines.join("\n"));
    if (wrong) return wrongUsage(text);
    if (broken) return { exit: 3, text, data, isReport: true };
    return ok ? done(`${projectLine(call)}${text}`, data) : no(text, data);
  },
});
