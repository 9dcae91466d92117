// @bun
import {
  worktreesFolder
} from "./s240.js";

// src/project/worktrees/left-over.ts
import { readdirSync } from "fs";
import { join, relative } from "path";
function leftWorktrees(project, run) {
  const folder = worktreesFolder(project);
  const folders = (path) => {
    try {
      return readdirSync(path, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? [one.name] : []);
    } catch {
      return [];
    }
  };
  return folders(folder).filter((name) => run === null || name === run || name.startsWith(`${run}-`)).flatMap((name) => folders(join(folder, name)).map((area) => relative(project.root, join(folder, name, area)))).sort();
}

export { leftWorktrees };
