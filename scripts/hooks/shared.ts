/** What `rare.ts` has in common with the hook's second file: it is taken from there, so that it ships once. */
export { apiFailure } from "../adapters/agent-end.ts";
export { minutesSince, occurrences, shareUsed, transcriptBytes, usageIn } from "../adapters/agent-usage.ts";
export { endChecks } from "../adapters/checks.ts";
export { readCache, writeFileAtomic } from "../adapters/disk.ts";
export { isAlive, isOldHost } from "../adapters/host.ts";
export { bringRest, resetRun, storeRequest } from "../adapters/lifecycle.ts";
export { realPath } from "../adapters/project.ts";
export { showQuestion, showQuestions } from "../adapters/question-facts.ts";
export { accepted, planOf, storyOf } from "../adapters/run-facts.ts";
export { readRun } from "../adapters/run-store.ts";
export { denyList } from "../adapters/secrets.ts";
export { untouchedFixes } from "../adapters/since-raised.ts";
export {
  bytesOf,
  commitOf,
  eachContent,
  fullPath,
  ignoredUnder,
  keepState,
  keptState,
  lookAt,
  parentsOf,
  pathText,
  placeOfStates,
  presentState,
  SnapshotFailed,
  snapshotRef,
} from "../adapters/snapshot-ref.ts";
export { scratchOf } from "../adapters/subject.ts";
export { testsReport } from "../adapters/test-facts.ts";
export { changedFiles } from "../adapters/tree-changes.ts";
export { snapshotOf } from "../adapters/work-snapshot.ts";
export { ceilingOf, reached, spentBy, spentOn } from "../engine/bounds.ts";
export { roundsLeft } from "../engine/convergence.ts";
export { Refused } from "../engine/decide.ts";
export { currentTask, directive, phaseOf, questionsToAsk } from "../engine/directive.ts";
export { isLive, isOver, rounds } from "../engine/run.ts";
export { spentLines, spentText, tokens } from "../render/cost.ts";
export { heldReason, isCheck, standingText } from "../render/directives.ts";
export { whyText } from "../render/question-words.ts";
export { questionText, typedAnswer } from "../render/questions.ts";
export { workflowOf } from "../workflows/index.ts";
export { block, context, deny } from "./output.ts";
export { begin, proceed, replacedBy } from "./starts.ts";
export { change, deliver, endedCommand, overIn, owns } from "./step.ts";
export { taskOfAgent } from "./stops.ts";
