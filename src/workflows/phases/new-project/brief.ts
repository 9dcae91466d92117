import { displayPath } from "../../../project/trees/changes.ts";
import { fence, plural } from "../../../text.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { briefsOf } from "../../kit/brief.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { decisions } from "../../words/brief-parts.ts";
import { MILESTONES, PROJECT } from "../paths.ts";
import { granularityOf, mostPhases } from "./config-questions.ts";
import { assumes, draftOf, roadmapOf, surveyOf } from "./recorded.ts";

/** What each brief of `new-project` says. */

/** Characters of a document that stand in a brief; a longer one is read from its file. */
const MAX_DOCUMENT = 20_000;

const EMPTY = "None: the project begins empty.";

const READ_FOREIGN = [
  "Read it: what it decides, requires and says of finished work holds, unless the request or the code says otherwise. A quote of it is from `document`.",
  "",
];
const listed = (path: string): string => `- ${displayPath(path)}`;

/** What the survey has found, as parts of a brief. */
function found({ scene }: KitFacts) {
  const survey = surveyOf(scene);
  const { path = "", text = "" } = survey?.document ?? {};
  const foreign = survey?.foreign ?? null;
  const maps = survey?.mapped.length
    ? ` Maps of it: ${survey.mapped.map(displayPath).join(", ")}`
    : "";
  return {
    document: {
      title: `The document ${path}, which describes the project`,
      body: text.length > MAX_DOCUMENT ? `Read all of ${path}.` : text && fence(text),
    },
    earlier: {
      title: "The project so far",
      body: survey?.described
        ? `A new milestone of it begins: ${survey.version}. What it is stands in ${PROJECT}; earlier milestones are in ${MILESTONES}.`
        : "",
    },
    foreign: {
      title: "Planning of another tool, of which this project is made",
      body: foreign === null ? "" : [...READ_FOREIGN, ...foreign.entries.map(listed)].join("\n"),
    },
    code: {
      title: "Code that is there",
      // Without a survey the code alone is mapped.
      body: survey?.code
        ? `${plural(survey.code, "file")} of code.${maps}`
        : (survey && EMPTY) || "",
    },
  };
}
const parts =
  (...names: (keyof ReturnType<typeof found>)[]) =>
  (facts: KitFacts): BriefPart[] =>
    names.map((name) => found(facts)[name]);

/** What each field of research asks. */
const ASKS: Record<string, string> = {
  stack:
    "Which languages, frameworks, libraries and services fit, in which versions, and what speaks against each?",
  features:
    "What does such a product have to have, what sets it apart, and what do people expect that nobody wrote down?",
  architecture:
    "Which parts does it need, what passes between them, and in which order are they best built?",
  pitfalls:
    "What goes wrong in projects of this kind, how does one notice early, and what prevents it?",
};

/** To those who work with what the project was found to be, and not with the request. */
const withoutRequest = { request: false } as const;

const CODEBASE = {
  work: "Map this code base, for whoever will plan and build in it.",
  more: parts("code"),
};

export const BRIEFS = briefsOf({
  "project-codebase": CODEBASE,
  "map-codebase": CODEBASE,
  "project-draft": {
    work({ scene, run }) {
      const isFirst = draftOf(scene) === null || decisions(run) === "";
      const work = isFirst
        ? "Say what this project is, from what is given below, and what it has to do."
        : "The person has answered (see below): keep what stands in your file, work in the answers and quote them, and ask on where something that decides what is built is still open.";
      return assumes(run)
        ? `${work} Nobody can be asked: take what the material says, assume the rest in the way that most people would, and list it.`
        : work;
    },
    more: parts("document", "foreign", "earlier", "code"),
  },
  "project-research": {
    work: ({ task: { item } }) =>
      `Research one field for this project: ${item}. ${ASKS[item ?? ""] ?? ""}`,
    ...withoutRequest,
    more: parts("code"),
  },
  "project-synthesis": {
    work: "Make one text out of what the researchers found, for whoever writes the roadmap.",
    ...withoutRequest,
  },
  "project-roadmap": {
    work({ scene, run }) {
      const granularity = granularityOf(run);
      const work =
        roadmapOf(scene) === null
          ? "Cut the project into phases."
          : "Write the roadmap of your file again as the person wants it (see below); what they did not speak of stays as it is.";
      return `${work} Granularity: ${granularity}, at most ${mostPhases(granularity)} phases; a small project has fewer.`;
    },
    ...withoutRequest,
    more: parts("foreign", "earlier", "code"),
  },
});
