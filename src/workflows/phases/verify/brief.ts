import { fence, oneLine } from "../../../text.ts";
import type { Brief } from "../../contract.ts";
import type { VerifyFacts } from "./facts.ts";

const LINES = 15;

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
