// @bun
import {
  wrapWhole,
  oneLine2
} from "./s27.js";
import {
  readRun
} from "./s196.js";
import {
  refused,
  STEPS,
  lookAt
} from "./s219.js";
import {
  providersHere
} from "./s155.js";
import {
  isLive
} from "./s5.js";
import {
  apart
} from "./s15.js";

// src/checkup/setup/programs.ts
var environmentOf = ({ call }) => apart(call.env, call.project.root);
async function lookAt2({ probe, title }, place) {
  const env = environmentOf(place);
  const { problem, remedy = "", command } = await probe(env);
  if (problem === undefined)
    return { state: "done", file: "", text: `${title} can be asked` };
  const isThere = command?.[0] !== undefined && Bun.which(command[0], { PATH: env.PATH ?? "" }) !== null;
  return isThere ? { state: "to_type", file: "", text: problem, command } : { state: "not_here", file: "", text: `${problem}: ${remedy}` };
}
async function programSteps(place) {
  const { env, project } = place.call;
  const { wanted } = await providersHere({ env, project: project.root });
  return wanted.filter(({ provider }) => provider.program !== null).map(({ provider }) => ({
    name: provider.id,
    inProject: false,
    tells: provider.title,
    look: (at) => lookAt2(provider, at)
  }));
}

// src/checkup/setup/results.ts
import { existsSync } from "fs";
import { join } from "path";
var noResults = () => ({ done: [], offered: [], to_type: [], refused: [], not_here: [] });
var stepsOf = async (place) => [...STEPS, ...await programSteps(place)];
function heldBy(project) {
  const held = (run) => `${run}: settings of the host, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun(project);
    if (run !== null && isLive(run))
      return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync(join(project.task, "live")) ? held("a run has just ended, and the host was not told yet") : null;
}
var standing = (step, place) => lookAt(step, place, heldBy(place.call.project));
function carriedOut(step, offer, value, { call }) {
  const held = step.inProject ? heldBy(call.project) : null;
  if (held !== null)
    return { state: "refused", file: offer.file, text: held };
  const named = value === null || offer.value === undefined ? [] : [offer.value.says(value)];
  try {
    offer.apply(value);
    return { state: "done", file: offer.file, text: [...offer.change, ...named].join("; ") };
  } catch (error) {
    return refused(offer.file, error);
  }
}
function note(results, { name, tells }, look, more = {}) {
  const { file, text } = look;
  const change = look.state === "offered" ? { change: look.change } : {};
  const command = look.state === "to_type" ? { command: look.command } : {};
  const told = tells === undefined ? {} : { tells };
  results[look.state].push({ step: name, file, text, ...change, ...command, ...more, ...told });
}
var dataOf = (results) => Object.fromEntries(Object.entries(results).map(([state, all]) => [state, all.map(({ tells, ...shown }) => shown)]));
function yours(findings, { not_here, ...rest }) {
  const told = new Set(Object.values(rest).flatMap((all) => all.map(({ tells }) => tells)));
  return findings.filter(({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !told.has(name));
}
function resultLines(results, findings, { paint, most, offers, left }) {
  const broken = (text, hang = 2) => wrapWhole(text, most, hang);
  const line = ({ file, text }) => broken(`  ${file === "" ? "" : `${oneLine2(file)}: `}${oneLine2(text)}`);
  const short = ({ text }) => broken(`  ${oneLine2(text)}`);
  const part = (title, lines) => lines.length === 0 ? [] : [...broken(title, 0), ...lines.flat(), ""];
  const open = yours(findings, results);
  const shownThere = new Set(open.map(({ name }) => name));
  const unasked = [...results.offered, ...results.to_type];
  return [
    ...part(paint.green("Done:"), results.done.filter(({ now }) => now).map(line)),
    ...part("As it should be:", results.done.filter(({ now }) => !now).map(short)),
    ...part(paint.yellow(offers), results.offered.filter(({ declined }) => !declined).map(({ step, text, file, change }) => [
      ...broken(`  ${step}: ${oneLine2(text)}`),
      ...broken(`    ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}`)
    ])),
    ...part(paint.yellow("To type in a terminal:"), results.to_type.filter(({ declined }) => !declined).map(({ text, command }) => [...broken(`  ${oneLine2(text)}:`), `    ${command.join(" ")}`])),
    ...part(left, unasked.filter(({ declined }) => declined).map(short)),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part("Not here:", results.not_here.filter(({ tells }) => tells === undefined || !shownThere.has(tells)).map(short)),
    ...part("For you to do:", open.map(({ name, found, remedy }) => [
      ...broken(`  ${name}: ${found.split(`
`).map(oneLine2).join("; ")}`),
      ...broken(`    \u2192 ${oneLine2(remedy)}`)
    ]))
  ];
}

export { environmentOf, noResults, stepsOf, standing, carriedOut, note, dataOf, yours, resultLines };
