import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { acceptedText } from "../../../record/accepted.ts";
import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { itemsOf, saysNone, textOf } from "../../sections.ts";
import { configOf, type Wishes } from "./config-questions.ts";
import type { ProjectDraft } from "./project.ts";
import { OPEN_QUESTIONS } from "./prose.ts";
import { draftOf, type ProjectSurvey, roadmapOf, SYNTHESIS, surveyOf } from "./recorded.ts";
import type { RoadmapDraft } from "./roadmap.ts";

/** All that the files of a new project are made of. */
export interface Settled {
  draft: ProjectDraft;
  /** Numbered by their order, from 1. */
  phases: RoadmapDraft["phases"];
  /** Number that the first of them has in the project. */
  first: number;
  /** The milestone, such as `v1.0`. */
  version: string;
  survey: ProjectSurvey;
  config: Wishes;
  /** What the person was asked about the project, and said. */
  decisions: { asked: string; said: string }[];
  /** What research could not settle. */
  open: string[];
  /** Day of the run, `YYYY-MM-DD`, and its time, ISO 8601: the same however often the files are written. */
  date: string;
  at: string;
}

/** Entries under the open questions of what research came to. Pure. */
function openIn(synthesis: string | null): string[] {
  const section = sectionsOf(readMarkdown(synthesis ?? ""), 2).find(({ title }) => title === OPEN_QUESTIONS);
  const found = itemsOf(section?.lines ?? []);
  if (saysNone(found)) return [];
  return found.items.length > 0 ? found.items.map(({ text }) => text) : [textOf(section ?? null)].filter(Boolean);
}

/** What a run of `new-project` came to; null: some of it is not kept any more. */
export function settledBy(project: Project, run: Run): Settled | null {
  const at = { project, run };
  const [draft, roadmap, survey] = [draftOf(at), roadmapOf(at), surveyOf(at)];
  if (draft === null || roadmap === null || survey === null) return null;
  return {
    draft,
    phases: roadmap.phases,
    first: survey.first,
    version: survey.version,
    survey,
    config: configOf(run.options),
    decisions: run.decisions.flatMap(({ asked, text }) =>
      asked === null || text === null ? [] : [{ asked, said: text }],
    ),
    open: openIn(acceptedText(project, run, SYNTHESIS)),
    date: run.created_at.slice(0, 10),
    at: run.created_at,
  };
}
