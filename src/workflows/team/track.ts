import { GIT_TIMEOUT, runGit, topLevel } from "../../project/git.ts";
import { projectPath } from "../../project/globs.ts";
import type { Choice } from "../contract.ts";
import { isDocument, type PathRule, pathRules } from "./checks/path-rules.ts";
import { SENSITIVE, type Sensitive, sensitiveIn, wordsOf } from "./sensitive.ts";
import { isTrack, TRACKS, type Track } from "./tracks.ts";

const LIGHT: readonly Track[] = ["quick", "nano", "config-only", "dep-update"];

/** What a changed file's path says about a topic that no light track carries. */
const TOPIC_OF: Partial<Record<PathRule, Sensitive>> = {
  "path:auth": "authentication",
  "path:crypto": "cryptography",
  "path:sql": "migrations",
  "path:migration": "migrations",
  "path:dependencies": "new dependencies",
};
const PAYMENT = "payment payments billing checkout invoice invoices refund refunds stripe paypal".split(" ");

function topicsOf(path: string, track: Track): Sensitive[] {
  const topics = pathRules(path).flatMap((rule) => TOPIC_OF[rule] ?? []);
  if (!isDocument(path)) {
    const words = wordsOf(path);
    if (words.some((word) => PAYMENT.includes(word))) topics.push("payment data");
    if (/(?:^| )feature (?:flags?|toggles?)(?: |$)/.test(words.join(" "))) topics.push("feature flags");
  }
  // A manifest is what an update of dependencies is for.
  return track === "dep-update" ? topics.filter((topic) => topic !== "new dependencies") : topics;
}

/** Topics of a request and of changed paths, with what was found for each. */
function sensitiveOf(track: Track, request: string, files: readonly string[]): { topic: Sensitive; words: string[] }[] {
  const found = new Map(sensitiveIn(request).map(({ topic, words }) => [topic, words]));
  for (const path of files)
    for (const topic of topicsOf(path, track)) found.set(topic, [...new Set([...(found.get(topic) ?? []), path])]);
  return SENSITIVE.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words }];
  });
}

const MAX_WORDS = 3;
const told = (found: { topic: Sensitive; words: string[] }[]): string =>
  found
    .map(({ topic, words }) => {
      const shown = words.slice(0, MAX_WORDS).map((word) => JSON.stringify(word));
      const more = words.length > MAX_WORDS ? ` and ${words.length - MAX_WORDS} more` : "";
      return `${topic} (${shown.join(", ")}${more})`;
    })
    .join(", ");

/** Why a track is refused for a request, and for the files that are changed already; null: it may be taken. */
export function trackProblem(track: Track, request: string, files: readonly string[] = []): string | null {
  if (!LIGHT.includes(track)) return null;
  const found = sensitiveOf(track, request, files);
  if (found.length === 0) return null;
  const spoken = sensitiveIn(request).length > 0;
  const hint = spoken ? ', or say that they are left alone ("does not touch login")' : "";
  return `track ${track}: found ${told(found)}, which need all stages; take --track full${hint}`;
}

const isManifest = (path: string): boolean => pathRules(path).includes("path:dependencies");
const isConfig = (path: string): boolean => {
  const base = projectPath(path).toLowerCase();
  return /\.(?:json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env)$/.test(base) || /(?:^|\/)\.[\w.-]+$/.test(base);
};

const HOTFIX =
  /\bhot-?fix\b|\b(?:production|prod|site|service|app) (?:is|are|went) (?:down|broken)\b|\boutage\b|\bincident\b|\burgent(?:ly)? (?:fix|bug|production)\b/i;
const DEPENDENCIES =
  /\b(?:update|upgrade|bump)\b.{0,60}\b(?:dependenc(?:y|ies)|packages?|librar(?:y|ies)|lock ?file)\b|\b(?:update|upgrade|bump)\s+\S{1,60}(?:\s+from\s+\S{1,30})?\s+to\s+v?\d/i;
const NANO = /\b(?:typos?|misspell\w*|spelling|wording|grammar|broken link|comment(?:s|ed)?|whitespace|readme)\b/i;
const CONFIG = /\b(?:config(?:uration)?|settings?|environment variables?|timeout|log level)\b/i;
/** A change of a configuration, not the building of something that has one. */
const CONFIG_CHANGE = /\b(?:change|set|raise|lower|increase|decrease|adjust|update|switch|turn)\b/i;
const BUILDS = /\b(?:add|build|create|implement|introduce|support|new|page|screen|endpoint|feature)\b/i;
const SMALL = /\b(?:small|minor|tiny|quick|simple|fix(?:es)?|bug|tweak)\b/i;

/**
 * Which track fits, with the reason, which the person is shown before the run starts; in doubt, and for anything that a light
 * track must not carry, the full one.
 */
export function proposeTrack(request: string, files: readonly string[] = []): { track: Track; reason: string } {
  const start = request.slice(0, 4_000);
  const changesOnly = (is: (path: string) => boolean): boolean => files.length > 0 && files.every(is);
  const word = (pattern: RegExp): string => `the request says ${JSON.stringify(pattern.exec(start)?.[0] ?? "")}`;
  if (HOTFIX.test(start)) return { track: "hotfix", reason: word(HOTFIX) };
  const updates = DEPENDENCIES.test(start) || changesOnly(isManifest);
  const found = sensitiveOf(updates ? "dep-update" : "quick", request, files);
  if (found.length > 0) return { track: "full", reason: `found ${told(found)}` };
  if (changesOnly(isManifest)) return { track: "dep-update", reason: "only manifests and lock files change" };
  if (updates && files.length === 0) return { track: "dep-update", reason: word(DEPENDENCIES) };
  if (changesOnly(isDocument)) return { track: "nano", reason: "only documents, images or styles change" };
  if (changesOnly(isConfig)) return { track: "config-only", reason: "only configuration files change" };
  if (BUILDS.test(start)) return { track: "full", reason: word(BUILDS) };
  if (NANO.test(start) && files.length <= MAX_NANO_FILES) return { track: "nano", reason: word(NANO) };
  if (CONFIG.test(start) && CONFIG_CHANGE.test(start) && files.every(isConfig))
    return { track: "config-only", reason: word(CONFIG) };
  if (SMALL.test(start)) return { track: "quick", reason: word(SMALL) };
  return { track: "full", reason: "nothing says that it is small" };
}

/** What a diff may have before it is no nano change any more; lines are those added plus those removed. */
const MAX_NANO_FILES = 3;
const MAX_NANO_LINES = 40;

/** What a build has changed: files that are no tests, lines added plus removed, areas crossed, security rules that fired. */
export type BuiltChange = Record<"files" | "areas" | "rules", readonly string[]> & { lines: number };

/**
 * Where a run is moved when its diff has outgrown its track, with the reason; null: it stays. A nano change becomes quick by
 * its size, full by a security rule; any light track becomes full by files that it must not carry.
 */
export function outgrown(track: Track, change: BuiltChange): { to: Track; reason: string } | null {
  if (!LIGHT.includes(track)) return null;
  const found = sensitiveOf(track, "", change.files);
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
  propose(root, request) {
    const asked = proposeTrack(request);
    const withDiff = proposeTrack(request, changedNow(root));
    // What lies about uncommitted may have nothing to do with the request: it makes a track heavier, never lighter.
    const { track: value, reason } = TRACKS[withDiff.track].length > TRACKS[asked.track].length ? withDiff : asked;
    return { value, reason };
  },
  problem: (value, request) => (isTrack(value) ? trackProblem(value, request) : null),
};
