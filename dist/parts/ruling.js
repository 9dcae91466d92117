// @bun
import {
  shown
} from "./s28.js";
import {
  MAX_LIST,
  stamp
} from "./s61.js";
import {
  SPEC,
  ADR_FOLDER,
  areaNamed
} from "./s150.js";
import {
  closeWarnings,
  line,
  flag,
  closedWarnings
} from "./s248.js";
import {
  adrDocument,
  adrRule,
  adrsOf,
  specOf
} from "./s249.js";
import {
  parseAdr
} from "./s51.js";
import {
  DOCUMENTS,
  inContext,
  checkedOf,
  stampLines2,
  eachOnce,
  PATHS,
  codeList
} from "./s251.js";
import {
  REST,
  TESTS2
} from "./s259.js";
import {
  hasDesign
} from "./s50.js";
import {
  pathProblem
} from "./s145.js";
import {
  _maxLength,
  array,
  strictObject
} from "./s1.js";

// src/workflows/team/kinds/ruling.ts
var ruling = strictObject({
  ...stamp,
  topic: line,
  adr: line,
  spec_changed: flag,
  areas: array(line).check(_maxLength(MAX_LIST)),
  instruction: line,
  closed_warnings: closedWarnings
});
var MAX_NOTE = 400;
function adrProblems(adr, text, all) {
  const name = adr.slice(ADR_FOLDER.length + 1);
  if (text === null)
    return [`adr: found ${shown(adr)}, expected the path of an ADR in ${ADR_FOLDER} that is there`, ...all.problems];
  return [...all.names.includes(name) ? [] : parseAdr(text, name).problems, ...all.problems];
}
function designOf(changed, context) {
  if (!hasDesign(context.track)) {
    const none = `spec_changed: found true, expected false: the track ${context.track} has no design; the ADR holds the ruling`;
    return { text: null, problems: changed ? [none] : [] };
  }
  const { text, status, problems } = specOf(context);
  const draft = `${SPEC}: found "STATUS: DRAFT", expected "STATUS: APPROVED"`;
  return { text, problems: status === "DRAFT" ? [...problems, draft] : problems };
}
var kind = inContext({
  schema: ruling,
  sees: DOCUMENTS,
  form: (facts) => `{
${stampLines2(facts)}
  "topic": "<two-to-five-words>",
  "adr": "${adrDocument(facts).path}",
  "spec_changed": <true | false>,
  "areas": ["<area that has to change something>"],
  "instruction": "<what each of them changes, exactly>"
}`,
  documents: (facts) => [adrDocument(facts)],
  rules: (facts) => [
    adrRule(facts),
    `\`areas\` are of ${codeList([...Object.keys(facts.areas), REST, TESTS2])} (\`${REST}\`: files of no area, \`${TESTS2}\`: test files), and only those that have to change something; none if the code is right as it stands. \`spec_changed\` is ${facts.has.design ? "true exactly when pipeline/design-spec.md was changed; its STATUS line stays" : "false: this track has no design"}.`,
    PATHS
  ],
  judge({ adr, areas: named, instruction, spec_changed: changed, closed_warnings: closed = [] }, context) {
    const isAdr = pathProblem(adr) === null && adr.startsWith(`${ADR_FOLDER}/`);
    const text = isAdr ? context.document(adr) : null;
    const design = designOf(changed, context);
    const adrs = adrsOf(context);
    const parts = [...context.areas, REST, TESTS2];
    const areas = named.map((one) => areaNamed(one, parts));
    const unknown = named.flatMap((one, at) => areas[at] === null ? [`areas[${at}]: found ${shown(one)}, expected one of ${parts.join(", ")}`] : []);
    return checkedOf({
      problems: [
        ...adrProblems(adr, text, adrs),
        ...design.problems,
        ...unknown,
        ...eachOnce("areas", "an area", areas)
      ],
      facts: {
        counts: { adrs: adrs.names.length },
        owners: areas.filter((one) => one !== null),
        note: instruction.slice(0, MAX_NOTE)
      },
      texts: [design.text, text, instruction]
    }, { problems: closeWarnings(context.warnings, closed).problems, facts: { closed } });
  }
});
export {
  kind
};
