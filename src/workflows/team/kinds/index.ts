import * as design from "./design.ts";
import * as release from "./release.ts";
import * as requirements from "./requirements.ts";
import * as reviews from "./reviews.ts";
import * as work from "./work.ts";

/** Every kind of artifact of the workflow, by the name that gates give it. */
export const KINDS = {
  "stage-01": requirements.brief,
  "design-draft": design.draft,
  "design-notes": design.notes,
  "stage-02": design.design,
  "scope-review": design.scope,
  "stage-03": requirements.clarification,
  "stage-04": work.build,
  "stage-05-security": reviews.security,
  "peer-review": reviews.peer,
  ruling: design.ruling,
  "stage-07": work.tests,
  "stage-08": release.signOff,
  "deploy-log": release.summary,
  retro: release.retro,
  "stage-09": release.lessons,
};
