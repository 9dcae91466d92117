import { type Verb, wrongUsage } from "./verb.ts";

/** The line with which the main thread starts a check: the plugin's hook puts the real command in its place. */
export const check: Verb = {
  summary: "Starts a task that the program runs itself; only inside Claude Code",
  usage: "<task>",
  args: [1, 1],
  options: {},
  hidden: true,
  run: () => wrongUsage("A check is started by the plugin inside Claude Code only; multi-ai status shows what is due."),
};
