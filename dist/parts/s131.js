// @bun
import {
  fileProblem
} from "./s61.js";
import {
  bare
} from "./s146.js";

// src/workflows/phases/plan/prose.ts
import { existsSync } from "fs";
import { join } from "path";
var fileNamed = (text) => bare(/^`[^`]+`/.exec(text.trim())?.[0] ?? text.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/, "");
var isThere = (root) => (path) => path !== "" && !/[*?{]/.test(path) && fileProblem(path) === null && existsSync(join(root, path));

export { fileNamed, isThere };
