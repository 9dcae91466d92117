// @bun
import {
  teamFacts
} from "./s49.js";
import {
  acceptedTasks
} from "./s5.js";
import {
  projectPath,
  globSet
} from "./s18.js";

// src/workflows/team/areas.ts
var ONE_AREA = { app: ["**"] };
var areasOf = (settings) => settings.areas && Object.keys(settings.areas).length > 0 ? settings.areas : ONE_AREA;
var PRINCIPAL = "principal";
var ownerRole = (item) => item === PRINCIPAL ? PRINCIPAL : `dev-${item}`;
var REST = "rest";
var TESTS2 = "qa";
var partNames = (settings) => [...Object.keys(areasOf(settings)), REST, TESTS2];
var partText = (part) => part === REST ? `${REST} (files of no area)` : part === TESTS2 ? `${TESTS2} (test files)` : part;
var changedIn = (task) => teamFacts(task).changed ?? (task.edits === null ? [] : teamFacts(task).areas ?? []);
function changedParts(run) {
  const changed = new Set(acceptedTasks(run).flatMap(changedIn));
  return partNames(run.settings).filter((part) => changed.has(part));
}
var changedAreas = (run) => changedParts(run).filter((part) => Object.hasOwn(areasOf(run.settings), part));
var authorsOf = (run, part) => acceptedTasks(run).flatMap((task) => task.edits !== null && changedIn(task).includes(part) ? task.item ?? [] : []);
function areasWithWork(run) {
  const all = Object.keys(areasOf(run.settings));
  const design = acceptedTasks(run).findLast((task) => teamFacts(task).areas !== undefined && task.edits === null && task.item === null);
  const named = run.options.areas?.split(",").map((name) => name.trim());
  const said = (design && teamFacts(design).areas) ?? named ?? requestedAreas(run);
  return all.filter((area) => said.includes(area));
}
function requestedAreas({ request, settings }) {
  const all = Object.keys(areasOf(settings));
  const owners = ownersOf(areasOf(settings));
  const text = request.text.normalize("NFC");
  const paths = text.split(/[\s"'`<>(),;]+/).map((word) => word.replace(/[.:!?]+$|:\d+(?::\d+)?$/g, ""));
  const files = paths.filter((word) => /[\w/]\.\w|\//.test(word)).flatMap(owners);
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}_-]+/gu));
  const named = all.filter((area) => files.includes(area) || words.has(area.normalize("NFC").toLowerCase()));
  return named.length > 0 ? named : all;
}
function ownersOf(areas) {
  const sets = Object.entries(areas).map(([name, globs]) => ({ name, has: globSet(globs) }));
  return (path) => sets.filter(({ has }) => has(path)).map(({ name }) => name);
}
function ownersOfFiles(run, paths) {
  const found = new Set(paths.flatMap(ownersOf(areasOf(run.settings))));
  return found.size > 0 ? [...found] : changedAreas(run);
}
function mayEdit(path, area, areas) {
  const whole = projectPath(path);
  if (whole === "" || whole === ".." || whole.startsWith("../"))
    return { may: "foreign", owners: [] };
  const names = ownersOf(areas)(whole);
  const owners = names.filter((name) => name !== area);
  if (names.length === 0)
    return { may: "unowned", owners };
  if (owners.length === names.length)
    return { may: "foreign", owners };
  return { may: owners.length === 0 ? "own" : "shared", owners };
}

export { areasOf, PRINCIPAL, ownerRole, REST, TESTS2, partNames, partText, changedParts, changedAreas, authorsOf, areasWithWork, ownersOf, ownersOfFiles, mayEdit };
