// @bun
import {
  readCache
} from "./s25.js";

// src/record/history.ts
import { join } from "path";
var EMPTY = { workflow: "", request: "", status: "", reason: "", created_at: "", updated_at: "" };
function archiveIndex(project) {
  return (readCache(join(project.task, "history", "index.jsonl"))?.toString("utf8") ?? "").split(`
`).flatMap((line) => {
    try {
      const value = JSON.parse(line);
      return typeof value?.run === "string" ? [{ ...EMPTY, ...value, run: value.run }] : [];
    } catch {
      return [];
    }
  });
}

export { archiveIndex };
