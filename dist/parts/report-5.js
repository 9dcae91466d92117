// @bun
import {
  viewOf2
} from "./s71.js";
import {
  refinedOf
} from "./s97.js";
import {
  ledgerOf
} from "./s169.js";
import {
  caughtFindings
} from "./s95.js";
import {
  moneyText
} from "./s122.js";
import {
  fit,
  wrap,
  clip,
  oneLine2,
  section,
  tokens
} from "./s24.js";

// src/workflows/council/report.ts
function reportFacts(scene, _final, note) {
  const { project, run } = scene;
  const refined = refinedOf(project, run);
  if (refined === null && run.tasks.some((task) => task.schema === "refined-prompt" && task.artifact !== null))
    note("the refined prompt");
  const own = { ...viewOf2(scene), objections: ledgerOf(run).objections };
  return {
    story: refined?.what_to_build ?? null,
    criteria: [],
    criteria_in: null,
    deviations: [],
    untouched_fixes: [],
    disputed: [],
    caught: [...own.objections.map(objectionAsCaught), ...caughtFindings(scene)],
    own: { council: own }
  };
}
function objectionAsCaught(one) {
  const { id, seat, severity, at, problem, state, reason, changed } = one;
  const became = { cleared: "mended", overruled: "accepted", refused: "open", taken: "open", open: "open" };
  return {
    id,
    severity,
    reviewer: seat,
    task: "",
    place: at,
    quote: "",
    problem,
    fix: state === "cleared" && reason !== null ? reason : "",
    state: became[state],
    mended_by: state === "cleared" && changed.length > 0 ? `the plan, in ${changed.join(", ")}` : null,
    closed_by: state === "cleared" ? seat : null
  };
}
var spentWords = (one) => one.tokens === 0 && one.cost.usd === null ? "" : `${tokens(one.tokens)} tokens, dollars: ${moneyText(one.cost)}`;
function reportLines(own, { width }, most) {
  const { seats, phases, verdict, objections, tasks, snapshot } = own.council;
  const line = (text) => fit(oneLine2(text), width - 2);
  const refused = objections.filter((one) => one.state === "refused" || one.state === "overruled");
  return {
    head: [],
    reviews: [
      ...section("Council", seats.length, [
        ...seats.map((one) => line([`${one.seat}${one.veto ? " (veto)" : ""} ${one.vote || "no vote"}`, one.who, spentWords(one)].filter(Boolean).join(" \xB7 "))),
        ...verdict.flatMap((one) => wrap(one, width - 2))
      ]),
      ...section("Cost by phase", phases.length, phases.map((one) => line(`${one.phase}: ${[`${one.minutes} min`, spentWords(one)].filter(Boolean).join(", ")}`))),
      ...section("Minority report: objections that were not followed", refused.length, clip(refused, most, (one) => line(`${one.id} (${one.state}) ${one.problem}${one.reason === null ? "" : ` \u2014 ${one.reason}`}`))),
      ...section("Tasks of the plan", tasks.length, clip(tasks, most, (one) => [
        line(`${one.item} ${one.title}: ${one.state}`),
        ...one.reason ? wrap(`  ${oneLine2(one.reason)}`, width - 2) : []
      ].join(`
`)).flatMap((one) => one.split(`
`)))
    ],
    closing: snapshot === null ? [] : [line(`Snapshot before the first change: ${snapshot}`)],
    foot: []
  };
}
export {
  reportFacts,
  reportLines
};
