import type { Command } from "../run/commands/command.ts";
import { RUN_OPTION } from "../run/commands/command.ts";

/** Takes the change of a completed run to a pull request; what does so is loaded on use. */
export const pr: Command = {
  summary: "Open a pull request for a completed run: commits on a new branch, pushes it, asks gh; shows it first",
  usage: "",
  args: [0, 0],
  options: {
    ...RUN_OPTION,
    yes: { about: "Do it without asking, while no Claude Code is at work on this machine" },
    "dry-run": { about: "Only print the commands to type instead" },
  },
  run: async (call) => (await import("./pull-request.ts")).openPullRequest(call),
};
