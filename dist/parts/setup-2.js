// @bun
import {
  inHost,
  here
} from "./s12.js";
import {
  wrapWhole,
  clean,
  oneLine2
} from "./s28.js";
import {
  standsInTheWay,
  environmentOf,
  noResults,
  stepsOf,
  standing,
  carriedOut,
  note,
  dataOf,
  yours,
  resultLines,
  namedIn,
  doNamed
} from "./s158.js";
import {
  COMPLETIONS
} from "./s71.js";
import {
  ownTerminal
} from "./s257.js";
import {
  placeOf
} from "./s133.js";
import {
  no,
  wrongUsage,
  breakAt,
  projectLine
} from "./s162.js";

// src/cli/setup.ts
var commandLine = ({ command }) => command.map(oneLine2).join(" ");
var shownAs = (lines, most) => clean(lines.flatMap((line) => wrapWhole(line, most)).join(`
`));
function offerText(look, most) {
  if (look.state === "to_type")
    return `${shownAs(["", `${oneLine2(look.text)}. Run this now?`], most)}
  ${commandLine(look)}`;
  const { text, file, change, value } = look;
  const more = value === undefined ? "" : `. After a yes you are asked ${value.about}`;
  return shownAs(["", `${oneLine2(text)}?`, `  ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}${more}`], most);
}
var leadText = (offers, most) => {
  const lines = [
    `${offers.length === 1 ? "One thing" : `${offers.length} things`} can be set up, none of which a run needs:`,
    ...offers.map((one) => `  ${oneLine2(one)}`),
    "Each is asked for by itself, with what it changes or runs. Enter changes nothing, y does it."
  ];
  return `${shownAs(lines, most)}
`;
};
var isYes = (said) => /^y(es)?$/i.test(said.trim()) ? true : /^(?:no?)?$/i.test(said.trim()) ? false : null;
function asked(person, offer) {
  let said = person.ask(`${offerText(offer, person.most)}
[y/N] `);
  while (said !== null && isYes(said) === null)
    said = person.ask("Type y for yes; n, or Enter, changes nothing: ");
  if (said === null)
    return "gone";
  if (isYes(said) === false)
    return "no";
  const value = offer.state === "offered" ? offer.value : undefined;
  for (let lead = "";value !== undefined; lead = "That is no number of tokens. ") {
    const typed = person.ask(`${shownAs([`${lead}${value.ask}:`], person.most)} `);
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
      person.tell(leadText(offers.map(({ text }) => text), person.most));
  }
  for (const step of steps) {
    const { look, now, declined, gone } = await carryOut(step, place, someone, all);
    if (gone)
      someone = null;
    note(results, step, look, { now, declined });
  }
  return results;
}
async function throughNamed(place, chosen, person) {
  const results = noResults();
  for (const [step, value] of chosen) {
    const look = await standing(step, place);
    const all = look.state === "to_type" ? [await carryOut(step, place, person, true)] : await doNamed(step, value, place);
    for (const one of all)
      note(results, step, one.look, one);
  }
  return results;
}
function personAt(call) {
  const terminal = call.json ? null : ownTerminal();
  return terminal === null ? null : { ...terminal, most: breakAt(call) };
}
async function setUpNamed(call, place) {
  const chosen = namedIn(call.args, await stepsOf(place));
  if (typeof chosen === "string")
    return wrongUsage(`Nothing was changed: ${chosen}`);
  if (call.belowHost())
    return no(BELOW());
  const terminal = personAt(call);
  const results = await throughNamed(place, chosen, terminal);
  terminal?.close();
  const lines = resultLines(results, [], { paint: call.paint, most: breakAt(call), offers: "Offered:", left: LEFT() });
  return {
    exit: results.refused.length === 0 ? 0 : 1,
    text: `${projectLine(call)}${[...lines, `${here("dry-run")} shows whether a run can start.`].join(`
`)}`,
    data: dataOf(results),
    isReport: true
  };
}
var LEFT = () => `Left as it is, as you said; ${here("setup")} offers it again:`;
var BELOW = () => `Nothing was changed: a person does this by typing ${inHost("setup")} in Claude Code, or ${here("setup")} in a terminal of their own.`;
async function setUp(call, verbs) {
  const place = placeOf(call, call.value("claude"), async (shell) => COMPLETIONS[shell](verbs));
  if (call.args.length > 0)
    return setUpNamed(call, place);
  const findings = await place.findings();
  const isBelow = call.belowHost();
  const all = call.has("yes") && !isBelow;
  const terminal = isBelow || all ? null : personAt(call);
  const note = isBelow ? BELOW() : terminal === null && !all ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.` : null;
  const results = await through(place, terminal, all);
  terminal?.close();
  const ok = !standsInTheWay(findings);
  const most = breakAt(call);
  const lines = resultLines(results, findings, {
    ...{ paint: call.paint, most, offers: "Offered:" },
    left: LEFT()
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
