import type { Command } from "../run/commands/command.ts";

/** The run live; its screen is loaded on use, as no other verb needs it. */
export const watch: Command = {
  summary: "Show the run live until you leave it; without a terminal what happens, line by line, until it is over",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  run: async (call) => (await import("./watch.ts")).watchRun(call),
};
