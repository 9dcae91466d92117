// @bun
import {
  fit,
  oneLine2
} from "./s28.js";
import {
  wordSet,
  doubtsIn,
  pathRules,
  sensitiveOf,
  told
} from "./s205.js";
import {
  projectPath
} from "./s18.js";

// src/workflows/small/language.ts
var KNOWN = wordSet("a an the in on of to for or as at by it its is are be was with from than up no all more less one two new old other same some " + "too very please and also then there here this these our your we i you says say like look looks still now " + "fix fixes fixed correct update updates updated change changes changed set raise lower increase decrease reduce reduced " + "adjust switch turn bump upgrade improve remove rename reword rephrase tidy make minor small tiny quick simple tweak " + "tweaks bug one-line align aligned move moved typo typos misspelled misspelling spelling wording grammar sentence word " + "words paragraph letter plural singular broken wrong link links readme docs documentation changelog guide tutorial manual " + "faq text texts title titles heading headings subtitle caption label labels button buttons icon icons logo image images " + "color colour colors colours red green blue grey gray black white dark light font fonts layout alignment spacing padding " + "margin margins header footer sidebar toolbar navbar menu menus tooltip tooltips placeholder banner badge animation scroll " + "scrolling scrollbar table list lists card cards page pages screen screens dialog modal popup tab tabs section wizard " + "onboarding dashboard settings blog article intro landing hero welcome about contact home date format mobile desktop tablet " + "phone-size help message messages notification error warning info empty state summary description legend chart export " + "download save search cancel close open next previous back posts post items rows lines results template templates comment " + "comments left right top bottom middle bit wider narrower bigger smaller larger big width height cut off sort order " + "ordering trailing whitespace timeout timeouts seconds second minutes minute hour hours day days log level debug size page " + "cache ttl lifetime retries retry number count limit interval batch pool workers default language locale theme mode zone " + "time german english french spanish dependencies dependency packages package library libraries lock file latest newest " + "version versions");
var NO_PROSE = /`[^`]*`|"[^"]*"|\u201C[^\u201D]*\u201D|(?<!\p{L})'[^']*'|\S*[/\\@#_=<>{}()[\]$]\S*|\S*\w\.\w\S*|\b\w*\d\w*\b/gu;
function unknownIn(request) {
  const words = request.replaceAll(NO_PROSE, " ").match(/[\p{L}\p{M}'\u2019-]+/gu) ?? [];
  return words.find((word) => /\p{L}/u.test(word) && !KNOWN.has(word.toLowerCase().replace(/['\u2019]s?$/, "")));
}

// src/workflows/small/request.ts
var isManifest = (path) => pathRules(path).includes("path:dependencies");
var isConfig = (path) => {
  const base = projectPath(path).toLowerCase();
  return /\.(?:json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env)$/.test(base) || /(?:^|\/)\.[\w.-]+$/.test(base);
};
var BUILDS = /\b(?:add|adds|build|builds|create|creates|implement|implements|introduce|introduces|support|supports|show|shows|new (?!\w+s? version)|endpoint|feature|refactor|rework|rewrite|replace|migrate)\b/i;
var SETTING = "time-?outs?|log(?:ging)? level|page size|batch size|pool size|cache (?:size|ttl|time|lifetime)|number of (?:retries|workers|lines|items|rows|results)|interval|line (?:length|width)|time ?zone|default (?:language|locale|theme)";
var LOOKS = "labels?|buttons?|icons?|logo|layout|alignment|spacing|padding|margins?|colou?rs?|fonts?|tooltips?|placeholders?|headings?|titles?|footer|header|sidebar|navbar|toolbar|menus?|cards?|banner|badge|sort(?:ing)? order|column (?:order|width)|date format|dark mode|animation|scroll(?:ing|bar)?";
var POSITIVE = [
  [
    "versions",
    /\b(?:update|upgrade|bump)s?\b.{0,60}\b(?:dependenc(?:y|ies)|packages?|librar(?:y|ies)|lock ?file)\b|\b(?:update|upgrade|bump)\s+[\w@./-]{1,60}(?:\s+from\s+\S{1,30})?\s+to\s+(?:v\d|\d+\.\d|(?:the )?(?:latest|newest|version))/i
  ],
  [
    "text",
    /\b(?:typos?|misspell\w*|broken links?|trailing whitespace)\b|\b(?:fix|correct|improve|polish)(?:es)?\b.{0,20}\b(?:spelling|wording|grammar)\b/i
  ],
  [
    "setting",
    new RegExp(String.raw`\b(?:change|set|raise|lower|increase|decrease|reduce|adjust)s?\b.{0,30}\b(?:${SETTING})\b`, "i")
  ],
  [
    "look",
    new RegExp(String.raw`\b(?:fix|fixes|change|rename|tweak|adjust|move|align|small|minor|tiny)\b.{0,60}\b(?:${LOOKS})\b`, "i")
  ]
];
var MAX_TEXT_FILES = 3;
var CARRIES = {
  versions: (files) => files.every(isManifest),
  text: (files) => files.length <= MAX_TEXT_FILES,
  setting: (files) => files.every(isConfig)
};
var MAX_SAID = 40;
var MAX_START = 4000;
var says = (text) => `the request says ${JSON.stringify(fit(oneLine2(text), MAX_SAID))}`;
var startOfRequest = (request) => request.slice(0, MAX_START);
function smallRequest(request, files, name) {
  const not = (reason) => ({ kind: null, reason });
  const start = startOfRequest(request);
  const [kind, word] = positiveOf(start);
  const found = sensitiveOf(request, files, { manifests: kind === "versions" });
  if (found.length > 0)
    return not(`found ${told(found)}`);
  const builds = BUILDS.exec(start)?.[0];
  if (builds !== undefined)
    return not(says(builds.trim()));
  if (kind === null)
    return not("nothing says that it is small");
  const doubts = doubtsIn(request);
  if (doubts.length > 0)
    return not(`found ${told(doubts)}`);
  const more = request.length > MAX_START ? request.slice(MAX_START) : otherPart(start, kind, word);
  if (more !== undefined)
    return not(`${says(more)}, which may be more than ${name(kind)} is for`);
  if (CARRIES[kind]?.(files) === false)
    return not(`changed files are more than ${name(kind)} is for`);
  return { kind, reason: says(word) };
}
var SENTENCE = /[.;!?](?=\s|$)|\n/;
var LISTED = /[.;!?](?=\s|$)|\n|,/;
var LEFT_ALONE = /^\s*(?:it |this |that )?(?:(?:does not|doesn't|do not|don't|not|without) (?:touch|chang|affect|alter|modify)|no (?:\w+ )?changes?\b)/i;
function otherPart(text, kind, word) {
  const parts = (by, of) => of.split(by).filter((part) => part.trim() !== "" && !LEFT_ALONE.test(part));
  const other = parts(SENTENCE, text).find((part) => positiveOf(part)[0] !== kind);
  const prose = kind === "versions" ? text.replace(word, " ") : text;
  return other?.trim() ?? parts(LISTED, prose).flatMap((part) => unknownIn(part) ?? [])[0];
}
function positiveOf(text) {
  for (const [kind, pattern] of POSITIVE) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined)
      return [kind, word];
  }
  return [null, ""];
}

export { MAX_TEXT_FILES, says, startOfRequest, smallRequest };
