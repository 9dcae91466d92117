// Reviews by one another: what is no verdict is refused, what is undecided is asked, what goes round is ruled.
import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { approval, objection, review, smallFiles, smallTeam, wasSentBack, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions, runOf } from "./from-outside.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { startTeam } from "./team-run.ts";
import { toldTo } from "./told.ts";

setDefaultTimeout(60_000);
afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("reviews by one another (%s)", (version) => {
  test("what is no verdict is refused with its line, and mended", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const bad = [
      "## Review of bye\n\n> REVIEW: APPROVED\n",
      "## Review of moon\n\nREVIEW: APPROVED\n",
      "## Review of hello\n\nREVIEW: APPROVED\n",
    ];
    const twice = "## Review of hello\n\nREVIEW: APPROVED\nREVIEW: CHANGES REQUESTED\nBLOCKER: src/hello/hello.js:1 no\n";
    const worker = smallTeam((brief, turn) => {
      if (wasSentBack(brief, turn)) return undefined;
      if (writes(brief, "code-review/by-hello.md")) return review(brief, ...bad);
      if (writes(brief, "code-review/by-bye.md")) return review(brief, twice, "## Review of hello\n\nREVIEW: APPROVED\nBLOCKER: x\n");
      return undefined;
    });
    const played = await play({ version, project, worker, prompt });
    for (const one of played.tasks) console.log(one.id, one.subject, one.status);
    console.log(toldTo(played.model, bySubject(played.tasks, "Peer review - hello").id).split("is not done")[1]);
    console.log(toldTo(played.model, bySubject(played.tasks, "Peer review - bye").id).split("is not done")[1]);
    console.log(JSON.stringify(ofType(played.events, "refused")));
  });

  test("an escalation without options offers the owner's way, the reviewer's way, and to stop", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "code-review/by-hello.md") && brief.round === 1
        ? review(brief, objection("bye", "ESCALATE: the design says nothing", "DECISION: Is an empty name told?"))
        : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    console.log(JSON.stringify(openQuestions(project)), played.run.results.at(-1));
    answer(project, "owner", "Nobody has an empty name.");
    const after = await goOn({ version, worker }, played, prompt);
    for (const one of after.tasks) console.log(one.id, one.subject, one.status);
    console.log(require("fs").readFileSync(project + "/pipeline/gates/stage-06-bye.json", "utf8"), require("fs").readFileSync(project + "/pipeline/context.md", "utf8"));
    console.log(after.run.results.at(-1));
  });

  test("changes that are asked for again and again are ruled by the principal, without asking", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "code-review/by-hello.md") && brief.round <= 3
        ? review(brief, objection("bye"))
        : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    for (const one of played.tasks) console.log(one.id, one.subject, one.status);
    console.log(JSON.stringify(openQuestions(project)), played.run.results.at(-1));
    console.log(JSON.stringify(ofType(played.events, "refused")));
  });
});
