// @bun
import {
  sha256
} from "./s68.js";
import {
  filesOf4
} from "./s265.js";
import {
  excludedFolders
} from "./s247.js";
import {
  areasOf,
  PRINCIPAL,
  REST,
  TESTS2,
  partNames,
  ownersOf,
  mayEdit
} from "./s259.js";
import {
  worktreePath
} from "./s240.js";
import {
  globSet
} from "./s18.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/team/ownership.ts
var TEST_GLOBS = ["**/*.{test,spec}.*", "**/*_test.*", "**/test_*.*", "**/{test,tests,__tests__,spec,e2e}/**"];
var testGlobs = (run) => run.settings.team?.qa ?? TEST_GLOBS;
var isTestOf = (run) => globSet(testGlobs(run));
function inAreaOf(run) {
  const owners = ownersOf(areasOf(run.settings));
  return (path, area) => area === PRINCIPAL || owners(path).includes(area);
}
function partsOf(run) {
  const isTest = isTestOf(run);
  const owners = ownersOf(areasOf(run.settings));
  return (path) => {
    if (isTest(path))
      return [TESTS2];
    const areas = owners(path);
    return areas.length > 0 ? areas : [REST];
  };
}
function partTrees(project, run, tree) {
  const parts = partsOf(run);
  const lines = Object.fromEntries(partNames(run.settings).map((part) => [part, []]));
  for (const { path, mode, hash } of filesOf4(project.root, tree, treeStore(project)))
    for (const part of parts(path))
      lines[part].push(`${mode} ${hash} ${path}
`);
  return Object.fromEntries(Object.entries(lines).map(([part, all]) => [part, sha256(all.sort().join(""))]));
}
function worktree({ run }, task) {
  const { profile, branch_prefix: prefix } = run.settings.team ?? {};
  const isBuilt = task.kind !== "fix" || task.brief === "fix-merge";
  if (task.edits !== "area" || task.item === null || profile !== "app_worktree" || !isBuilt)
    return null;
  return { run: run.run, area: task.item, ...prefix === undefined ? {} : { prefix } };
}
function workFolder(project, run, task) {
  const stream = worktree({ run }, task);
  return stream === null ? project.root : worktreePath(project, stream.run, stream.area);
}
function editRule({ workflow, run }, task) {
  const isTest = isTestOf(run);
  const areas = areasOf(run.settings);
  const folders = excludedFolders(workflow);
  return (name) => {
    if (folders.some((folder) => name === folder || name.startsWith(`${folder}/`)))
      return `${name} belongs to the program and to whoever it asks for it`;
    if (task.edits === "tests" || task.item === TESTS2)
      return isTest(name) ? null : `${name} is no test file: what is wrong in it is a failing test, which its owner mends`;
    if (task.item === PRINCIPAL)
      return null;
    if (isTest(name))
      return `${name} is a test file, which belongs to dev-qa. Say in Open points what should change there`;
    const { may, owners } = mayEdit(name, task.item ?? "", areas);
    return may === "foreign" ? `${name} belongs to ${owners.map((one) => `dev-${one}`).join(" and ")}. Leave it, and name it in Open points` : null;
  };
}

export { testGlobs, isTestOf, inAreaOf, partsOf, partTrees, worktree, workFolder, editRule };
