// @bun
import {
  wrapWhole,
  plural
} from "./s28.js";
import {
  PLUGIN,
  here
} from "./s12.js";
import {
  runProcess
} from "./s236.js";
import {
  environmentOf,
  noResults,
  stepsOf,
  standing,
  note,
  dataOf,
  resultLines,
  ALL,
  NAMES,
  MOST_NAMES,
  namedIn,
  doNamed
} from "./s158.js";
import {
  placeOf
} from "./s133.js";
import {
  done,
  no,
  wrongUsage,
  breakAt
} from "./s162.js";
import {
  isCommandOfHost,
  isNoHost,
  isAdrift
} from "./s204.js";
import {
  pluginRoot
} from "./s223.js";

// src/hooks/setup.ts
import { readFileSync } from "fs";
import { join } from "path";
var SCRIPT_LIMIT_MS = 1e4;
async function scriptOf(call, shell) {
  const plugin = pluginRoot();
  const made = await runProcess({
    command: join(plugin, "bin", PLUGIN),
    args: ["setup", "--completion", shell],
    cwd: plugin,
    env: environmentOf({ call }),
    timeoutMs: SCRIPT_LIMIT_MS
  });
  if (made.exitCode !== 0)
    throw new Error("cannot be made: the program gives no script");
  return made.stdout;
}
var placeIn = (call) => placeOf(call, null, (shell) => scriptOf(call, shell));
function lookedAt(findings, most) {
  const count = (of) => findings.filter(({ state }) => state === of).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const said = [
    `${count("ok")} fine`,
    ...warnings > 0 ? [plural(warnings, "warning")] : [],
    ...errors > 0 ? [plural(errors, "error")] : []
  ];
  const all = `Looked at ${plural(findings.length, "thing")}: ${said.join(", ")}. ${here("dry-run --all")} lists them.`;
  return [...wrapWhole(all, most, 0), ""];
}
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
  const place = placeIn(call);
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
  const place = placeIn(call);
  const chosen = namedIn(call.args, await stepsOf(place));
  if (typeof chosen === "string")
    return wrongUsage(`Nothing was changed: ${chosen}`);
  const results = noResults();
  for (const [step, value] of chosen)
    for (const { look, now } of await doNamed(step, value, place))
      note(results, step, look, { now });
  const most = breakAt(call);
  const lines = resultLines(results, [], { paint: call.paint, most, offers: "Offered:", left: "" });
  return done([...lines, `${here("dry-run")} shows whether a run can start.`].join(`
`), dataOf(results));
}
function isWithoutTerminal({ pid }) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[4] === "0";
  } catch {
    return false;
  }
}
var isLeftBehind = (caller) => isWithoutTerminal(caller) && isAdrift(caller);
var byHand = ({ caller, env }) => caller !== null && (isNoHost(caller) || isCommandOfHost(caller, env) || isLeftBehind(caller)) ? `Nothing was changed: process ${caller.pid} has called the hook, and not Claude Code in which a person types.` : null;
var setup = (hook) => ({
  summary: "Look at what a run needs, and set up what you name",
  usage: NAMES,
  args: [0, MOST_NAMES],
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
