import { COMPLETIONS, type Verbs } from "../checkup/setup/completion.ts";
import { MOST_NAMES, NAMES } from "../checkup/setup/named.ts";
import { type Command, done, wrongUsage } from "../run/commands/command.ts";

/** Sets up what a run needs; its steps are loaded on use. `verbs`: all of the program, for the scripts of shells. */
export const setupVerb = (verbs: () => Verbs): Command => ({
  summary:
    "Look at what a run needs and offer to set up what is missing, one question each; what you name is done unasked",
  usage: NAMES,
  args: [0, MOST_NAMES],
  foreign: true,
  options: {
    yes: { about: "Do all that is offered, with its defaults, without a question; nothing is installed by that" },
    program: { about: "Only put this program into ~/.local/bin, so that every terminal finds it" },
    completion: {
      value: "<shell>",
      about: `Print the script by which a shell completes verbs: ${Object.keys(COMPLETIONS).join(", ")}`,
    },
    claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" },
  },
  async run(call) {
    if (call.has("yes") && call.args.length > 0)
      return wrongUsage("--yes is for all that is offered: take out the names");
    if (call.has("program"))
      return call.has("yes") || call.value("completion") !== null || call.args.length > 0
        ? wrongUsage("--program goes by itself: take out what stands beside it")
        : (await import("../checkup/setup/program.ts")).linkProgram(call);
    const shell = call.value("completion");
    if (shell === null) return (await import("./setup.ts")).setUp(call, verbs());
    if (!Object.hasOwn(COMPLETIONS, shell))
      return wrongUsage(`--completion: found "${shell}", expected one of ${Object.keys(COMPLETIONS).join(", ")}`);
    const script = COMPLETIONS[shell]!(verbs());
    return done(script.trimEnd(), { shell, script });
  },
});
