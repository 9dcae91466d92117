// Where a team works: worktrees that do not fit together, a folder without git, names and line ends
// of other systems.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { builds, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile, read } from "./team-run.ts";
import { briefOf, sectionOf } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";
const SHARED = { hello: ["src/hello/**", "src/index.js"], bye: ["src/bye/**", "src/index.js"] };

describe.each(hostsOf("new"))("places (%s)", (version) => {
  test("a shared file that does not merge goes to its owner with both sides; the person's own edit is never overwritten", async () => {
    const project = makeProject({
      files: smallFiles({ areas: SHARED, settings: { execute: { isolation: "worktree" } } }),
    });
    await startTeam(project, { track: "dep-update" }, false, "Greet people");
    const at = (path: string) => join(project, path);
    const line = (area: string) => `export { ${area} } from "./${area}/${area}.js";\n`;
    const worker = smallTeam((brief) => {
      for (const area of ["hello", "bye"]) {
        if (!writes(brief, `gates/stage-04-${area}.json`)) continue;
        const own = { [`src/${area}/${area}.js`]: `export const ${area} = (name) => name;\n` };
        if (!brief.text.includes("does not merge"))
          return builds(brief, { ...own, "src/index.js": line(area) });
        // Meanwhile the person changes the same file, and another one.
        writeFileSync(at("src/index.js"), "export const mine = 1;\n");
        writeFileSync(at("NOTES.md"), "mine too\n");
        return builds(brief, { "src/index.js": line("hello") + line("bye") });
      }
      return undefined;
    });
    const played = await play({ version, project, worker, prompt });
    const mend = bySubject(played.tasks, "Fix merge - bye v1");
    const brief = briefOf(played.model, mend.id);
    expect(sectionOf(brief, "src/index.js as you have it")).toContain('from "./bye/bye.js"');
    expect(sectionOf(brief, "src/index.js as hello has it")).toContain('from "./hello/hello.js"');
    expect(subjects(played.tasks)).not.toContain("Fix merge - hello v1");
    // What the person wrote meanwhile stands, and nothing of the build was brought in over it.
    expect(openQuestions(project)).toMatchObject([{ kind: "check-cannot-run" }]);
    expect(played.run.results.join("\n")).toContain(
      'the build changes "src/index.js", which somebody also changed in the checkout',
    );
    expect(read(project, "src/index.js")).toBe("export const mine = 1;\n");
    expect(existsSync(at("src/hello/hello.js"))).toBe(false);

    // Out of the way, the merge goes through; the other file of the person's is left alone.
    writeFileSync(at("src/index.js"), "export {};\n");
    answer(project, "again");
    const after = await goOn({ version, worker }, played, prompt);
    expect(read(project, "src/index.js")).toBe(line("hello") + line("bye"));
    expect(read(project, "src/hello/hello.js")).toContain("export const hello");
    expect(read(project, "NOTES.md")).toBe("mine too\n");
    expect(bySubject(after.tasks, "Merge v2")).toMatchObject({ status: "done" });
    expect(after.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("without git the team works in the folder as it is", async () => {
    const project = makeProject({ files: smallFiles(), git: false });
    await startTeam(project, { track: "nano", areas: "hello" }, false, "Greet people");
    const played = await play({ version, project, worker: smallTeam(), prompt });
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(played.state).toMatchObject({ phase: "checkpoint-c" });
    const { id } = bySubject(played.tasks, "Build - hello");
    const built = ofType(played.events, "accepted").find((one) => one.task === id)!;
    expect(built.facts!.changed).toEqual(["hello"]);
    expect(gateFile(project, "stage-04-hello")).toMatchObject({
      files_changed: ["src/hello/hello.js"],
    });
    expect(gateFile(project, "stage-07")).toMatchObject({ status: "PASS", tests_total: 1 });
  });
});
