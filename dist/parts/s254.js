// @bun
import {
  someOf
} from "./s28.js";
import {
  projectPath,
  waysOf,
  mayMeet
} from "./s18.js";

// src/workflows/phases/planning/waves.ts
function filesOf2(plan) {
  const named = [
    ...plan.files_modified,
    ...plan.tasks.flatMap((task) => task.files),
    ...plan.must_haves.artifacts.map((one) => one.path)
  ];
  return [...new Set(named.map(projectPath))];
}
function placed(plan) {
  const files = filesOf2(plan);
  return { id: plan.id, ways: files.length === 0 || files.includes("") ? null : files.map(waysOf) };
}
var meet = (one, other) => one.ways === null || other.ways === null || one.ways.some((a) => other.ways.some((b) => mayMeet(a, b)));
function wavesOf(plans, done = new Set) {
  const open = plans.filter((one) => !done.has(one.id));
  const problems = problemsOf(plans, open, done);
  if (problems.length > 0)
    return { waves: [], after: new Map, problems };
  const order = inOrder(open, done);
  if (order === null)
    return { waves: [], after: new Map, problems: [circleProblem(open)] };
  const files = order.map(placed);
  const after = new Map;
  const level = new Map;
  for (const [at, { id, depends_on }] of order.entries()) {
    const before = files.slice(0, at).filter((one) => depends_on.includes(one.id) || meet(one, files[at]));
    after.set(id, before.map((one) => one.id));
    level.set(id, 1 + Math.max(0, ...before.map((one) => level.get(one.id))));
  }
  const count = Math.max(0, ...level.values());
  const waves = Array.from({ length: count }, (_, at) => order.filter(({ id }) => level.get(id) === at + 1).map(({ id }) => id));
  return { waves, after, problems: [] };
}
function problemsOf(plans, open, done) {
  const at = (plan, problem) => ({ file: plan.path, line: null, problem });
  const ids = new Set(plans.map((one) => one.id));
  return open.flatMap((plan, index) => {
    const twin = open.findIndex((one) => one.id === plan.id);
    const others = [...ids].filter((id) => id !== plan.id);
    return [
      ...plan.problems,
      ...twin < index ? [at(plan, `found the id ${plan.id}, which ${open[twin].path} has, too; expected another`)] : [],
      ...plan.depends_on.filter((id) => id === plan.id || !ids.has(id) && !done.has(id)).map((id) => at(plan, `depends_on: found ${id}, expected other plans of its phase: ${someOf(others, 12) || "there is none"}`))
    ];
  });
}
function inOrder(plans, done) {
  const left = plans.toSorted((one, other) => one.plan - other.plan || (one.id < other.id ? -1 : 1));
  const order = [];
  const over = new Set(done);
  while (left.length > 0) {
    const next = left.findIndex((one) => one.depends_on.every((id) => over.has(id)));
    if (next < 0)
      return null;
    const [plan] = left.splice(next, 1);
    over.add(plan.id);
    order.push(plan);
  }
  return order;
}
function circleProblem(plans) {
  const byId = new Map(plans.map((one) => [one.id, one]));
  const closed = new Set;
  const visit = (id, trail) => {
    if (trail.includes(id))
      return [...trail.slice(trail.indexOf(id)), id];
    if (closed.has(id))
      return null;
    for (const next of byId.get(id)?.depends_on ?? []) {
      const circle = visit(next, [...trail, id]);
      if (circle !== null)
        return circle;
    }
    closed.add(id);
    return null;
  };
  for (const { id } of plans) {
    const circle = visit(id, []);
    if (circle !== null)
      return {
        file: byId.get(circle[0]).path,
        line: null,
        problem: `depends_on: found a circle, ${circle.join(" \u2192 ")}; expected plans that wait for earlier ones`
      };
  }
  throw new Error("plans without an order, and no circle among them");
}

export { filesOf2, wavesOf };
