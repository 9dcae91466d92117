// @bun
import {
  leftBehind
} from "./s19.js";
import {
  filesOf4
} from "./s265.js";
import {
  excludedFolders
} from "./s247.js";
import {
  treeStore
} from "./s172.js";

// src/record/ignored.ts
import { lstatSync, readdirSync } from "fs";
import { join } from "path";
var MAX_ENTRIES = 60000;
var MAX_TIME = 3000;
var OUTPUTS = /^(?:dist|build|out|target|bin|obj|coverage|te?mp|logs?|\.(?:git|svn|hg|jj|claude|idea|vscode|vs|cache|venv)|__pycache__|venv)$/;
var LEFT = /\.(?:log|pid|lock|tmp|swp|map|py[co]|sqlite3?(?:-\w+)?|db(?:-\w+)?)$|~$|^(?:\.DS_Store|Thumbs\.db)$/i;
var PACKAGES = "node_modules";
var CACHES = /^(?:\.(?:git|svn|hg|jj|idea|vs|cache|venv)|__pycache__)$/;
var OF_HOST = ".claude/settings.local.json";
function writtenIgnored({ project, workflow }, tree, since, packages, outputs = false) {
  const { root } = project;
  const skipped = outputs ? CACHES : OUTPUTS;
  const inTree = new Set(filesOf4(root, tree, treeStore(project)).map(({ path }) => path));
  const isLeft = leftBehind(root);
  const own = new Set(excludedFolders(workflow));
  const end = Date.now() + MAX_TIME;
  const found = [];
  const folders = [""];
  for (let entries = 0;folders.length > 0 && Date.now() < end; ) {
    const folder = folders.pop();
    const isPackages = folder === PACKAGES || folder.endsWith(`/${PACKAGES}`);
    const inPackages = isPackages || folder.includes(`${PACKAGES}/`);
    for (const entry of entriesIn(join(root, folder))) {
      entries += 1;
      if (entries > MAX_ENTRIES)
        return found;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isTools = isPackages ? /^\.(?!pnpm$)/.test(entry.name) : !inPackages && skipped.test(entry.name);
      if (isTools || own.has(path))
        continue;
      if (entry.isDirectory()) {
        const isSkipped = entry.name === PACKAGES ? !packages : !inPackages && isLeft(path, true);
        if (!isSkipped)
          folders.push(path);
      } else if (entry.isFile() && !inTree.has(path) && !LEFT.test(entry.name) && (inPackages || !isLeft(path, false))) {
        if (changedAt(join(root, path), inPackages) > since)
          found.push(path);
      }
    }
  }
  return found.sort();
}
function writtenFolders(scene, tree, since) {
  const { project } = scene;
  const paths = filesOf4(project.root, tree, treeStore(project)).map(({ path }) => path);
  const folders = new Set(paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))));
  const found = new Map;
  for (const path of writtenIgnored(scene, tree, since, false, true)) {
    if (path === OF_HOST)
      continue;
    const above = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    const whole = above.find((folder) => !folders.has(folder));
    const key = whole === undefined ? path : `${whole}/`;
    found.set(key, [...found.get(key) ?? [], path]);
  }
  return [...found].map(([path, files]) => ({ path: files.length === 1 ? files[0] : path, files: files.length }));
}
function entriesIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
function changedAt(path, inPackages) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : stat.nlink > 1 && inPackages ? stat.mtimeMs : stat.ctimeMs;
}

export { writtenIgnored, writtenFolders };
