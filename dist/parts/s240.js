// @bun
import {
  sha256
} from "./s68.js";

// src/project/worktrees/names.ts
import { join } from "path";
var DEFAULT_PREFIX = "feature/build-";
var excludedOf = ({ exclude = [".task", "pipeline"] }) => exclude;
function plainName(area) {
  if (/^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$/.test(area))
    return area;
  const letters = area.normalize("NFD").replace(/[^A-Za-z0-9_-]/g, "").replace(/^-+/, "").slice(0, 30);
  return `${letters || "area"}-${sha256(area.normalize("NFC")).slice(0, 8)}`;
}
var branchName = ({ area, prefix = DEFAULT_PREFIX }) => `${prefix}${plainName(area)}`;
var worktreesFolder = (project) => join(project.task, "worktrees");
var worktreePath = (project, run, area) => join(worktreesFolder(project), run, plainName(area));
var snapshotRef = (run) => `refs/multi-ai/${run}`;
var refsOf = (run) => ({
  base: `refs/multi-ai/${run}-build`,
  merged: `refs/multi-ai/${run}-merged`,
  merging: `refs/multi-ai/${run}-merging`,
  built: `refs/multi-ai/${run}-built`,
  area: (area) => `refs/multi-ai/${run}-build-${plainName(area)}`
});
var firstFive = (names) => names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
var typed2 = (text) => /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

export { DEFAULT_PREFIX, excludedOf, branchName, worktreesFolder, worktreePath, snapshotRef, refsOf, firstFive, typed2 };
