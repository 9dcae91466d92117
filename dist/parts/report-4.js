// @bun
import {
  viewOf2
} from "./s43.js";
import {
  ledgerOf
} from "./s94.js";
import {
  refinedOf
} from "./s54.js";
import {
  fit,
  clip,
  oneLine2,
  section
} from "./s18.js";

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
    own: { council: own }
  };
}
function reportLines(own, { width }, most) {
  const { seats, verdict, objections, tasks, snapshot } = own.council;
  const line = (text) => fit(oneLine2(text), width - 2);
  const refused = objections.filter((one) => one.state === "refused" || one.state === "overruled");
  return {
    head: [],
    reviews: [
      ...section("Council", seats.length, [
        ...seats.map((one) => line(`${one.seat}${one.veto ? " (veto)" : ""} ${one.vote || "no vote"} \xB7 ${one.who}`)),
        ...verdict.slice(1).map(line)
      ]),
      ...section("Minority report: objections that were not followed", refused.length, clip(refused, most, (one) => line(`${one.id} (${one.state}) ${one.problem}${one.reason === null ? "" : ` \u2014 ${one.reason}`}`))),
      ...section("Tasks of the plan", tasks.length, clip(tasks, most, (one) => line(`${one.item} ${one.title}: ${one.state}${one.reason ? `: ${one.reason}` : ""}`)))
    ],
    closing: snapshot === null ? [] : [line(`Snapshot before the first change: ${snapshot}`)],
    foot: []
  };
}
export {
  reportFacts,
  reportLines
};
