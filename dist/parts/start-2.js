// @bun
import {
  twoDigits,
  samePhase,
  byNumber,
  readPlanning,
  phaseDue,
  typedIn
} from "./s44.js";
import {
  oneLine2
} from "./s18.js";

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
  const plain = (words) => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  const found = phases.filter(({ name }) => plain(name) === plain(text));
  return found.length === 1 ? found[0] : undefined;
}
function phaseAsked(root, request, entry) {
  const no = (problem) => ({ ok: false, problem });
  const text = request.trim();
  const planning = readPlanning(root);
  const { roadmap } = planning;
  if (roadmap === null) {
    const wrong = planning.problems.find(({ file }) => file.endsWith("ROADMAP.md"));
    if (wrong !== undefined)
      return no(`${wrong.file}${wrong.line === null ? "" : `:${wrong.line}`}: ${wrong.problem}`);
    return no(`There is no .planning/ROADMAP.md: ${typedIn("new-project", "<idea>")} makes one.`);
  }
  const { phases } = roadmap;
  if (phases.length === 0)
    return no("The roadmap, .planning/ROADMAP.md, has no phases.");
  const typed = (number) => typedIn(entry, number);
  const due = phaseDue(planning);
  const example = typed((due ?? phases[0]).number);
  if (text === "")
    return no(`Name a phase: ${listed(phases)}. ${due === null ? "For example" : "The next one is"} ${example}`);
  if (SEVERAL.test(text))
    return no(`"${text.slice(0, 60)}" names more than one phase; one command is about one of them: ${example}`);
  const [head = "", number] = NUMBER.exec(text) ?? [];
  if (number === undefined) {
    const meant = byName(phases, text);
    if (meant !== undefined)
      return no(`A phase is named by its number: ${typed(meant.number)}`);
    return no(`A phase stands first, by its number, then your words. The roadmap has ${listed(phases)}. For example ${example}`);
  }
  const found = phases.find((one) => samePhase(one.number, number));
  if (found === undefined)
    return no(`The roadmap has no phase ${number}; it has ${listed(phases)}.`);
  const words = text.slice(head.length).trim();
  const options = { phase: twoDigits(found.number) };
  return { ok: true, entry, request: words === "" ? `Phase ${found.number}` : words, options };
}

// src/workflows/phases/plan/start.ts
var resolves = (root, request) => phaseAsked(root, request, "plan-phase");
export {
  resolves
};
