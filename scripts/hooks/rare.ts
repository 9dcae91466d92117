/** What a run needs a few times at most: the person's slash commands, its report, an agent near its bounds, an API that fails. A bundle of its own, without bytecode. */
export { reportOf } from "../adapters/report-facts.ts";
export { nearBounds } from "./bounds.ts";
export { stopFailure } from "./failures.ts";
export { slashCommand } from "./slash-commands.ts";
