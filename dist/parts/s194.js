// @bun
import {
  readCache
} from "./s23.js";

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
var MAX_USUAL = 10;
function usualCost(project, { workflow, entry }) {
  const told = archiveIndex(project).filter((one) => one.workflow === workflow && one.entry === entry && one.status === "complete").flatMap(({ tokens, minutes }) => typeof tokens === "number" && tokens > 0 && typeof minutes === "number" ? [{ tokens, minutes }] : []).slice(-MAX_USUAL);
  if (told.length === 0)
    return null;
  const tokens = Math.round(median(told.map((one) => one.tokens)));
  return { runs: told.length, tokens, minutes: median(told.map((one) => one.minutes)) };
}
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle] + sorted[middle + 1]) / 2;
}

export { archiveIndex, usualCost };
