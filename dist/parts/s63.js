// @bun
import {
  MILESTONES
} from "./s40.js";
import {
  namesIn
} from "./s120.js";

// src/workflows/phases/planning/milestones.ts
var ROADMAP = /^(v\d+(?:\.\d+){0,2})-ROADMAP\.md$/;
function archivedMilestones(root) {
  const versions = namesIn(root, MILESTONES, []).flatMap((name) => ROADMAP.exec(name)?.[1] ?? []);
  return versions.sort(new Intl.Collator("en", { numeric: true }).compare);
}
function nextVersion(archived) {
  const [major = "1", minor = "-1"] = archived.at(-1)?.slice(1).split(".") ?? [];
  return `v${major}.${Number(minor) + 1}`;
}

export { archivedMilestones, nextVersion };
