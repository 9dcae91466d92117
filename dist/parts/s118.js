// @bun
import {
  didYouMean
} from "./s28.js";
import {
  teamFacts
} from "./s49.js";
import {
  trackOf,
  hasStage,
  hasChecks
} from "./s50.js";
import {
  Refused
} from "./s4.js";
import {
  taskOf,
  approvedCommands
} from "./s5.js";

// src/workflows/team/deploy/possible.ts
function noDeployment(track, { deploy }) {
  if ((deploy?.adapter ?? "none") === "none")
    return 'the settings say no way to deploy; set deploy.adapter to "docker-compose" or "command"';
  return hasStage(track, "08") ? null : `the track ${track} deploys nothing; take another one, such as --track quick`;
}

// src/workflows/team/named.ts
var PARTS = ["lint", "types", "dependencies", "deploy", "smoke", "health"];
var optionOf = (part) => `${part}_command`;
var LINE = /^(\p{L}[\p{L}_-]+)\s*:(?![\\/:])\s*(.*)$/u;
var WORDS = ["tests", ...PARTS];
var DEPLOYS = ["deploy", "smoke", "health"];
function read(run, line, about) {
  const [, word, command = ""] = LINE.exec(line) ?? [];
  const part = word === undefined ? about[0] : partOf(word);
  const refuse = (why) => {
    throw new Refused("command", `"${line}" ${why}`);
  };
  if (word === undefined && about.length > 1)
    refuse(`may be for ${about.join(" or ")}: say which before it, as in "${about[0]}: ${line}"`);
  if (word !== undefined && command === "")
    refuse("names no command");
  const isBehind = about[0] === "deploy" && !DEPLOYS.includes(part);
  const why = isBehind ? "it is behind this question" : neverRun(run, part);
  if (why !== null)
    refuse(`would never run: ${why}`);
  return { part, command: word === undefined ? line : command };
}
function partOf(word) {
  const name = word.toLowerCase() === "test" ? "tests" : word.toLowerCase();
  if (WORDS.includes(name))
    return name;
  const known = `known: ${WORDS.map((one) => `${one}:`).join(" ")}`;
  throw new Refused("command", `"${word}:" is no word for what a command is for${didYouMean(name, WORDS) || ";"} ${known}`);
}
function neverRun({ options, settings }, part) {
  const track = trackOf({ options });
  if (part === "tests")
    return settings.tests.run ? null : "tests.run is false in the settings";
  if (part === "lint" || part === "types" || part === "dependencies")
    return hasChecks(track) ? null : `the track ${track} has no stage 05, so it runs no lint, types or dependencies`;
  const adapter = settings.deploy?.adapter;
  return part === "deploy" && adapter === "docker-compose" ? 'deploy.adapter is "docker-compose"' : noDeployment(track, settings);
}
var foundBefore = ({ tasks }) => tasks.findLast((task) => !task.void && teamFacts(task).found !== undefined);
function aboutOf(run, { kind, task }) {
  if (kind === "deploy-failed" || kind === "checkpoint-c")
    return ["deploy"];
  const { about = [] } = teamFacts(taskOf(run, task ?? ""));
  return about.length > 0 ? about : ["tests"];
}
function named(run, lines, question) {
  const about = aboutOf(run, question);
  const tests = [];
  const sets = {};
  for (const line of lines) {
    const { part, command } = read(run, line, about);
    if (part === "tests")
      tests.push(command);
    else
      sets[optionOf(part)] = command;
  }
  const approved = approvedCommands(run).map((one) => one.text);
  const shown = approved.filter((one) => question.commands?.includes(one));
  const old = (shown.length > 0 ? shown : approved).filter((one) => !tests.includes(one));
  return { tests, replaced: tests.length > 0 ? old : [], sets };
}
function commandSettings({ settings, options }) {
  const said = ["lint", "types", "dependencies"].flatMap((part) => {
    const command = options[optionOf(part)];
    return command === undefined ? [] : [[part, command]];
  });
  return { ...settings.team?.commands, ...Object.fromEntries(said) };
}
function deploySettingsOf({ settings, options }) {
  const { deploy } = settings;
  if (deploy === undefined)
    return;
  const [command, smoke, health] = ["deploy", "smoke", "health"].map((part) => options[optionOf(part)]);
  const { timeout_seconds = 60 } = deploy.health ?? {};
  return {
    ...deploy,
    ...command === undefined ? {} : { command },
    ...smoke === undefined ? {} : { smoke },
    ...health === undefined ? {} : { health: { command: health, timeout_seconds } }
  };
}
var namedCommands = ({ options }) => PARTS.flatMap((part) => options[optionOf(part)] ?? []);

export { noDeployment, foundBefore, named, commandSettings, deploySettingsOf, namedCommands };
