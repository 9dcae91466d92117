/** One check per kind of artifact that a role of the pipeline writes. Pure: facts in, problems and facts out. */

import { shown } from "../../fields.ts";
import { pathProblem } from "../../review/evidence.ts";
import { stripStamp } from "../../stamp.ts";
import { ADR_FOLDER, parseAdr } from "../documents/adr.ts";
import { parseDeployLog } from "../documents/deploy-log.ts";
import { MOST_NOTES, parseNotes } from "../documents/design-notes.ts";
import { areaNamed, parseDesignSpec } from "../documents/design-spec.ts";
import { parseRetro } from "../documents/retro.ts";
import type { PipelineCheck, PipelineContext } from "../facts.ts";
import { parsePeerReview } from "../peer-review/review.ts";
import { TRACKS, type Track } from "../track.ts";
import { checkStage04, checkStage05Security, checkStage07, checkStage08, checkStage09 } from "./build.ts";
import { adrsOf, checkStage01, checkStage02, checkStage03, criteriaNumbers, specOf } from "./design.ts";
import { checkData, checkDocument } from "./gate.ts";
import { ruling, scopeReview } from "./gates.ts";

const checkDraft: PipelineCheck = (input, context) =>
  checkDocument(input, context, () => {
    const areas = Object.keys(context.areas);
    const { spec, problems } = parseDesignSpec(input.text, { areas, criteria: criteriaNumbers(context) });
    if (spec.status === "APPROVED")
      problems.push('STATUS: found "APPROVED", expected "DRAFT": it is approved when the notes are answered');
    return { problems, facts: { areas: [...new Set(spec.components.map((one) => one.area))] } };
  });

const checkNotes: PipelineCheck = (input, context) =>
  checkDocument(input, context, () => {
    const { notes, problems } = parseNotes(input.text);
    if (notes.length > MOST_NOTES)
      problems.push(
        `found ${notes.length} notes, expected at most ${MOST_NOTES}: keep the gravest, and merge what one change would mend`,
      );
    return { problems, facts: { notes } };
  });

const checkScope: PipelineCheck = (input, context) =>
  checkData(scopeReview, input, context, ({ status, reasons }) => ({
    problems:
      status === "needs_changes" && reasons.length === 0
        ? ["reasons: found none with status needs_changes, expected what has to change"]
        : [],
    outcome: status,
    facts: { reasons },
    texts: reasons,
  }));

const checkPeer: PipelineCheck = (input, context) =>
  checkDocument(input, context, () => {
    const areas = Object.keys(context.areas);
    const own = context.role.startsWith("dev-") ? areaNamed(context.role.slice(4), areas) : null;
    const { sections, problems } = parsePeerReview(input.text, { areas, own, wanted: context.reviews });
    return { problems, facts: { sections, areas: sections.map((one) => one.area) } };
  });

/** Without stage 02 there is no design to amend; one that lies there is of another run. */
const hasDesign = ({ track }: PipelineContext): boolean => {
  const stages = Object.hasOwn(TRACKS, track) ? TRACKS[track as Track] : TRACKS.full;
  return stages.includes("02");
};

const checkRuling: PipelineCheck = (input, context) =>
  checkData(ruling, input, context, (said) => {
    const { topic, adr, spec_changed, instruction } = said;
    const problems: string[] = [];
    const name = adr.startsWith(`${ADR_FOLDER}/`) ? adr.slice(ADR_FOLDER.length + 1) : "";
    const text = pathProblem(adr) === null && name !== "" ? context.document(adr) : null;
    const all = adrsOf(context);
    if (text === null)
      problems.push(`adr: found ${shown(adr)}, expected the path of an ADR in ${ADR_FOLDER} that is there`);
    else if (!all.names.includes(name)) problems.push(...parseAdr(text, name).problems);
    problems.push(...all.problems);
    const spec = hasDesign(context) ? specOf(context) : { text: null, status: null, problems: [] };
    problems.push(...spec.problems);
    if (spec.text !== null && spec.status === "DRAFT")
      problems.push('pipeline/design-spec.md: found "STATUS: DRAFT", expected "STATUS: APPROVED"');
    if (spec_changed && !hasDesign(context))
      problems.push(
        `spec_changed: found true, expected false: the track ${context.track} has no design; the ADR holds the ruling`,
      );
    const known = Object.keys(context.areas);
    const areas = said.areas.map((one) => areaNamed(one, known));
    for (const [at, area] of areas.entries())
      if (area === null)
        problems.push(`areas[${at}]: found ${shown(said.areas[at])}, expected one of ${known.join(", ")}`);
    if (new Set(areas).size < areas.length) problems.push("areas: an area is there more than once, expected each once");
    return {
      problems,
      facts: {
        adrs: all.names.length,
        areas: areas.filter((one) => one !== null),
        ruling: { topic, adr, spec_changed, instruction },
      },
      documents: [spec.text, text],
      texts: [instruction],
    };
  });

const checkDeployLog: PipelineCheck = (input, context) =>
  checkDocument(input, context, () => {
    const { summary, problems } = parseDeployLog(input.text, context.warnings);
    return { problems, facts: { summary } };
  });

const checkRetro: PipelineCheck = (input, context) =>
  checkDocument(input, context, () => {
    const { points, problems } = parseRetro(stripStamp(input.text));
    return { problems, facts: { points } };
  });

/** The check of each kind. The caller compares the nonce, which only its hash is known of. */
export const PIPELINE_CHECKS = {
  "stage-01": checkStage01,
  "design-draft": checkDraft,
  "design-notes": checkNotes,
  "stage-02": checkStage02,
  "scope-review": checkScope,
  "stage-03": checkStage03,
  "stage-04": checkStage04,
  "stage-05-security": checkStage05Security,
  "peer-review": checkPeer,
  ruling: checkRuling,
  "stage-07": checkStage07,
  "stage-08": checkStage08,
  "deploy-log": checkDeployLog,
  retro: checkRetro,
  "stage-09": checkStage09,
} satisfies Record<string, PipelineCheck>;

export type PipelineKind = keyof typeof PIPELINE_CHECKS;

/** Kinds that are JSON; every other one is markdown with a stamp. */
export const JSON_KINDS = [
  "stage-01",
  "stage-02",
  "stage-03",
  "stage-04",
  "stage-05-security",
  "stage-07",
  "stage-08",
  "stage-09",
  "scope-review",
  "ruling",
] as const satisfies PipelineKind[];
