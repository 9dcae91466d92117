import { projectPath } from "../../project/globs.ts";
import { fit, oneLine } from "../../text.ts";
import { unknownIn } from "./language.ts";
import { pathRules } from "./path-rules.ts";
import { doubtsIn } from "./sensitive.ts";
import { sensitiveOf, told } from "./topics.ts";

/** Whether a request asks for something small, as far as its words tell. */

/** What a small change is about. */
export type SmallKind = "versions" | "text" | "setting" | "look";

const isManifest = (path: string): boolean => pathRules(path).includes("path:dependencies");
const isConfig = (path: string): boolean => {
  const base = projectPath(path).toLowerCase();
  return /\.(?:json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env)$/.test(base) || /(?:^|\/)\.[\w.-]+$/.test(base);
};

/** The building of something, which may have any of what the others are about. */
const BUILDS =
  /\b(?:add|adds|build|builds|create|creates|implement|implements|introduce|introduces|support|supports|show|shows|new (?!\w+s? version)|endpoint|feature|refactor|rework|rewrite|replace|migrate)\b/i;

/** Where a setting is a number or a word that grants nothing. */
const SETTING =
  "time-?outs?|log(?:ging)? level|page size|batch size|pool size|cache (?:size|ttl|time|lifetime)|number of (?:retries|workers|lines|items|rows|results)|interval|line (?:length|width)|time ?zone|default (?:language|locale|theme)";
const LOOKS =
  "labels?|buttons?|icons?|logo|layout|alignment|spacing|padding|margins?|colou?rs?|fonts?|tooltips?|placeholders?|headings?|titles?|footer|header|sidebar|navbar|toolbar|menus?|cards?|banner|badge|sort(?:ing)? order|column (?:order|width)|date format|dark mode|animation|scroll(?:ing|bar)?";

/** What speaks for something small, in words that leave little open: what changes is a text, a look, a number, a version. */
const POSITIVE: [SmallKind, RegExp][] = [
  [
    "versions",
    /\b(?:update|upgrade|bump)s?\b.{0,60}\b(?:dependenc(?:y|ies)|packages?|librar(?:y|ies)|lock ?file)\b|\b(?:update|upgrade|bump)\s+[\w@./-]{1,60}(?:\s+from\s+\S{1,30})?\s+to\s+(?:v\d|\d+\.\d|(?:the )?(?:latest|newest|version))/i,
  ],
  [
    "text",
    /\b(?:typos?|misspell\w*|broken links?|trailing whitespace)\b|\b(?:fix|correct|improve|polish)(?:es)?\b.{0,20}\b(?:spelling|wording|grammar)\b/i,
  ],
  [
    "setting",
    new RegExp(
      String.raw`\b(?:change|set|raise|lower|increase|decrease|reduce|adjust)s?\b.{0,30}\b(?:${SETTING})\b`,
      "i",
    ),
  ],
  [
    "look",
    new RegExp(
      String.raw`\b(?:fix|fixes|change|rename|tweak|adjust|move|align|small|minor|tiny)\b.{0,60}\b(?:${LOOKS})\b`,
      "i",
    ),
  ],
];

/** How many files a change of a text may have. */
export const MAX_TEXT_FILES = 3;

/** A kind carries files of its own only. */
const CARRIES: Partial<Record<SmallKind, (files: readonly string[]) => boolean>> = {
  versions: (files) => files.every(isManifest),
  text: (files) => files.length <= MAX_TEXT_FILES,
  setting: (files) => files.every(isConfig),
};

/** Columns of the request that a reason shows. */
const MAX_SAID = 40;
/** Letters of a request that are looked at. */
const MAX_START = 4_000;

/** `the request says "fix the typo"`. */
export const says = (text: string): string => `the request says ${JSON.stringify(fit(oneLine(text), MAX_SAID))}`;

/** The part of a request that is looked at. */
export const startOfRequest = (request: string): string => request.slice(0, MAX_START);

/**
 * What small thing a request asks for, with the reason; it needs a word that speaks for it, and nothing that speaks against it.
 * `files`: what is changed already, which makes nothing smaller. `name`: how the reason calls a kind.
 */
export function smallRequest(
  request: string,
  files: readonly string[],
  name: (kind: SmallKind) => string,
): { kind: SmallKind | null; reason: string } {
  const not = (reason: string): { kind: null; reason: string } => ({ kind: null, reason });
  const start = startOfRequest(request);
  const [kind, word] = positiveOf(start);
  const found = sensitiveOf(request, files, { manifests: kind === "versions" });
  if (found.length > 0) return not(`found ${told(found)}`);
  const builds = BUILDS.exec(start)?.[0];
  if (builds !== undefined) return not(says(builds.trim()));
  if (kind === null) return not("nothing says that it is small");
  const doubts = doubtsIn(request);
  if (doubts.length > 0) return not(`found ${told(doubts)}`);
  // What is cut off was not read, and what is not known may be anything.
  const more = request.length > MAX_START ? request.slice(MAX_START) : otherPart(start, kind, word);
  if (more !== undefined) return not(`${says(more)}, which may be more than ${name(kind)} is for`);
  if (CARRIES[kind]?.(files) === false) return not(`changed files are more than ${name(kind)} is for`);
  return { kind, reason: says(word) };
}

const SENTENCE = /[.;!?](?=\s|$)|\n/;
/** Where one thing to do ends and another one may begin. */
const LISTED = /[.;!?](?=\s|$)|\n|,/;
/** Says what is left alone; what it speaks of was looked at before. */
const LEFT_ALONE =
  /^\s*(?:it |this |that )?(?:(?:does not|doesn't|do not|don't|not|without) (?:touch|chang|affect|alter|modify)|no (?:\w+ )?changes?\b)/i;

/** What of a request is nothing of this kind, as far as is known: a sentence that nothing speaks for, else a word. */
function otherPart(text: string, kind: SmallKind, word: string): string | undefined {
  const parts = (by: RegExp, of: string): string[] =>
    of.split(by).filter((part) => part.trim() !== "" && !LEFT_ALONE.test(part));
  const other = parts(SENTENCE, text).find((part) => positiveOf(part)[0] !== kind);
  // A package is called as it likes.
  const prose = kind === "versions" ? text.replace(word, " ") : text;
  return other?.trim() ?? parts(LISTED, prose).flatMap((part) => unknownIn(part) ?? [])[0];
}

function positiveOf(text: string): [SmallKind, string] | [null, ""] {
  for (const [kind, pattern] of POSITIVE) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined) return [kind, word];
  }
  return [null, ""];
}
