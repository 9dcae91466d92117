// @bun
import {
  inHost,
  here
} from "./s12.js";
import {
  wrapWhole,
  clean,
  oneLine2
} from "./s27.js";
import {
  findingsOf,
  standsInTheWay
} from "./s155.js";
import {
  COMPLETIONS
} from "./s69.js";
import {
  environmentOf,
  noResults,
  stepsOf,
  standing,
  carriedOut,
  note,
  dataOf,
  yours,
  resultLines
} from "./s273.js";
import {
  ownTerminal
} from "./s254.js";
import {
  breakAt,
  projectLine
} from "./s158.js";
import {
  pluginRoot
} from "./s220.js";

// src/cli/setup.ts
var commandLine = ({ command }) => command.map(oneLine2).join(" ");
function offerText(look) {
  if (look.state === "to_type")
    return clean(`
${oneLine2(look.text)}. Run this now?
  ${commandLine(look)}`);
  const { text, file, change, value } = look;
  const more = value === undefined ? "" : `. After a yes you are asked ${value.about}`;
  return clean([`
${oneLine2(text)}?`, `  ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}${more}`].join(`
`));
}
var leadText = (offers) => clean([
  `${offers.length === 1 ? "One thing" : `${offers.length} things`} can be set up, none of which a run needs:`,
  ...offers.map((one) => `  ${oneLine2(one)}`),
  "Each is asked for by itself, with what it changes or runs. Enter changes nothing, y does it.",
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
  const value = offer.state === "offered" ? offer.value : undefined;
  for (let lead = "";value !== undefined; lead = "That is no number of tokens. ") {
    const typed = person.ask(`${lead}${value.ask}: `);
    if (typed === null)
      return "gone";
    if (typed.trim() === "")
      break;
    const parsed = value.parse(typed);
    if (parsed !== null)
      return { value: parsed };
  }
  return { value: null };
}
var stands = (look, more = {}) => ({
  ...{ look, now: false, declined: false, gone: false },
  ...more
});
async function runAsAsked(step, place, first, person) {
  const run = new Set;
  let look = first;
  while (look.state === "to_type") {
    const line = commandLine(look);
    const not = (why) => stands({ state: "refused", file: "", text: why });
    if (run.has(line))
      return not(`${look.text}, also after ${line}. A new terminal may find what it installed`);
    const said = asked(person, look);
    if (said === "gone" || said === "no")
      return stands(look, { declined: said === "no", gone: said === "gone" });
    run.add(line);
    const failed = await person.run(look.command, environmentOf(place));
    if (failed !== null)
      return not(`${line} ${failed}; ${here("setup")} offers it again`);
    look = await step.look(place);
  }
  return stands(look, { now: look.state === "done" });
}
async function carryOut(step, place, person, all) {
  const look = await standing(step, place);
  if (look.state === "to_type")
    return person === null ? stands(look) : runAsAsked(step, place, look, person);
  if (look.state !== "offered" || !all && person === null)
    return stands(look);
  const said = all ? { value: null } : asked(person, look);
  if (said === "gone" || said === "no")
    return stands(look, { declined: said === "no", gone: said === "gone" });
  const done = carriedOut(step, look, said.value, place);
  return stands(done, { now: done.state === "done" });
}
async function through(place, person, all) {
  const results = noResults();
  const steps = await stepsOf(place);
  let someone = person;
  if (person !== null) {
    const looks = await Promise.all(steps.map((step) => standing(step, place)));
    const offers = looks.filter(({ state }) => state === "offered" || state === "to_type");
    if (offers.length > 0)
      person.tell(leadText(offers.map(({ text }) => text)));
  }
  for (const step of steps) {
    const { look, now, declined, gone } = await carryOut(step, place, someone, all);
    if (gone)
      someone = null;
    note(results, step, look, { ...now ? { now } : {}, ...declined ? { declined } : {} });
  }
  return results;
}
async function setUp(call, verbs) {
  const findings = await findingsOf(call.project, call.env, call.value("claude"));
  const place = {
    ...{ call, plugin: pluginRoot() },
    findings: async () => findings,
    script: async (shell) => COMPLETIONS[shell](verbs)
  };
  const isBelow = call.belowHost();
  const all = call.has("yes") && !isBelow;
  const terminal = isBelow || all || call.json ? null : ownTerminal();
  const note = isBelow ? `Nothing was changed: a person does this by typing ${inHost("setup")} in Claude Code, or ${here("setup")} in a terminal of their own.` : terminal === null && !all ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.` : null;
  const results = await through(place, terminal, all);
  terminal?.close();
  const ok = !standsInTheWay(findings);
  const most = breakAt(call);
  const lines = resultLines(results, findings, {
    ...{ paint: call.paint, most, offers: "Offered:" },
    left: `Left as it is, as you said; ${here("setup")} offers it again:`
  });
  const end = ok ? "A run can start." : `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.`;
  const last = [...note === null ? [] : [note], end].flatMap((line) => wrapWhole(line, most, 0));
  return {
    exit: ok ? 0 : 1,
    text: `${projectLine(call)}${[...lines, ...last].join(`
`)}`,
    data: { ok, ...dataOf(results), yours: yours(findings, results) },
    isReport: true
  };
}
export {
  setUp
};
