// @bun
import {
  sha256
} from "./s68.js";
import {
  readOutside,
  NoRecord,
  writeOutside
} from "./s189.js";
import {
  realPath
} from "./s172.js";

// src/workflows/phases/quiet.ts
import { statSync } from "fs";
var inodeOf = ({ root }) => {
  const { dev, ino } = statSync(root, { bigint: true });
  return `${dev}:${ino}`;
};
var fileOf = ({ root }) => `yolo/${sha256(realPath(root)).slice(0, 32)}.json`;
var isQuiet = (project, { mode }) => mode === "yolo" && readOutside(process.env, project, fileOf(project)).some((one) => one?.root === realPath(project.root) && one.inode === inodeOf(project));
function noteQuiet(project) {
  try {
    const chosen = { root: realPath(project.root), inode: inodeOf(project) };
    writeOutside(process.env, project, fileOf(project), chosen);
  } catch (error) {
    if (!(error instanceof NoRecord))
      throw error;
  }
}

export { isQuiet, noteQuiet };
