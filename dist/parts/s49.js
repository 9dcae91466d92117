// @bun
// src/workflows/team/recorded.ts
var teamFacts = (task) => task?.facts ?? {};
var changesAsked = (task) => (teamFacts(task).sections ?? []).filter((one) => one.verdict === "changes");
var MAX_ENTRIES = 60;
var bounded = (facts, length) => shortened(facts, length);
function shortened(value, length) {
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map((one) => typeof one === "string" && one.length > length ? `${one.slice(0, length - 1)}\u2026` : shortened(one, length));
  if (typeof value !== "object" || value === null)
    return value;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.map(([name, one]) => [name, shortened(one, length)]));
}
var roleOf = ({ who }) => who.role ?? who.program ?? who.agent;

export { teamFacts, changesAsked, bounded, roleOf };
