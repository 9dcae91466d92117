import { fence, oneLine, plural } from "../../../text.ts";
import type { Brief } from "../../contract/contract.ts";
import type { VerifyFacts } from "./facts.ts";
import type { Criteria } from "./recorded.ts";

const LINES = 15;

/** So that whoever cites one knows how they are called. */
const namedTests = (tests: Criteria["tests"]): string =>
  tests.length === 0
    ? "None: no test can be cited by its name."
    : `${plural(tests.length, "test")}, such as ${tests
        .slice(0, 3)
        .map(({ name }) => oneLine(name))
        .join(", ")}.`;

function parts({ survey, criteria, musts, decided, attempt }: VerifyFacts) {
  if (survey === null) return attempt;
  const ran = criteria?.commands ?? [];
  const red = ran.filter((one) => one.state !== "passed");
  const missing = survey.artifacts.filter((one) => criteria?.missing.includes(one.id));
  return [
    { title: `Phase ${survey.phase}: ${oneLine(survey.name)}`, body: survey.goal },
    {
      title: "What has to hold",
      body: musts.map((one) => `- ${one.id} (${one.from}): ${oneLine(one.text)}`).join("\n"),
    },
    {
      title: "Commands that the program ran",
      body: ran.map((one) => `- ${one.id} \`${one.command}\`: ${one.state}`).join("\n") || "None.",
    },
    { title: "Tests that it saw pass there, by name", body: namedTests(criteria?.tests ?? []) },
    ...red.map((one) => ({ title: `Output of ${one.command}`, body: fence(one.lines.slice(-LINES).join("\n")) })),
    {
      title: "Files that plans promise and that are not there",
      body: missing.map((one) => `- ${one.id} ${one.path}: ${oneLine(one.provides)} (${one.from})`).join("\n"),
    },
    { title: "Plans, summaries and context of the phase", body: survey.reads.map((one) => `- ${one}`).join("\n") },
    { title: "Decided by the person", body: decided },
    ...attempt,
  ];
}

export const BRIEFS: Record<string, Brief<VerifyFacts>> = {
  "verify-phase": {
    work: () =>
      "Find out whether this phase does what it promises. Look at the project itself: what plans and summaries say of it is a claim.",
    parts,
  },
};
