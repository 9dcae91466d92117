// @bun
import {
  runProcess
} from "./s233.js";
import {
  PLUGIN,
  here
} from "./s12.js";
import {
  fit,
  wrapWhole,
  oneLine2,
  shown,
  didYouMean
} from "./s27.js";
import {
  findingsOf
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
  resultLines
} from "./s273.js";
import {
  done,
  no,
  wrongUsage,
  breakAt
} from "./s158.js";
import {
  isCommandOfHost,
  isNoHost
} from "./s200.js";
import {
  pluginRoot
} from "./s220.js";

// src/hooks/setup.ts
import { join } from "path";
var ALL = "all";
var MEANT = { ceiling: "settings", path: "link", program: "link" };
var SCRIPT_LIMIT_MS = 1e4;
async function scriptOf(place, shell) {
  const env = environmentOf(place);
  const args = ["setup", "--completion", shell];
  const command = join(place.plugin, "bin", PLUGIN);
  const made = await runProcess({ command, args, cwd: place.plugin, env, timeoutMs: SCRIPT_LIMIT_MS });
  if (made.exitCode !== 0 || !Object.hasOwn(COMPLETIONS, shell))
    throw new Error("cannot be made: the program gives no script");
  return made.stdout;
}
function placeOf({ project, env }) {
  const call = { project, env };
  const plugin = pluginRoot();
  let found;
  const findings = () => {
    found ??= findingsOf(project, env, null);
    return found;
  };
  return { call, plugin, findings, script: (shell) => scriptOf({ call, plugin }, shell) };
}
function namedIn(words, steps) {
  const named = new Map;
  const names = steps.map(({ name }) => name);
  for (const word of words) {
    const at = word.indexOf("=");
    const typed = at < 0 ? word : word.slice(0, at);
    const text = at < 0 ? null : word.slice(at + 1);
    const small = typed.toLowerCase().replaceAll("-", "_");
    if (small === ALL && text === null) {
      for (const step of steps)
        if (!named.has(step))
          named.set(step, null);
      continue;
    }
    const name = Object.hasOwn(MEANT, small) ? MEANT[small] : small;
    const step = steps.find((one) => one.name.replaceAll("-", "_") === name);
    if (step === undefined)
      return `found ${shown(oneLine2(typed))}, expected ${ALL}, ${names.join(", ")}${didYouMean(small, [ALL, ...names])}`;
    const { takes } = step;
    if (text !== null && takes === undefined)
      return `${step.name} takes no value, found ${shown(oneLine2(text))}`;
    const value = text === null ? null : takes.value.parse(text);
    if (text !== null && value === null)
      return `${oneLine2(typed)}=: found ${shown(oneLine2(text))}, expected ${takes.value.expected}`;
    if (text === null && name !== small && takes !== undefined)
      return `${small} needs a value: ${small}=, expected ${takes.value.expected}`;
    if (value !== null && ![null, undefined, value].includes(named.get(step)))
      return `${step.name} is given two values: type one of them`;
    named.set(step, value ?? named.get(step) ?? null);
  }
  return named;
}
async function does(step, value, place) {
  const look = await standing(step, place);
  const taken = look.state === "offered" && look.value !== undefined;
  const first = look.state === "offered" ? carriedOut(step, look, value, place) : look;
  const isNow = look.state === "offered" && first.state === "done";
  if (value === null || taken || first.state !== "done")
    return [[first, isNow]];
  const more = step.takes.set(place, value);
  const second = more.state === "offered" ? carriedOut(step, more, value, place) : more;
  return [...isNow ? [[first, true]] : [], [second, second.state === "done"]];
}
var lookedAt = (findings, most) => [
  "Looked at:",
  ...findings.map(({ name, state, found }) => fit(`  ${state.padEnd(7)}  ${name}: ${oneLine2(found)}`, most)),
  ""
];
function typing({ offered }, most) {
  const [first] = offered;
  if (first === undefined)
    return ["Nothing of it is left to be done here."];
  const names = offered.map(({ step }) => step);
  const some = names.slice(0, 2).join(" ");
  const with40 = names.includes("settings") ? ` ${here("setup settings=40M")} also has you asked at 40 million tokens.` : "";
  return wrapWhole(`Nothing was changed. ${here(`setup ${ALL}`)} does all that is offered, ${here(`setup ${some}`)} only that.${with40}`, most, 0);
}
async function bare(call) {
  const place = placeOf(call);
  const results = noResults();
  const [findings, steps] = await Promise.all([place.findings(), stepsOf(place)]);
  for (const step of steps)
    note(results, step, await standing(step, place));
  const most = breakAt(call);
  const words = { paint: call.paint, most, offers: "Offered, by name:", left: "" };
  const lines = [...lookedAt(findings, most), ...resultLines(results, findings, words), ...typing(results, most)];
  return done(lines.join(`
`), dataOf(results));
}
async function named(call) {
  const place = placeOf(call);
  const steps = await stepsOf(place);
  const chosen = namedIn(call.args, steps);
  if (typeof chosen === "string")
    return wrongUsage(`Nothing was changed: ${chosen}`);
  const results = noResults();
  for (const step of steps) {
    if (!chosen.has(step))
      continue;
    for (const [look, now] of await does(step, chosen.get(step), place))
      note(results, step, look, now ? { now } : {});
  }
  const most = breakAt(call);
  const lines = resultLines(results, [], { paint: call.paint, most, offers: "Offered:", left: "" });
  return done([...lines, `${here("dry-run")} shows whether a run can start.`].join(`
`), dataOf(results));
}
var byHand = ({ caller, env }) => caller !== null && (isNoHost(caller) || isCommandOfHost(caller, env)) ? `Nothing was changed: process ${caller.pid} has called the hook, and not Claude Code in which a person types.` : null;
var setup = (hook) => ({
  summary: "Look at what a run needs, and set up what you name",
  usage: `[${ALL} | <name>[=<value>] \u2026]`,
  args: [0, 20],
  foreign: true,
  options: { program: { about: "Only put the program into ~/.local/bin, so that every terminal finds it" } },
  slash: ({ args }) => args.length === 0 ? null : here("setup"),
  async run(call) {
    if (call.has("program"))
      return call.args.length > 0 ? wrongUsage("--program goes by itself: take out the names") : (await import("./program.js")).linkProgram(call);
    if (call.args.length === 0)
      return bare(call);
    const nobody = byHand(hook);
    return nobody === null ? named(call) : no(nobody);
  }
});
export {
  setup
};
