// @bun
import {
  here
} from "./s12.js";
import {
  clean,
  oneLine2
} from "./s28.js";
import {
  readRun
} from "./s198.js";
import {
  findingsOf
} from "./s158.js";
import {
  refused,
  STEPS,
  lookAt
} from "./s221.js";
import {
  projectLine
} from "./s161.js";
import {
  ownTerminal
} from "./s256.js";
import {
  pluginRoot
} from "./s222.js";
import {
  isLive
} from "./s5.js";

// src/cli/setup.ts
import { existsSync } from "fs";
import { join } from "path";
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
var offerText = ({ text, file, change, value }) => {
  const more = value === undefined ? "" : `. After a yes you are asked ${value.about}`;
  return clean([`
${oneLine2(text)}?`, `  ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}${more}`].join(`
`));
};
var leadText = (offers) => clean([
  `${offers.length === 1 ? "One thing" : `${offers.length} things`} can be set up, none of which a run needs:`,
  ...offers.map((one) => `  ${oneLine2(one)}`),
  "Each is asked for by itself, with the file that it changes. Enter changes nothing, y does it.",
  ""
].join(`
`));
var isYes = (said) => /^y(es)?$/i.test(said.trim()) ? true : /^(?:no?)?$/i.test(said.trim()) ? false : null;
function asked(person, offer) {
  let said = person.ask(`${offerText(offer)}
[y/N] `);
  while (said !== null && isYes(said) === null)
    said = person.ask("Type y for yes; n, or Enter, changes nothing: ");
  if (said === null)
    return "gone";
  if (isYes(said) === false)
    return "no";
  for (let lead = "";offer.value !== undefined; lead = "That is no number of tokens. ") {
    const typed = person.ask(`${lead}${offer.value.ask}: `);
    if (typed === null)
      return "gone";
    if (typed.trim() === "")
      break;
    const value = offer.value.parse(typed);
    if (value !== null)
      return { value };
  }
  return { value: null };
}
function carriedOut(step, offer, value, project) {
  const held = step.inProject ? heldBy(project) : null;
  if (held !== null)
    return { state: "refused", file: offer.file, text: held };
  try {
    offer.apply(value);
    return { state: "done", file: offer.file, text: offer.change.join("; ") };
  } catch (error) {
    return refused(offer.file, error);
  }
}
async function through(place, person, all) {
  const { project } = place.call;
  const results = { done: [], offered: [], refused: [], not_here: [] };
  let someone = person;
  if (person !== null) {
    const held = heldBy(project);
    const offers = [];
    for (const step of STEPS) {
      const look = await lookAt(step, place, held);
      if (look.state === "offered")
        offers.push(look.text);
    }
    if (offers.length > 0)
      person.tell(leadText(offers));
  }
  for (const step of STEPS) {
    let look = await lookAt(step, place, heldBy(project));
    let [now, declined] = [false, false];
    if (look.state === "offered" && (all || someone !== null)) {
      const said = all ? { value: null } : asked(someone, look);
      if (said === "gone")
        someone = null;
      declined = said === "no";
      if (typeof said === "object") {
        look = carriedOut(step, look, said.value, project);
        now = look.state === "done";
      }
    }
    const { file, text } = look;
    const change = look.state === "offered" ? { change: look.change, ...declined ? { declined } : {} } : {};
    results[look.state].push({ step: step.name, file, text, ...change, ...now ? { now: true } : {} });
  }
  return results;
}
var OURS = new Set(["Task tools", "Ignored"]);
var yours = (findings) => findings.filter(({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !OURS.has(name));
function setupText(results, findings, note, call) {
  const { paint } = call;
  const line = ({ file, text }) => `  ${oneLine2(file)}: ${oneLine2(text)}`;
  const part = (title, lines) => lines.length === 0 ? [] : [title, ...lines, ""];
  const isNow = ({ now }) => now === true;
  const isMissing = findings.some(({ state, holds }) => state === "error" || holds);
  return [
    ...part(paint.green("Done:"), results.done.filter(isNow).map(line)),
    ...part("As it should be:", results.done.filter((one) => !isNow(one)).map(({ text }) => `  ${oneLine2(text)}`)),
    ...part(paint.yellow("Offered:"), results.offered.filter(({ declined }) => !declined).map((one) => `  ${oneLine2(one.text)}
    ${oneLine2(one.file)}: ${one.change.map(oneLine2).join("; ")}`)),
    ...part(`Left as it is, as you said; ${here("setup")} offers it again:`, results.offered.filter(({ declined }) => declined).map(({ text }) => `  ${oneLine2(text)}`)),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part("Not here:", results.not_here.map(({ text }) => `  ${oneLine2(text)}`)),
    ...part("For you to do:", yours(findings).map(({ name, found, remedy }) => `  ${name}: ${found.split(`
`).map(oneLine2).join("; ")}
    \u2192 ${oneLine2(remedy)}`)),
    ...note === null ? [] : [note],
    isMissing ? `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.` : "A run can start."
  ].join(`
`);
}
async function setUp(call, verbs) {
  const findings = await findingsOf(call);
  const place = { call, plugin: pluginRoot(), findings, verbs };
  const isBelow = call.belowHost();
  const all = call.has("yes") && !isBelow;
  const terminal = isBelow || all || call.json ? null : ownTerminal();
  const note = isBelow ? `Nothing was changed: a person does this in a terminal of their own, with ${here("setup")}.` : terminal === null && !all ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.` : null;
  const results = await through(place, terminal, all);
  terminal?.close();
  const ok = !findings.some(({ state, holds }) => state === "error" || holds);
  return {
    exit: ok ? 0 : 1,
    text: `${projectLine(call)}${setupText(results, findings, note, call)}`,
    data: { ok, ...results, yours: yours(findings) },
    isReport: true
  };
}
export {
  setUp
};
