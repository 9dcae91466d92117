// @bun
// src/workflows/council/recorded.ts
var VOTES = ["APPROVE", "REVISE", "REJECT"];
var PLAN = "master-plan";
var VOTE = "vote";
var planFacts2 = (task) => task.schema === PLAN && typeof task.facts.plan === "string" ? task.facts : null;
var voteFacts = (task) => task.schema === VOTE && typeof task.facts.vote === "string" ? task.facts : null;
function changedIn(before, after) {
  const changed = Object.keys(after).filter((part) => before[part] !== after[part]);
  return [...changed, ...Object.keys(before).filter((part) => !Object.hasOwn(after, part))];
}
var TASK_REFERENCE = /\btasks?\s+#?(\d{1,3}(?:\s*(?:,|and|&|\+)\s*(?:tasks?\s+)?#?\d{1,3})*)(?![\w-])/gi;
var tasksNamed = (text) => [
  ...new Set([...text.matchAll(TASK_REFERENCE)].flatMap(([, list]) => [...list.matchAll(/\d+/g)].map(Number)))
];
function partsNamed(text, known) {
  const tasks = tasksNamed(text).map((n) => `Task ${n}`);
  const said = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return known.filter((part) => /^Task \d+$/.test(part) ? tasks.includes(part) : said.includes(` ${part.toLowerCase()} `));
}

export { VOTES, PLAN, VOTE, planFacts2, voteFacts, changedIn, tasksNamed, partsNamed };
