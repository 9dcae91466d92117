import { GIT_TIMEOUT, runGit, topLevel } from "../../project/git.ts";
import type { Choice } from "../contract.ts";
import { MAX_TEXT_FILES, type SmallKind, says, smallRequest, startOfRequest } from "../small/request.ts";
import { sensitiveOf, told } from "../small/topics.ts";
import { HEAVIER, isTrack, type Track } from "./tracks.ts";

const LIGHT: readonly Track[] = ["quick", "nano", "config-only", "dep-update"];

/** A manifest is what an update of dependencies is for. */
const sensitiveIn = (track: Track, request: string, files: readonly string[]) =>
  sensitiveOf(request, files, { manifests: track === "dep-update" });

/** Why a track is refused for a request, and for the files that are changed already; null: it may be taken. */
export function trackProblem(track: Track, request: string, files: readonly string[] = []): string | null {
  if (!LIGHT.includes(track)) return null;
  const found = sensitiveIn(track, request, files);
  if (found.length === 0) return null;
  const spoken = sensitiveOf(request, []).length > 0;
  const hint = spoken ? ', or say that they are left alone ("does not touch login")' : "";
  return `track ${track}: found ${told(found)}, which need all stages; take --track full${hint}`;
}

const HOTFIX =
  /\bhot-?fix\b|\b(?:production|prod|site|service|app) (?:is|are|went) (?:down|broken)\b|\b(?:production|current|ongoing|live) (?:outage|incident)\b|\burgent(?:ly)? (?:fix|bug|production)\b/i;
/** Which track is for which kind of small change. */
const FOR = { versions: "dep-update", text: "nano", setting: "config-only", look: "quick" } satisfies Record<
  SmallKind,
  Track
>;

/**
 * Which track fits, with the reason, which the person is shown before the run starts; a light one needs a word that speaks for
 * it, and nothing that speaks against it. `files`: what is changed already; they make a track heavier, never lighter.
 */
export function proposeTrack(request: string, files: readonly string[] = []): { track: Track; reason: string } {
  const hotfix = HOTFIX.exec(startOfRequest(request))?.[0];
  if (hotfix !== undefined) return { track: "hotfix", reason: says(hotfix) };
  const { kind, reason } = smallRequest(request, files, (one) => FOR[one]);
  return { track: kind === null ? "full" : FOR[kind], reason };
}

/** What a diff may have before it is no nano change any more; lines are those added plus those removed. */
const MAX_NANO_FILES = MAX_TEXT_FILES;
const MAX_NANO_LINES = 40;

/** What a build has changed: files that are no tests, lines added plus removed, areas crossed, security rules that fired. */
export type BuiltChange = Record<"files" | "areas" | "rules", readonly string[]> & { lines: number };

/**
 * Where a run is moved when its diff has outgrown its track, with the reason; null: it stays. A nano change becomes quick by
 * its size, full by a security rule; any light track becomes full by files that it must not carry.
 */
export function outgrown(track: Track, change: BuiltChange): { to: Track; reason: string } | null {
  if (!LIGHT.includes(track)) return null;
  const found = sensitiveIn(track, "", change.files);
  if (found.length > 0) return { to: "full", reason: `the diff has ${told(found)}` };
  if (track !== "nano") return null;
  if (change.rules.length > 0) return { to: "full", reason: `the diff fires ${change.rules.join(", ")}` };
  const { files, lines, areas } = change;
  const reasons = [
    ...(files.length > MAX_NANO_FILES ? [`${files.length} files, at most ${MAX_NANO_FILES}`] : []),
    ...(lines > MAX_NANO_LINES ? [`${lines} changed lines, at most ${MAX_NANO_LINES}`] : []),
    ...(areas.length > 1 ? [`${areas.length} areas (${areas.join(", ")}), at most 1`] : []),
  ];
  return reasons.length === 0 ? null : { to: "quick", reason: `the diff has ${reasons.join("; ")}` };
}

/** A project with more changed files than this tells nothing about one request. */
const MAX_FILES = 500;
const MAX_MS = 5_000;

/** Files that are changed and not committed, relative to the repository; none where git cannot tell. */
function changedNow(root: string): string[] {
  if (topLevel(root) === null) return [];
  // Whether a submodule is dirty only a git in it could tell, by its own settings.
  const modules = "--ignore-submodules=dirty";
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", modules, "--", "."];
  const { ok, out } = runGit(args, { cwd: root, timeout: Math.min(GIT_TIMEOUT, MAX_MS), maxBytes: 1_000_000 });
  if (!ok) return [];
  const files = out
    .toString()
    .split("\0")
    .map((line) => line.slice(3))
    .filter((path) => path !== "" && !/(?:^|\/)(?:\.task|pipeline)\//.test(path));
  return files.length > MAX_FILES ? [] : files;
}

/** The track, which the program chooses where the person does not. */
export const TRACK: Choice = {
  option: "track",
  propose(root, request, isIssue) {
    // A stranger's words choose no lighter one.
    if (isIssue) return { value: "full", reason: "anybody may have written the issue" };
    const { track: value, reason } = proposeTrack(request, changedNow(root));
    const heavier = HEAVIER[value];
    return { value, reason: heavier === undefined ? reason : `${reason}; ${heavier}` };
  },
  problem: (value, request) => (isTrack(value) ? trackProblem(value, request) : null),
};
