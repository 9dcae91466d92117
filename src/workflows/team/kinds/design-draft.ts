import { parseDesignSpec } from "../documents/design-spec.ts";
import { criteriaNumbers } from "./context.ts";
import { foreignPaths, specForm, specRules } from "./design.ts";
import { documentKind, QUESTION } from "./kind.ts";

/** `pipeline/design-spec.md` as a draft, written by the principal: the owners annotate it before it is approved. */
export const kind = documentKind({
  form: () => specForm("DRAFT"),
  rules: (facts) => [...specRules(facts), QUESTION],
  judge(text, context) {
    const { spec, problems } = parseDesignSpec(text, { areas: context.areas, criteria: criteriaNumbers(context) });
    const early = 'STATUS: found "APPROVED", expected "DRAFT": it is approved when the notes are answered';
    return {
      problems: [...problems, ...foreignPaths(spec, context), ...(spec.status === "APPROVED" ? [early] : [])],
    };
  },
});
