import { fence, oneLine, someOf } from "../../../text.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { briefsOf } from "../../kit/brief.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { type Criteria, criteriaOf, type Survey, surveyOf } from "./recorded.ts";

const LINES = 15;

/** So that whoever cites one knows how they are called. */
const namedTests = (tests: Criteria["tests"]): string =>
  someOf(
    tests.map(({ name }) => oneLine(name)),
    3,
  ) || "None: no test can be cited by its name.";

/** A person has seen it: nothing is met that this speaks against. */
const foundWrong = ({ uat }: Pick<Survey, "uat">): string =>
  uat
    .filter(({ result }) => result === "issue")
    .map(
      ({ name, expected, said }) => `- ${oneLine(`${name}. Expected: ${expected}. Said: ${said}`)}`,
    )
    .join("\n");

function more({ scene }: KitFacts): BriefPart[] {
  const survey = surveyOf(scene);
  if (survey === null) return [];
  const { commands: ran = [], missing = [], tests = [], outdated = [] } = criteriaOf(scene) ?? {};
  const musts = survey.musts.map((must) => `- ${must.id} (${must.from}): ${oneLine(must.text)}`);
  const commands = ran.map((one) => `- ${one.id} \`${one.command}\`: ${one.state}`);
  const files = survey.artifacts
    .filter((artifact) => missing.includes(artifact.id))
    .map(
      (artifact) =>
        `- ${artifact.id} ${artifact.path}: ${oneLine(artifact.provides)} (${artifact.from})`,
    );
  return [
    {
      title: `Phase ${survey.phase}: ${oneLine(survey.name)}`,
      body: survey.goal,
    },
    { title: "What has to hold", body: musts.join("\n") },
    { title: "What a person found wrong", body: foundWrong(survey) },
    { title: "Commands that the program ran", body: commands.join("\n") || "None." },
    {
      title: "Failed or missing, and no gap",
      body: outdated.map(({ id, why }) => `- ${id}: ${why}`).join("\n"),
    },
    { title: "Tests that it saw pass there, by name", body: namedTests(tests) },
    ...ran
      .filter((one) => one.state !== "passed")
      .map((one) => ({
        title: `Output of ${one.command}`,
        body: fence(one.lines.slice(-LINES).join("\n")),
      })),
    { title: "Files that plans promise and that are not there", body: files.join("\n") },
    {
      title: "What was planned and done, by its own words",
      body: survey.reads.map((read) => `- ${read}`).join("\n"),
    },
  ];
}

export const BRIEFS = briefsOf({
  "verify-phase": {
    work: "Find out whether this phase does what it promises.",
    request: false,
    more,
  },
});
