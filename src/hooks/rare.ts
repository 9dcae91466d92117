/**
 * What a run needs now and then: a question and its answer, an agent near its bounds, an API that fails, a session's
 * start and end, the person's slash commands, the report. Without bytecode.
 */
export { showQuestions } from "../run/questions.ts";
export { reportOf } from "../run/report.ts";
export { snapshotBefore } from "../run/work-snapshot.ts";
export { putQuestions, takeAnswers } from "./dialogs.ts";
export { stopFailure } from "./failures.ts";
export { nearBounds } from "../policy/bounds.ts";
export { sessionEnd, sessionStart } from "./sessions.ts";
export { slashCommand } from "./slash-commands.ts";
export { typed } from "./typed.ts";
