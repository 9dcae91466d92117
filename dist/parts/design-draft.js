// @bun
import {
  parseDesignSpec
} from "./s150.js";
import {
  specForm,
  specRules,
  foreignPaths
} from "./s249.js";
import {
  criteriaNumbers,
  documentKind,
  QUESTION
} from "./s251.js";

// src/workflows/team/kinds/design-draft.ts
var kind = documentKind({
  form: () => specForm("DRAFT"),
  rules: (facts) => [...specRules(facts), QUESTION],
  judge(text, context) {
    const { spec, problems } = parseDesignSpec(text, { areas: context.areas, criteria: criteriaNumbers(context) });
    const early = 'STATUS: found "APPROVED", expected "DRAFT": it is approved when the notes are answered';
    return {
      problems: [...problems, ...foreignPaths(spec, context), ...spec.status === "APPROVED" ? [early] : []]
    };
  }
});
export {
  kind
};
