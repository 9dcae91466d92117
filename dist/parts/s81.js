// @bun
import {
  UnsafeFile,
  errorCode,
  openRegular,
  readRange
} from "./s25.js";
import {
  readJson
} from "./s26.js";

// src/store/small-file.ts
import { closeSync, constants, fstatSync } from "fs";
var MAX_BYTES = 1e6;
var refused = (problem) => ({ ok: false, problem });
function readArtifact(path) {
  let fd;
  try {
    fd = openRegular(path, constants.O_RDONLY);
  } catch (error) {
    if (error instanceof UnsafeFile)
      return refused(`it ${error.problem}; expected a regular file`);
    return refused(`it cannot be opened (${errorCode(error)})`);
  }
  if (fd === null)
    return refused("the file is not there; write it");
  try {
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES)
      return refused(`it has ${size} bytes; expected at most ${MAX_BYTES}`);
    if (size === 0)
      return refused("it is empty; expected JSON");
    return { ok: true, bytes: readRange(fd, 0, size) };
  } finally {
    closeSync(fd);
  }
}
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parseJson(bytes, twice = "refused") {
  try {
    return readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), twice);
  } catch {
    return { ok: false, problem: "it is not valid UTF-8" };
  }
}

export { readArtifact, isObject, parseJson };
