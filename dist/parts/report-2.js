// @bun
import {
  wrap,
  wrapWhole,
  laid,
  clip,
  oneLine2,
  section,
  plural,
  tokens
} from "./s28.js";
import {
  caughtFindings2
} from "./s94.js";
import {
  viewOf2
} from "./s137.js";
import {
  refinedOf
} from "./s95.js";
import {
  ledgerOf
} from "./s193.js";
import {
  moneyText
} from "./s135.js";

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
var caught = (scene) => [
  ...ledgerOf(scene.run).objections.map(objectionAsCaught),
  ...caughtFindings2(scene)
];
function reportPanel(own) {
  const { seats } = own.council;
  return {
    title: "Votes",
    voices: seats.map(({ seat, veto, who, vote, open, ...spent }) => ({
      name: `${seat}${veto ? " (veto)" : ""}`,
      by: who,
      said: vote || "no vote",
      approves: vote === "" ? null : vote.startsWith("APPROVE"),
      more: [open === 0 ? "" : plural(open, "open objection"), spentWords(spent)].filter((one) => one !== "")
    }))
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
  const isWhole = most === Number.POSITIVE_INFINITY;
  const { seats, phases, verdict, objections, tasks, snapshot } = own.council;
  const line = (text) => laid(oneLine2(text), width - 2, isWhole).join(`
`);
  const rows = (texts) => texts.flatMap((text) => text.split(`
`));
  const said = (text) => isWhole ? wrapWhole(text, width - 2) : wrap(text, width - 2);
  const refused = objections.filter((one) => one.state === "refused" || one.state === "overruled");
  const council = section("Council", seats.length, [
    ...rows(seats.map((one) => line([`${one.seat}${one.veto ? " (veto)" : ""} ${one.vote || "no vote"}`, one.who, spentWords(one)].filter(Boolean).join(" \xB7 ")))),
    ...verdict.flatMap(said)
  ]);
  const minority = section("Minority report: objections that were not followed", refused.length, rows(clip(refused, most, (one) => line(`${one.id} (${one.state}) ${one.problem}${one.reason === null ? "" : ` \u2014 ${one.reason}`}`))));
  return {
    head: [],
    reviews: [
      ...council,
      ...section("Cost by phase", phases.length, rows(phases.map((one) => line(`${one.phase}: ${[`${one.minutes} min`, spentWords(one)].filter(Boolean).join(", ")}`)))),
      ...minority,
      ...section("Tasks of the plan", tasks.length, rows(clip(tasks, most, (one) => [
        line(`${one.item} ${one.title}: ${one.state}`),
        ...one.reason ? said(`  ${oneLine2(one.reason)}`) : []
      ].join(`
`))))
    ],
    closing: snapshot === null ? [] : rows([line(`Snapshot before the first change: ${snapshot}`)]),
    merging: [...council, ...minority],
    foot: []
  };
}
export {
  caught,
  reportFacts,
  reportLines,
  reportPanel
};
