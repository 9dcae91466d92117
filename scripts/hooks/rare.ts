/** What a run needs a few times at most: the person's slash commands and its report. A bundle of its own, without bytecode. */
export { reportOf } from "../adapters/report-facts.ts";
export { slashCommand } from "./slash-commands.ts";
