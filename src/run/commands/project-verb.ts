import type { ProjectAnswer, ProjectVerb } from "../../workflows/contract/contract.ts";
import { projectVerbs } from "../../workflows/index.ts";
import { type Answer, type Call, type Command, done, projectLine, wrongUsage } from "./command.ts";

/** What a verb's own answer is for whoever typed it. `name`: of the verb. */
async function answerOf(call: Call, name: string, answer: ProjectAnswer): Promise<Answer> {
  const { isBroken, lines, data, wrong, asks } = answer;
  if (wrong !== undefined) return wrongUsage(wrong);
  if (asks !== undefined) {
    const typed = `/multi-ai:${name} ${call.args.join(" ")}`.trim();
    await call.agreed(asks.does, typed);
    return answerOf(call, name, asks.then());
  }
  const text = lines.join("\n");
  return isBroken
    ? { exit: 3, text, data, isReport: true }
    : done(`${projectLine(call)}${text}`, data);
}

/** A workflow's verb on the project's own files as a command: it never looks at the run. */
export const projectVerb = (name: string, { summary, usage, args, act }: ProjectVerb): Command => ({
  summary,
  ...(usage === undefined ? {} : { usage }),
  ...(args === undefined ? {} : { args }),
  foreign: true,
  // What has words behind it may be the person's to say.
  slash: ({ args: given }) => (given.length > 1 ? `/multi-ai:${name} ${given.join(" ")}` : null),
  run: (call) =>
    answerOf(
      call,
      name,
      act()({ root: call.project.root, from: call.from, layout: call, args: call.args }),
    ),
});

export const projectCommands = (): Record<string, Command> =>
  Object.fromEntries(
    Object.entries(projectVerbs()).map(([name, verb]) => [name, projectVerb(name, verb)]),
  );
