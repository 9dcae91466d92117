import { here, inHost, isInHost, PLUGIN } from "../plugin.ts";
import { columns, commonOptions, HELP_WIDTH, optionLines } from "../run/commands/arguments.ts";
import { type Command, usageIn } from "../run/commands/command.ts";
import { wrapWhole } from "../text.ts";
import { allStarts, projectVerbs, startOf, typedCommand } from "../workflows/index.ts";

/** The help of the program, sorted by the moment at which a person needs a verb: one table for a terminal and for a session. */

/** Each verb with what it does in so few words that they stand beside it in 80 columns. */
export const MOMENTS: Record<string, Record<string, string>> = {
  "Start and go on": {
    run: "Start a run, or go on with one",
    decide: "Answer the open question",
    ruling: "Have something decided now, for good",
    park: "Put the run aside",
    resume: "Bring it back, or say how it goes on",
    ...Object.fromEntries(Object.entries(projectVerbs()).map(([name, { brief }]) => [name, brief])),
  },
  Look: {
    status: "Where the run stands, and what to do now",
    watch: "The same, live",
    explain: "Why a task stands where it stands",
    log: "What happened, one event a line",
    runs: "The runs of this project",
    visualize: "A diagram of the run's stages",
    budget: "What the run has used of its budget",
  },
  "When it is stuck": {
    next: "What comes next, as the session is told it",
    verify: "Run the approved test commands now",
    cancel: "End the run; what was done stays",
    reset: "Archive the run in .task/history",
  },
  "At the end of a run": {
    report: "What was done, and the evidence for it",
    pr: "Open a pull request for it",
    rollback: "Bring your files back as they were before",
  },
  "Set up": {
    setup: "Look at what a run needs, and set it up",
    "dry-run": "Check whether a run can start",
    trust: "Approve the settings of this project",
    notify: "Send what is due; --test sends a test message",
  },
  "For scripts": {
    phase: "The run's phase as one word",
    statusline: "One line for Claude Code's status line",
  },
};

/** Columns of what stands behind a verb's name in the list; more of it is told by the verb's own help. */
const MAX_USAGE = 24;

/** How a verb is typed here, as far as there is room for it. */
function typedAs(name: string, { usage }: Command): string {
  const [behind = ""] = usageIn(isInHost() ? "host" : "terminal", usage).split(" (");
  const shown = behind.length > MAX_USAGE ? "" : behind;
  return `${isInHost() ? inHost(name) : name} ${shown}`.trimEnd();
}

/** What can be started: a session types it, a terminal has it behind `run`. */
function startsText(): string {
  const names = Object.keys(allStarts());
  return isInHost()
    ? `${names.map(typedCommand).join(", ")} start a run.`
    : `What run starts: ${names.join(", ")}. ${here("help run")} says more.`;
}

/** Every verb that a person may use, in lines of at most `most` columns. */
export function programHelp(verbs: Record<string, Command>, most: number): string {
  const width = Math.min(most, HELP_WIDTH);
  const flat = (text: string, indent = 0): string[] => wrapWhole(`${" ".repeat(indent)}${text}`, width, 0);
  const groups = Object.entries(MOMENTS).flatMap(([moment, all], at) => [
    `${moment}:`,
    ...columns(
      Object.entries(all).map(([name, does]): [string, string] => [typedAs(name, verbs[name]!), does]),
      width,
    ),
    ...(at === 0 ? flat(startsText(), 2) : []),
    "",
  ]);
  return [
    ...flat(`${PLUGIN} has agents of Claude Code plan, build and review a change.`),
    "",
    ...flat(isInHost() ? "Behind each command --help shows its options." : `usage: ${here("[verb] [options]")}`),
    ...(isInHost()
      ? []
      : flat(`Without a verb it says where the run stands; ${here("help <verb>")} has the options of one.`)),
    "",
    ...groups,
    ...(isInHost()
      ? []
      : [
          "Options of every verb:",
          ...optionLines(commonOptions("terminal"), width),
          "",
          ...flat("Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state."),
          ...flat(`In Claude Code a run is started by ${typedCommand(PLUGIN)} ${startOf(PLUGIN).request}`),
        ]),
  ]
    .join("\n")
    .trimEnd();
}
