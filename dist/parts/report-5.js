// @bun
import {
  changedNames
} from "./s265.js";
import {
  accepted
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  fold2
} from "./s28.js";
import {
  untouchedFixes
} from "./s171.js";
import {
  quickText
} from "./s278.js";
import {
  storyOf,
  planOf
} from "./s151.js";
import {
  disputedFindings
} from "./s93.js";
import {
  gatesOf
} from "./s100.js";
import {
  tasksOf2
} from "./s5.js";
import {
  denyList
} from "./s276.js";
import {
  treeStore,
  pathIn
} from "./s172.js";

// src/workflows/multi-ai/report.ts
var evidenceText = (one, isSecret) => {
  if (one.test)
    return `test "${one.test}"`;
  const said = one.gone || one.quote;
  const quoted = said && !isSecret(one.file ?? "") ? ` "${said}"` : "";
  const how = one.gone ? " gone" : one.unchanged ? ` unchanged: ${one.reason ?? ""}` : "";
  return `${one.file ?? "?"}${one.line ? `:${one.line}` : ""}${quoted}${how}`;
};
var MAX_UNNAMED = 5;
function unnamedChanges({ project, run }) {
  const work = run.tasks.flatMap(({ id, schema, base, reviewed, artifact, ...task }) => {
    const result = schema === "impl-result" && !task.void ? accepted(project, artifact) : null;
    return result === null || base === null || !isTree(reviewed) ? [] : [{ id, result, trees: [base, reviewed] }];
  });
  const all = changedNames(project.root, work.map(({ trees }) => trees), treeStore(project));
  return work.flatMap(({ id, result }, at) => {
    const named = (result.changed_files ?? []).map(pathIn(project.root));
    const isNamed = (path) => named.some((one) => one.normalize("NFC") === path.normalize("NFC") || path.startsWith(`${one}/`));
    const paths = (all[at] ?? []).filter((path) => !isNamed(path));
    const more = paths.length > MAX_UNNAMED ? ` and ${paths.length - MAX_UNNAMED} more` : "";
    return paths.length === 0 ? [] : [
      `${paths.slice(0, MAX_UNNAMED).join(", ")}${more} changed during ${id}, which does not name ${paths.length === 1 ? "it" : "them"}: by you, or by its agent`
    ];
  });
}
function reportFacts(scene, _final, note) {
  const { project, run } = scene;
  const kept = (task) => {
    if (!task || task.artifact === null)
      return null;
    const found = accepted(project, task.artifact);
    if (found === null)
      note(`the artifact of ${task.id} ${task.subject}`);
    return found;
  };
  const story = storyOf(project, run);
  if (story === null)
    note("the user story");
  return {
    story: story?.title ?? null,
    criteria: story === null ? [] : criteria(scene, story.acceptance_criteria, kept),
    criteria_in: "user story",
    deviations: [...deviations(run, kept), ...unnamedChanges(scene)],
    untouched_fixes: untouchedFixes(scene).map(({ group: _, ...one }) => one),
    disputed: disputedFindings(scene),
    own: { quick: quickText(run) }
  };
}
function deviations(run, kept) {
  const told = new Map;
  for (const task of run.tasks.filter((one) => one.schema === "impl-result" && one.artifact !== null && !one.void))
    for (const text of kept(task)?.deviations ?? []) {
      const key = fold2(text).toLowerCase();
      if (!told.has(key))
        told.set(key, `${task.id}: ${text}`);
    }
  return [...told.values()];
}
function criteria({ project, workflow, run }, all, kept) {
  const plan = planOf(project, run);
  const isSecret = denyList(run.settings.secrets);
  const reviews = gatesOf(workflow, run).filter((gate) => gate.gate === "review" && ("tree" in gate.of)).flatMap((gate) => {
    const task = tasksOf2(run, gate.key).findLast((one) => one.artifact !== null);
    const review = kept(task);
    return review ? [{ reviewer: gate.title, review }] : [];
  });
  return all.map(({ id, text }) => ({
    id,
    text,
    steps: plan?.steps.filter((step) => step.covers?.includes(id)).map((step) => step.id) ?? [],
    verdicts: reviews.flatMap(({ reviewer, review }) => {
      const said = review.criteria.find((one) => one.id === id);
      return said ? [{ reviewer, met: said.met, evidence: (said.evidence ?? []).map((one) => evidenceText(one, isSecret)) }] : [];
    })
  }));
}
export {
  reportFacts
};
