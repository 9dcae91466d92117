// @bun
import {
  oneLine2
} from "./s28.js";
import {
  ROADMAP
} from "./s40.js";
import {
  readOverview,
  readRoadmap
} from "./s126.js";
import {
  phaseDue,
  NO_ROADMAP,
  typedIn
} from "./s69.js";
import {
  existing
} from "./s67.js";
import {
  problemText
} from "./s72.js";
import {
  twoDigits,
  samePhase,
  byNumber
} from "./s43.js";
import {
  wordsAlone
} from "./s141.js";

// src/workflows/phases/phase-asked.ts
var NUMBER = /^(?:phase\s*|#\s*)?(\d{1,4}(?:\.\d{1,3})?)(?:-[a-z][\w-]*)?[:.,]?(?=\s|$)/i;
var SEVERAL = /^(?:phases?\s*)?\d{1,4}(?:\.\d{1,3})?(?:(?:\s*(?:,|-|\u2013|\.{2,3}|&|\+|and|to|und|bis)\s*|\s+)(?:phase\s*)?\d{1,4}(?:\.\d{1,3})?)+$/i;
var named = ({ number, name }) => `${number} (${oneLine2(name)})`;
var MOST = 6;
function listed(phases) {
  const first = phases.filter(({ done }) => !done).concat(phases.filter(({ done }) => done));
  const shown = first.slice(0, MOST).sort((one, other) => byNumber(one.number, other.number));
  return `${shown.map(named).join(", ")}${phases.length > MOST ? ` and ${phases.length - MOST} more` : ""}`;
}
function byName(phases, text) {
  const found = phases.filter(({ name }) => wordsAlone(name) === wordsAlone(text));
  return found.length === 1 ? found[0] : undefined;
}
function phaseAsked(root, request, entry) {
  const no = (problem) => ({ ok: false, problem });
  const text = request.trim();
  const { roadmap, problems } = readRoadmap(root);
  if (roadmap === null) {
    const wrong = problems.find(({ file }) => file === ROADMAP);
    if (wrong)
      return no(problemText(wrong));
    const isLost = existing(readOverview(root), false) !== null;
    return no(isLost ? `${ROADMAP}: ${NO_ROADMAP}` : `There is no ${ROADMAP}: ${typedIn("new-project", "<idea>")} makes one.`);
  }
  const { phases } = roadmap;
  if (phases.length === 0)
    return no(`${ROADMAP}: found no phase, expected headings such as "### Phase 1: <name>"`);
  const typed = (number) => typedIn(entry, number);
  const due = () => phaseDue(readOverview(root));
  const example = () => typed((due() ?? phases[0]).number);
  if (text === "")
    return no(`Name a phase: ${listed(phases)}. ${due() === null ? "For example" : "The next one is"} ${example()}`);
  if (SEVERAL.test(text))
    return no(`"${text.slice(0, 60)}" names more than one phase; one command is about one of them: ${example()}`);
  const [head = "", number] = NUMBER.exec(text) ?? [];
  if (number === undefined) {
    const meant = byName(phases, text);
    if (meant !== undefined)
      return no(`A phase is named by its number: ${typed(meant.number)}`);
    return no(`A phase stands first, by its number, then your words. The roadmap has ${listed(phases)}. For example ${example()}`);
  }
  const found = phases.find((one) => samePhase(one.number, number));
  if (found === undefined)
    return no(`The roadmap has no phase ${number}; it has ${listed(phases)}.`);
  const words = text.slice(head.length).trim();
  const options = { phase: twoDigits(found.number) };
  const asked = `Phase ${found.number}${words === "" ? "" : `: ${words}`}`;
  return { ok: true, entry, request: asked, options };
}

export { phaseAsked };
