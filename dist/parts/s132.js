// @bun
import {
  fileProblem
} from "./s62.js";
import {
  bare
} from "./s149.js";

// src/workflows/phases/plan/prose.ts
import { existsSync } from "fs";
import { join } from "path";
var fileNamed = (text) => bare(/^`[^`]+`/.exec(text.trim())?.[0] ?? text.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/, "");
var isThere2 = (root) => (path) => path !== "" && !/[*?{]/.test(path) && fileProblem(path) === null && existsSync(join(root, path));

export { fileNamed, isThere2 };
