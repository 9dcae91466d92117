/** What `rare.ts` has in common with the hook's second file: it is taken from there, so that it ships once. */
export { apiFailure } from "../adapters/agent-end.ts";
export { minutesSince, occurrences, shareUsed, transcriptBytes, usageIn } from "../adapters/agent-usage.ts";
export { endChecks } from "../adapters/checks.ts";
export { readCache, readRegular, UnsafeFile, writeFileAtomic } from "../adapters/disk.ts";
export {
  GIT_TIMEOUT,
  gitErrors,
  hasGit,
  insideOf,
  placesOf,
  removeIndex,
  runGit,
  worktreesInside,
} from "../adapters/git.ts";
export { isAlive, isOldHost, killsBackground } from "../adapters/host.ts";
export { BrokenChain, START, scan, sha256 } from "../adapters/journal.ts";
export { bringRest, resetRun, storeRequest } from "../adapters/lifecycle.ts";
export { lineDiff } from "../adapters/line-diff.ts";
export { getObject, putObject, putObjects } from "../adapters/objects.ts";
export { pluginRoot } from "../adapters/plugin.ts";
export { realPath } from "../adapters/project.ts";
export { showQuestion, showQuestions } from "../adapters/question-facts.ts";
export { accepted, baseOf, criteriaOf, findingTexts, planBytes, planOf, storyOf } from "../adapters/run-facts.ts";
export { readRun } from "../adapters/run-store.ts";
export { denyList, LEFT_OUT } from "../adapters/secrets.ts";
export { outsideOf, scratchOf, subjectOf } from "../adapters/subject.ts";
export { changedFiles, diffText } from "../adapters/tree-changes.ts";
export { journalPath } from "../adapters/view.ts";
export { sinceInPlan, sinceInTree } from "../artifacts/fixed.ts";
export { ceilingOf, costAtMost, deniedOn, reached, spentBy, spentOn } from "../engine/bounds.ts";
export { roundsLeft } from "../engine/convergence.ts";
export { Refused } from "../engine/decide.ts";
export { currentTask, directive, phaseOf, questionsToAsk } from "../engine/directive.ts";
export { approvedCommands, isLive, isOver, rounds, taskOf } from "../engine/run.ts";
export { gateOf } from "../engine/spawn.ts";
export { CHECK_COMMAND, dispatchItem, heldReason, isCheck, PLUGIN, standingText } from "../render/directives.ts";
export { isGuarded } from "../render/folds.ts";
export { whyText } from "../render/question-words.ts";
export { dialogAnswer, questionText, typedAnswer } from "../render/questions.ts";
export { workflowOf } from "../workflows/index.ts";
export { block, context, deny, endTurn, replace, rewrite } from "./output.ts";
export { isExternal } from "./policy.ts";
export { begin, proceed, replacedBy } from "./starts.ts";
export { change, deliver, deliveredText, endedCommand, liveRun, nextFor, overIn, owns, textOf } from "./step.ts";
export { taskOfAgent } from "./stops.ts";
