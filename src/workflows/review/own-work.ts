/**
 * What each of several reviewers of one subject does, in their order: with the same words all would
 * look for the same. Data of the workflows.
 */

const OTHERS = "Others cover the rest; report what you see of it, too.";

/** Of code that was changed. */
export const CODE_WORK = [
  `Your part: plan and change against what was asked. Walk each criterion, edges included, and say what is missing, other than planned, or asked for by nobody. ${OTHERS}`,
  `Your part: what surrounds the change. Read every caller, stored data and interface that it meets, and each way in which a call, file or input can fail. ${OTHERS}`,
  `Your part: break it. Find inputs, states and orders of events that go wrong, and show each by a test where you can. ${OTHERS}`,
] as const;

/** Of a plan. */
export const PLAN_WORK = [
  `Your part: coverage. For each criterion and edge find the step that brings it about; say what no step does and what nobody asked for. ${OTHERS}`,
  `Your part: feasibility and risk. Read the code that each step touches and its callers: can it be built so, in this order, and what that works now breaks? ${OTHERS}`,
  `Your part: the tests. For each planned test name a wrong build that would pass it; say which criterion or edge none would show. ${OTHERS}`,
] as const;
