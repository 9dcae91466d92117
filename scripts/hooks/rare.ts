/**
 * What a task needs once, or a run now and then: the dispatch with its brief, a dialog, an agent near its bounds, an API
 * that fails, the host's task list, a session's start and end, the person's slash commands, the report. A bundle of its
 * own, without bytecode.
 */
export { reportOf } from "../adapters/report-facts.ts";
export { putQuestions, takeAnswers } from "./dialogs.ts";
export { dispatch } from "./dispatch.ts";
export { stopFailure } from "./failures.ts";
export { hostTaskCreated, hostTaskUpdated, refuseCompletion } from "./mirror.ts";
export { nearBounds } from "./near-bounds.ts";
export { sessionEnd, sessionStart } from "./sessions.ts";
export { slashCommand } from "./slash-commands.ts";
