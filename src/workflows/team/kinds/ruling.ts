import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import { MAX_LIST, stamp } from "../../fields.ts";
import { pathProblem } from "../../review/evidence.ts";
import { REST, TESTS } from "../areas.ts";
import { parseAdr } from "../documents/adr.ts";
import { areaNamed } from "../documents/design-spec.ts";
import { closeWarnings } from "../documents/warnings.ts";
import { ADR_FOLDER, SPEC } from "../paths.ts";
import { hasDesign } from "../tracks.ts";
import type { CheckContext } from "./context.ts";
import { adrDocument, adrRule, adrsOf, specOf } from "./design.ts";
import { closedWarnings, flag, line } from "./gate.ts";
import { checkedOf, codeList, eachOnce, inContext, PATHS, stampLines } from "./kind.ts";

const ruling = z.strictObject({
  ...stamp,
  topic: line,
  /** Which ADR holds it. */
  adr: line,
  spec_changed: flag,
  /** Those that have to follow it. */
  areas: z.array(line).check(z.maxLength(MAX_LIST)),
  instruction: line,
  closed_warnings: closedWarnings,
});
export type Ruling = z.infer<typeof ruling>;

/** Characters of an instruction that the run keeps for the briefs of those who follow it. */
const MAX_NOTE = 400;

/** What is wrong with the ADR that holds the ruling, and with all the others. */
function adrProblems(adr: string, text: string | null, all: ReturnType<typeof adrsOf>): string[] {
  const name = adr.slice(ADR_FOLDER.length + 1);
  if (text === null)
    return [`adr: found ${shown(adr)}, expected the path of an ADR in ${ADR_FOLDER} that is there`, ...all.problems];
  return [...(all.names.includes(name) ? [] : parseAdr(text, name).problems), ...all.problems];
}

/** The design where the track has one: what lies there otherwise is of another run. */
function designOf(changed: boolean, context: CheckContext): { text: string | null; problems: string[] } {
  if (!hasDesign(context.track)) {
    const none = `spec_changed: found true, expected false: the track ${context.track} has no design; the ADR holds the ruling`;
    return { text: null, problems: changed ? [none] : [] };
  }
  const { text, status, problems } = specOf(context);
  const draft = `${SPEC}: found "STATUS: DRAFT", expected "STATUS: APPROVED"`;
  return { text, problems: status === "DRAFT" ? [...problems, draft] : problems };
}

/** `pipeline/ruling.json`, written by the principal: what holds where two owners do not agree, and who follows it. */
export const kind = inContext<Ruling>({
  schema: ruling,
  form: (facts) => `{
${stampLines(facts)}
  "topic": "<two-to-five-words>",
  "adr": "${adrDocument(facts).path}",
  "spec_changed": <true | false>,
  "areas": ["<area that has to change something>"],
  "instruction": "<what each of them changes, exactly>"
}`,
  documents: (facts) => [adrDocument(facts)],
  rules: (facts) => [
    adrRule(facts),
    `\`areas\` are of ${codeList([...Object.keys(facts.areas), REST, TESTS])} (\`${REST}\`: files of no area, \`${TESTS}\`: test files), and only those that have to change something; none if the code is right as it stands. \`spec_changed\` is ${facts.has.design ? "true exactly when pipeline/design-spec.md was changed; its STATUS line stays" : "false: this track has no design"}.`,
    PATHS,
  ],
  judge({ adr, areas: named, instruction, spec_changed: changed, closed_warnings: closed = [] }, context) {
    const isAdr = pathProblem(adr) === null && adr.startsWith(`${ADR_FOLDER}/`);
    const text = isAdr ? context.document(adr) : null;
    const design = designOf(changed, context);
    const adrs = adrsOf(context);
    const parts = [...context.areas, REST, TESTS];
    const areas = named.map((one) => areaNamed(one, parts));
    const unknown = named.flatMap((one, at) =>
      areas[at] === null ? [`areas[${at}]: found ${shown(one)}, expected one of ${parts.join(", ")}`] : [],
    );
    return checkedOf(
      {
        problems: [
          ...adrProblems(adr, text, adrs),
          ...design.problems,
          ...unknown,
          ...eachOnce("areas", "an area", areas),
        ],
        facts: {
          counts: { adrs: adrs.names.length },
          owners: areas.filter((one) => one !== null),
          note: instruction.slice(0, MAX_NOTE),
        },
        texts: [design.text, text, instruction],
      },
      { problems: closeWarnings(context.warnings, closed).problems, facts: { closed } },
    );
  },
});
