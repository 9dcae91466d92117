import { oneLine } from "../../text.ts";
import type { Resolved } from "../contract/contract.ts";
import { existing } from "./new-project/existing.ts";
import { ROADMAP } from "./paths.ts";
import { problemText } from "./phase-found.ts";
import type { PhaseNumber, RoadmapPhase } from "./planning/model.ts";
import { byNumber, samePhase, twoDigits } from "./planning/numbers.ts";
import { readOverview, readRoot } from "./planning/read.ts";
import { NO_ROADMAP, phaseDue, typedIn } from "./routes.ts";
import { wordsAlone } from "./same-words.ts";

/** A phase's number at the beginning of what was typed: `2`, `02.1`, `phase 2`, `Phase 2:`, `#2`, the folder `02-search`. */
const NUMBER = /^(?:phase\s*|#\s*)?(\d{1,4}(?:\.\d{1,3})?)(?:-[a-z][\w-]*)?[:.,]?(?=\s|$)/i;
/** A second one behind it, and nothing else: `2 3`, `2, 3 and 4`, `2-3`, `2..4`. */
const SEVERAL =
  /^(?:phases?\s*)?\d{1,4}(?:\.\d{1,3})?(?:(?:\s*(?:,|-|–|\.{2,3}|&|\+|and|to|und|bis)\s*|\s+)(?:phase\s*)?\d{1,4}(?:\.\d{1,3})?)+$/i;

const named = ({ number, name }: RoadmapPhase): string => `${number} (${oneLine(name)})`;

/** Phases that an answer lists, those that are not done first. */
const MOST = 6;
function listed(phases: RoadmapPhase[]): string {
  const first = phases.filter(({ done }) => !done).concat(phases.filter(({ done }) => done));
  const shown = first.slice(0, MOST).sort((one, other) => byNumber(one.number, other.number));
  return `${shown.map(named).join(", ")}${phases.length > MOST ? ` and ${phases.length - MOST} more` : ""}`;
}

/** The phase whose name was typed in place of its number; undefined: there is not exactly one. */
function byName(phases: RoadmapPhase[], text: string): RoadmapPhase | undefined {
  const found = phases.filter(({ name }) => wordsAlone(name) === wordsAlone(text));
  return found.length === 1 ? found[0] : undefined;
}

/**
 * The phase that was asked for, as the option `phase` of the run: `02`, `02.1`. What stands behind the number is the request.
 * `entry`: what is started.
 */
export function phaseAsked(root: string, request: string, entry: string): Resolved {
  const no = (problem: string): Resolved => ({ ok: false, problem });
  const text = request.trim();
  const { roadmap, problems } = readRoot(root);
  if (roadmap === null) {
    const wrong = problems.find(({ file }) => file === ROADMAP);
    if (wrong) return no(problemText(wrong));
    const isLost = existing(readOverview(root), false) !== null;
    return no(
      isLost ? `${ROADMAP}: ${NO_ROADMAP}` : `There is no ${ROADMAP}: ${typedIn("new-project", "<idea>")} makes one.`,
    );
  }
  const { phases } = roadmap;
  if (phases.length === 0) return no(`${ROADMAP}: found no phase, expected headings such as "### Phase 1: <name>"`);
  const typed = (number: PhaseNumber): string => typedIn(entry, number);
  // All folders are looked at for an answer alone: `next`, which has looked already, asks for a phase by its number.
  const due = (): RoadmapPhase | null => phaseDue(readOverview(root));
  const example = (): string => typed((due() ?? phases[0]!).number);
  if (text === "")
    return no(`Name a phase: ${listed(phases)}. ${due() === null ? "For example" : "The next one is"} ${example()}`);
  if (SEVERAL.test(text))
    return no(`"${text.slice(0, 60)}" names more than one phase; one command is about one of them: ${example()}`);
  const [head = "", number] = NUMBER.exec(text) ?? [];
  if (number === undefined) {
    const meant = byName(phases, text);
    if (meant !== undefined) return no(`A phase is named by its number: ${typed(meant.number)}`);
    return no(
      `A phase stands first, by its number, then your words. The roadmap has ${listed(phases)}. For example ${example()}`,
    );
  }
  const found = phases.find((one) => samePhase(one.number, number));
  if (found === undefined) return no(`The roadmap has no phase ${number}; it has ${listed(phases)}.`);
  const words = text.slice(head.length).trim();
  const options = { phase: twoDigits(found.number) };
  // With its phase, so that the same start can be typed again from it.
  const asked = `Phase ${found.number}${words === "" ? "" : `: ${words}`}`;
  return { ok: true, entry, request: asked, options };
}
