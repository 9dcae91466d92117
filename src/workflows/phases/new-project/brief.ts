import { fence, plural } from "../../../text.ts";
import type { Brief, BriefPart } from "../../contract/contract.ts";
import { MILESTONES, PROJECT } from "../paths.ts";
import { mostPhases } from "./config-questions.ts";
import type { ProjectFacts } from "./facts.ts";

/** What each brief of `new-project` says. */

/** Characters of a document that stand in a brief; a longer one is read from its file. */
const MAX_DOCUMENT = 20_000;
/** Files that are named to whoever maps a code base. */
const MAX_FILES = 200;

const documentPart = ({ survey }: ProjectFacts): BriefPart => {
  const document = survey?.document ?? null;
  const title = document === null ? "" : `The document ${document.path}, which describes the project`;
  if (document === null) return { title, body: "" };
  return { title, body: document.text.length > MAX_DOCUMENT ? `Read all of ${document.path}.` : fence(document.text) };
};
const decidedPart = ({ decided }: ProjectFacts): BriefPart => ({ title: "Decided by the person", body: decided });
const earlierPart = ({ survey }: ProjectFacts): BriefPart => ({
  title: "The project so far",
  body: survey?.described
    ? `A new milestone of it begins: ${survey.version}. What it is stands in ${PROJECT}; earlier milestones are in ${MILESTONES}.`
    : "",
});
const codePart = ({ survey }: ProjectFacts): BriefPart => ({
  title: "Code that is there",
  body:
    survey === null || survey.code === 0
      ? "None: the project begins empty."
      : `${plural(survey.code, "file")} of code.${survey.mapped.length > 0 ? ` Maps of it: ${survey.mapped.join(", ")}` : ""}`,
});
const filesPart = ({ survey }: ProjectFacts): BriefPart => ({
  title: "Some of its files",
  body: (survey?.files ?? [])
    .slice(0, MAX_FILES)
    .map((path) => `- ${path}`)
    .join("\n"),
});
const roadmapPart = ({ roadmap }: ProjectFacts): BriefPart => ({
  title: "The roadmap before this one",
  body: roadmap === null ? "" : fence(JSON.stringify(roadmap.phases, null, 1), "json"),
});

/** What each field of research asks. */
const ASKS: Record<string, string> = {
  stack: "Which languages, frameworks, libraries and services fit, in which versions, and what speaks against each?",
  features:
    "What does such a product have to have, what sets it apart, and what do people expect that nobody wrote down?",
  architecture: "Which parts does it need, what passes between them, and in which order are they best built?",
  pitfalls: "What goes wrong in projects of this kind, how does one notice early, and what prevents it?",
};

const needs: Brief<ProjectFacts>["needs"] = (path, { written }) =>
  written.some((one) => one === path || (path.endsWith("/") && one.startsWith(path)));

export const BRIEFS: Record<string, Brief<ProjectFacts>> = {
  "project-codebase": {
    work: () => "Map this code base, for whoever will plan and build in it.",
    parts: (facts) => [...facts.attempt, facts.request, codePart(facts), filesPart(facts)],
  },
  "project-draft": {
    work: ({ asks, decided, project }) =>
      [
        project === null || decided === ""
          ? "Say what this project is, from what is given below, and what it has to do."
          : "The person has answered (see below): keep what stands in your file, work in the answers and quote them, and ask on where something that decides what is built is still open.",
        asks
          ? ""
          : "Nobody can be asked: take what the material says, assume the rest in the way that most people would, and list it.",
      ]
        .filter((one) => one !== "")
        .join(" "),
    parts: (facts) => [
      ...facts.attempt,
      facts.request,
      documentPart(facts),
      earlierPart(facts),
      decidedPart(facts),
      codePart(facts),
    ],
    needs,
  },
  "project-research": {
    work: ({ item }) => `Research one field for this project: ${item}. ${ASKS[item] ?? ""}`,
    parts: (facts) => [...facts.attempt, decidedPart(facts), codePart(facts)],
    needs,
  },
  "project-synthesis": {
    work: () => "Make one text out of what the researchers found, for whoever writes the roadmap.",
    parts: (facts) => [...facts.attempt, decidedPart(facts)],
    needs,
  },
  "project-roadmap": {
    work: ({ roadmap, granularity }) =>
      `${roadmap === null ? "Cut the project into phases." : "Write the roadmap again as the person wants it (see below); what they did not speak of stays as it is."} Granularity: ${granularity}, at most ${mostPhases(granularity)} phases; a small project has fewer.`,
    parts: (facts) => [...facts.attempt, decidedPart(facts), roadmapPart(facts), earlierPart(facts), codePart(facts)],
    needs,
  },
};
