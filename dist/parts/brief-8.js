// @bun
import {
  oneLine2,
  fence,
  plural
} from "./s28.js";

// src/workflows/phases/verify/brief.ts
var LINES = 15;
var namedTests = (tests) => tests.length === 0 ? "None: no test can be cited by its name." : `${plural(tests.length, "test")}, such as ${tests.slice(0, 3).map(({ name }) => oneLine2(name)).join(", ")}.`;
function parts({ survey, criteria, musts, decided, attempt }) {
  if (survey === null)
    return attempt;
  const ran = criteria?.commands ?? [];
  const red = ran.filter((one) => one.state !== "passed");
  const missing = survey.artifacts.filter((one) => criteria?.missing.includes(one.id));
  return [
    { title: `Phase ${survey.phase}: ${oneLine2(survey.name)}`, body: survey.goal },
    {
      title: "What has to hold",
      body: musts.map((one) => `- ${one.id} (${one.from}): ${oneLine2(one.text)}`).join(`
`)
    },
    {
      title: "Commands that the program ran",
      body: ran.map((one) => `- ${one.id} \`${one.command}\`: ${one.state}`).join(`
`) || "None."
    },
    { title: "Tests that it saw pass there, by name", body: namedTests(criteria?.tests ?? []) },
    ...red.map((one) => ({ title: `Output of ${one.command}`, body: fence(one.lines.slice(-LINES).join(`
`)) })),
    {
      title: "Files that plans promise and that are not there",
      body: missing.map((one) => `- ${one.id} ${one.path}: ${oneLine2(one.provides)} (${one.from})`).join(`
`)
    },
    { title: "Plans, summaries and context of the phase", body: survey.reads.map((one) => `- ${one}`).join(`
`) },
    { title: "Decided by the person", body: decided },
    ...attempt
  ];
}
var BRIEFS = {
  "verify-phase": {
    work: () => "Find out whether this phase does what it promises. Look at the project itself: what plans and summaries say of it is a claim.",
    parts
  }
};
export {
  BRIEFS
};
