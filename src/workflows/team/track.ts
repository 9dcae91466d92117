import { GIT_TIMEOUT, runGit, topLevel } from "../../project/git.ts";
import { projectPath } from "../../project/globs.ts";
import { fit, oneLine } from "../../text.ts";
import type { Choice } from "../contract.ts";
import { isDocument, type PathRule, pathRules } from "./checks/path-rules.ts";
import { unknownIn } from "./language.ts";
import { doubtsIn, SENSITIVE, type Sensitive, sensitiveIn, wordsOf } from "./sensitive.ts";
import { HEAVIER, isTrack, type Track } from "./tracks.ts";

const LIGHT: readonly Track[] = ["quick", "nano", "config-only", "dep-update"];

/** What a changed file's path says about a topic that no light track carries. */
const TOPIC_OF: Partial<Record<PathRule, Sensitive>> = {
  "path:auth": "authentication",
  "path:crypto": "cryptography",
  "path:sql": "migrations",
  "path:migration": "migrations",
  "path:payment": "payment data",
  "path:personal": "personal data",
  "path:access": "access",
  "path:dependencies": "new dependencies",
};

function topicsOf(path: string, track: Track): Sensitive[] {
  const topics = pathRules(path).flatMap((rule) => TOPIC_OF[rule] ?? []);
  if (!isDocument(path)) {
    const words = wordsOf(path);
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
const told = (found: { topic: string; words: string[] }[]): string =>
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
  /\bhot-?fix\b|\b(?:production|prod|site|service|app) (?:is|are|went) (?:down|broken)\b|\b(?:production|current|ongoing|live) (?:outage|incident)\b|\burgent(?:ly)? (?:fix|bug|production)\b/i;
/** The building of something, which may have any of what the others are about. */
const BUILDS =
  /\b(?:add|adds|build|builds|create|creates|implement|implements|introduce|introduces|support|supports|show|shows|new (?!\w+s? version)|endpoint|feature|refactor|rework|rewrite|replace|migrate)\b/i;

/** Where a setting is a number or a word that grants nothing. */
const SETTING =
  "time-?outs?|log(?:ging)? level|page size|batch size|pool size|cache (?:size|ttl|time|lifetime)|number of (?:retries|workers|lines|items|rows|results)|interval|line (?:length|width)|time ?zone|default (?:language|locale|theme)";
const LOOKS =
  "labels?|buttons?|icons?|logo|layout|alignment|spacing|padding|margins?|colou?rs?|fonts?|tooltips?|placeholders?|headings?|titles?|footer|header|sidebar|navbar|toolbar|menus?|cards?|banner|badge|sort(?:ing)? order|column (?:order|width)|date format|dark mode|animation|scroll(?:ing|bar)?";

/** What speaks for a light track, in words that leave little open: what changes is a text, a look, a number, a version. */
const POSITIVE: [Track, RegExp][] = [
  [
    "dep-update",
    /\b(?:update|upgrade|bump)s?\b.{0,60}\b(?:dependenc(?:y|ies)|packages?|librar(?:y|ies)|lock ?file)\b|\b(?:update|upgrade|bump)\s+[\w@./-]{1,60}(?:\s+from\s+\S{1,30})?\s+to\s+(?:v\d|\d+\.\d|(?:the )?(?:latest|newest|version))/i,
  ],
  [
    "nano",
    /\b(?:typos?|misspell\w*|broken links?|trailing whitespace)\b|\b(?:fix|correct|improve|polish)(?:es)?\b.{0,20}\b(?:spelling|wording|grammar)\b/i,
  ],
  [
    "config-only",
    new RegExp(
      String.raw`\b(?:change|set|raise|lower|increase|decrease|reduce|adjust)s?\b.{0,30}\b(?:${SETTING})\b`,
      "i",
    ),
  ],
  [
    "quick",
    new RegExp(
      String.raw`\b(?:fix|fixes|change|rename|tweak|adjust|move|align|small|minor|tiny)\b.{0,60}\b(?:${LOOKS})\b`,
      "i",
    ),
  ],
];

/** A light track carries files of its own kind only. */
const CARRIES: Partial<Record<Track, (files: readonly string[]) => boolean>> = {
  "dep-update": (files) => files.every(isManifest),
  nano: (files) => files.length <= MAX_NANO_FILES,
  "config-only": (files) => files.every(isConfig),
};

/** Columns of the request that a reason shows. */
const MAX_SAID = 40;
/** Letters of a request that are looked at. */
const MAX_START = 4_000;

/**
 * Which track fits, with the reason, which the person is shown before the run starts; a light one needs a word that speaks for
 * it, and nothing that speaks against it. `files`: what is changed already; they make a track heavier, never lighter.
 */
export function proposeTrack(request: string, files: readonly string[] = []): { track: Track; reason: string } {
  const full = (reason: string): { track: Track; reason: string } => ({ track: "full", reason });
  const says = (text: string): string => `the request says ${JSON.stringify(fit(oneLine(text), MAX_SAID))}`;
  const start = request.slice(0, MAX_START);
  const hotfix = HOTFIX.exec(start)?.[0];
  if (hotfix !== undefined) return { track: "hotfix", reason: says(hotfix) };
  const [track, word] = positiveOf(start);
  const found = sensitiveOf(track ?? "quick", request, files);
  if (found.length > 0) return full(`found ${told(found)}`);
  const builds = BUILDS.exec(start)?.[0];
  if (builds !== undefined) return full(says(builds.trim()));
  if (track === null) return full("nothing says that it is small");
  const doubts = doubtsIn(request);
  if (doubts.length > 0) return full(`found ${told(doubts)}`);
  // What is cut off was not read, and what is not known may be anything.
  const more = request.length > MAX_START ? request.slice(MAX_START) : otherPart(start, track, word);
  if (more !== undefined) return full(`${says(more)}, which may be more than ${track} is for`);
  if (CARRIES[track]?.(files) === false) return full(`changed files are more than ${track} is for`);
  return { track, reason: says(word) };
}

const SENTENCE = /[.;!?](?=\s|$)|\n/;
/** Where one thing to do ends and another one may begin. */
const LISTED = /[.;!?](?=\s|$)|\n|,/;
/** Says what is left alone; what it speaks of was looked at before. */
const LEFT_ALONE =
  /^\s*(?:it |this |that )?(?:(?:does not|doesn't|do not|don't|not|without) (?:touch|chang|affect|alter|modify)|no (?:\w+ )?changes?\b)/i;

/** What of a request is no part of this track, as far as is known: a sentence that nothing speaks for, else a word. */
function otherPart(text: string, track: Track, word: string): string | undefined {
  const parts = (by: RegExp, of: string): string[] =>
    of.split(by).filter((part) => part.trim() !== "" && !LEFT_ALONE.test(part));
  const other = parts(SENTENCE, text).find((part) => positiveOf(part)[0] !== track);
  // A package is called as it likes.
  const prose = track === "dep-update" ? text.replace(word, " ") : text;
  return other?.trim() ?? parts(LISTED, prose).flatMap((part) => unknownIn(part) ?? [])[0];
}

function positiveOf(text: string): [Track, string] | [null, ""] {
  for (const [track, pattern] of POSITIVE) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined) return [track, word];
  }
  return [null, ""];
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
    const { track: value, reason } = proposeTrack(request, changedNow(root));
    const heavier = HEAVIER[value];
    return { value, reason: heavier === undefined ? reason : `${reason}; ${heavier}` };
  },
  problem: (value, request) => (isTrack(value) ? trackProblem(value, request) : null),
};
