// @bun
import {
  GIT_TIMEOUT,
  runGit,
  topLevel
} from "./s191.js";
import {
  sensitiveOf,
  told
} from "./s205.js";
import {
  MAX_TEXT_FILES,
  says,
  startOfRequest,
  smallRequest
} from "./s134.js";
import {
  isTrack,
  HEAVIER
} from "./s50.js";

// src/workflows/team/track.ts
var LIGHT = ["quick", "nano", "config-only", "dep-update"];
var sensitiveIn = (track, request, files) => sensitiveOf(request, files, { manifests: track === "dep-update" });
function trackProblem(track, request, files = []) {
  if (!LIGHT.includes(track))
    return null;
  const found = sensitiveIn(track, request, files);
  if (found.length === 0)
    return null;
  const spoken = sensitiveOf(request, []).length > 0;
  const hint = spoken ? ', or say that they are left alone ("does not touch login")' : "";
  return `track ${track}: found ${told(found)}, which need all stages; take --track full${hint}`;
}
var HOTFIX = /\bhot-?fix\b|\b(?:production|prod|site|service|app) (?:is|are|went) (?:down|broken)\b|\b(?:production|current|ongoing|live) (?:outage|incident)\b|\burgent(?:ly)? (?:fix|bug|production)\b/i;
var FOR = { versions: "dep-update", text: "nano", setting: "config-only", look: "quick" };
function proposeTrack(request, files = []) {
  const hotfix = HOTFIX.exec(startOfRequest(request))?.[0];
  if (hotfix !== undefined)
    return { track: "hotfix", reason: says(hotfix) };
  const { kind, reason } = smallRequest(request, files, (one) => FOR[one]);
  return { track: kind === null ? "full" : FOR[kind], reason };
}
var MAX_NANO_FILES = MAX_TEXT_FILES;
var MAX_NANO_LINES = 40;
function outgrown2(track, change) {
  if (!LIGHT.includes(track))
    return null;
  const found = sensitiveIn(track, "", change.files);
  if (found.length > 0)
    return { to: "full", reason: `the diff has ${told(found)}` };
  if (track !== "nano")
    return null;
  if (change.rules.length > 0)
    return { to: "full", reason: `the diff fires ${change.rules.join(", ")}` };
  const { files, lines, areas } = change;
  const reasons = [
    ...files.length > MAX_NANO_FILES ? [`${files.length} files, at most ${MAX_NANO_FILES}`] : [],
    ...lines > MAX_NANO_LINES ? [`${lines} changed lines, at most ${MAX_NANO_LINES}`] : [],
    ...areas.length > 1 ? [`${areas.length} areas (${areas.join(", ")}), at most 1`] : []
  ];
  return reasons.length === 0 ? null : { to: "quick", reason: `the diff has ${reasons.join("; ")}` };
}
var MAX_FILES = 500;
var MAX_MS = 5000;
function changedNow(root) {
  if (topLevel(root) === null)
    return [];
  const modules = "--ignore-submodules=dirty";
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", modules, "--", "."];
  const { ok, out } = runGit(args, { cwd: root, timeout: Math.min(GIT_TIMEOUT, MAX_MS), maxBytes: 1e6 });
  if (!ok)
    return [];
  const files = out.toString().split("\x00").map((line) => line.slice(3)).filter((path) => path !== "" && !/(?:^|\/)(?:\.task|pipeline)\//.test(path));
  return files.length > MAX_FILES ? [] : files;
}
var TRACK2 = {
  option: "track",
  propose(root, request, isIssue) {
    if (isIssue)
      return { value: "full", reason: "anybody may have written the issue" };
    const { track: value, reason } = proposeTrack(request, changedNow(root));
    const heavier = HEAVIER[value];
    return { value, reason: heavier === undefined ? reason : `${reason}; ${heavier}` };
  },
  problem: (value, request) => isTrack(value) ? trackProblem(value, request) : null
};

export { outgrown2, TRACK2 };
