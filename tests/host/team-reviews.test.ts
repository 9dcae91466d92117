// Reviews by one another: what is no verdict is refused, what is undecided is asked, what goes round is ruled.
import { afterEach, describe, expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { objection, refusals, review, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile, read, startTeam } from "./team-run.ts";
import { briefOf, toldTo } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("reviews by one another (%s)", (version) => {
  inFull("what is no verdict is refused with its line, and mended", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const bad = [
      "## Review of bye\n\n> REVIEW: APPROVED\n",
      "## Review of moon\n\nREVIEW: APPROVED\n",
      "## Review of hello\n\nREVIEW: APPROVED\n",
    ];
    const both =
      "## Review of hello\n\nREVIEW: APPROVED\nREVIEW: CHANGES REQUESTED\nBLOCKER: src/hello/hello.js:1 no\n";
    const withBlocker = "## Review of hello\n\nREVIEW: APPROVED\nBLOCKER: src/hello/hello.js:1 no\n";
    const worker = smallTeam((brief, turn) => {
      const tries = writes(brief, "code-review/by-hello.md")
        ? [bad]
        : writes(brief, "code-review/by-bye.md")
          ? [[both], [withBlocker]]
          : [];
      const sections = tries[refusals(brief, turn)];
      return sections && review(brief, ...sections);
    });
    const played = await play({ version, project, worker, prompt });
    const of = (subject: string) => bySubject(played.tasks, subject).id;
    const told = (subject: string): string => toldTo(played.model, of(subject));
    for (const why of [
      /## Review of bye, line 4: found "the verdict in a block quote .* expected "REVIEW: APPROVED" or/,
      /## Review of, line 6: found "moon", expected an area of the project: hello, bye/,
      /## Review of, line 10: found "hello", expected another area than your own \(yours: bye\)/,
    ])
      expect(told("Peer review - hello")).toMatch(why);
    for (const why of [
      /## Review of hello, line 5: found "2 REVIEW lines", expected one: /,
      /## Review of hello, line 5: found "REVIEW: APPROVED with a BLOCKER", expected REVIEW: CHANGES REQUESTED/,
    ])
      expect(told("Peer review - bye")).toMatch(why);
    expect(new Set(ofType(played.events, "refused").map((one) => one.task))).toEqual(
      new Set([of("Peer review - hello"), of("Peer review - bye")]),
    );
    // Mended by the same agents: no second task, no word of the person.
    expect(subjects(played.tasks).filter((one) => one.startsWith("Peer review"))).toHaveLength(3);
    for (const area of ["hello", "bye"])
      expect(gateFile(project, `stage-06-${area}`)).toMatchObject({ status: "PASS", review_shape: "matrix" });
    expect(played.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("an escalation without options offers the owner's way, the reviewer's way, and to stop", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "code-review/by-hello.md") && brief.round === 1
        ? review(brief, objection("bye", "ESCALATE: the design says nothing", "DECISION: Is an empty name told?"))
        : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([{ kind: "peer-undecided", options: ["owner", "reviewer", "stop"] }]);
    const asked = played.run.results.join("\n");
    for (const line of [
      "hello asks for changes of bye. Whose way is it?",
      "Reason (bye): the design says nothing",
      "To decide (bye): Is an empty name told?",
      "bye: src/bye/bye.js:1 an empty name is not told",
      "A  The owner's way",
      "B  The reviewer's way",
      "C  Stop",
    ])
      expect(asked).toContain(line);
    expect(gateFile(project, "stage-06-bye")).toMatchObject({ status: "ESCALATE", approvals: [] });

    // The owner's way is the person's word: no approval, and no second look.
    answer(project, "owner", "Nobody has an empty name.");
    const after = await goOn({ version, worker }, played, prompt);
    expect(after.state).toMatchObject({ phase: "checkpoint-c" });
    expect(subjects(after.tasks)).not.toContain("Revise - bye v1");
    expect(gateFile(project, "stage-06-bye")).toMatchObject({
      status: "WARN",
      approvals: [],
      warnings: ["overruled by the person: hello: src/bye/bye.js:1 an empty name is not told"],
    });
    expect(read(project, "pipeline/context.md")).toContain("The owner's way: Nobody has an empty name.");
  });

  inFull("changes that are asked for again and again are ruled by the principal, without asking", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "code-review/by-hello.md") && brief.round <= 3 ? review(brief, objection("bye")) : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    const rounds = ["Revise - bye v1", "Peer review - hello v2", "Revise - bye v2", "Peer review - hello v3"];
    expect(subjects(played.tasks).slice(-6)).toEqual([...rounds, "Ruling v1", "Peer review - hello v4"]);
    const ruling = bySubject(played.tasks, "Ruling v1");
    expect(ruling).toMatchObject({
      agent: "principal",
      status: "done",
      blocked_by: [bySubject(played.tasks, rounds[3]!).id],
    });
    // Without a design the ADR holds the ruling, and nothing is refused because of the design that is not there.
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(existsSync(join(project, "pipeline/adr/0001-empty-names.md"))).toBe(true);
    expect(briefOf(played.model, bySubject(played.tasks, "Peer review - hello v4").id)).toContain(
      "Refuse an empty name.",
    );
    expect(briefOf(played.model, ruling.id)).toContain("src/bye/bye.js:1 an empty name is not told");
    // Nobody was asked before the tests were done.
    expect(ofType(played.events, "asked").map((one) => one.kind)).toEqual(["checkpoint-c"]);
    expect(gateFile(project, "stage-06-bye")).toMatchObject({ status: "PASS", approvals: [{ reviewer: "hello" }] });
  });
});
