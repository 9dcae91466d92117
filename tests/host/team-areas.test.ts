// Owners write in their own area and nowhere else, whatever tool they take.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import type { Reply } from "../harness/model.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";
import { smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { toldTo } from "./told.ts";

afterEach(cleanup);

/** A script of the project's own: what it does no rule on commands can see. */
const SNEAK =
  'mkdir -p src/bye\necho "export const bye = 0;" > src/bye/new.js\necho "// weaker" >> tests/smoke.test.js\nrm src/bye/bye.js\n';
const STRAYS = ["src/bye/bye.js", "src/bye/new.js", "tests/smoke.test.js"];
const BYE = "export const bye = (name) => name;\n";

/** How many calls of a tool were denied. */
const denials = (told: string): number => told.split("Denied by multi-ai: ").length - 1;

const bash = (command: string) => ({ name: "Bash", input: { command, description: "Try" } });

describe.each(hostsOf("new"))("areas (%s)", (version) => {
  test("what is not an owner's is denied with the reason, and refused at the end when a script did it", async () => {
    const project = makeProject({
      files: smallFiles({ files: { "tools/sneak.sh": SNEAK, "src/bye/bye.js": BYE } }),
    });
    await startTeam(project, { track: "nano", areas: "hello" }, false, "Greet people");
    const foreign = [
      "src/bye/new.js",
      "tests/new.test.js",
      ".task/notes.json",
      "pipeline/context.md",
      "pipeline/pr-bye.md",
    ];
    const tries: Reply["calls"] = [
      ...foreign.map((path) => ({
        name: "Write",
        input: { file_path: join(project, path), content: "mine\n" },
      })),
      ...foreign.map((path) => bash(`echo mine > ${path}`)),
      ...["rm -rf src", "mv pipeline old", "rm -r tests"].map(bash),
    ];
    const worker = smallTeam((brief, turn) => {
      if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
      if (turn.turn === 0) return { calls: tries };
      if (turn.turn === 1) return { calls: [bash("sh tools/sneak.sh")] };
      // A file that the person saves while the owner builds, in the part of another.
      writeFiles(project, { "src/bye/mine.js": BYE });
      return undefined;
    });
    const played = await play({ version, project, worker, prompt: "/multi-ai:resume" });
    const told = toldTo(played.model, "T2");
    for (const [path, why] of [
      [
        "src/bye/new.js",
        "src/bye/new.js belongs to dev-bye. Leave it, and name it in open_points.",
      ],
      [
        "tests/new.test.js",
        "tests/new.test.js is a test file, which belongs to dev-qa. Say in open_points",
      ],
      [
        ".task/notes.json",
        "T2 writes pipeline/gates/stage-04-hello.json and nothing else under .task/.",
      ],
      [
        "pipeline/context.md",
        "pipeline/gates/stage-04-hello.json and nothing else under pipeline/.",
      ],
    ]) {
      expect([path, told.includes(why!)]).toEqual([path!, true]);
    }
    expect(denials(told)).toBe(2 * foreign.length + 3);
    expect(existsSync(join(project, "pipeline/pr-bye.md"))).toBe(false);

    // No rule sees into the script: what it did is put back, and a copy of it is named.
    for (const path of STRAYS)
      expect(told).toMatch(new RegExp(`stage-04-hello\\.json: ${path}: .* it is put back`));
    expect(told).not.toContain("## Files: found nothing, expected src/bye");
    expect(existsSync(join(project, "src/bye/new.js"))).toBe(false);
    expect(readFileSync(join(project, "src/bye/bye.js"), "utf8")).toBe(BYE);
    expect(bySubject(played.tasks, "Build - hello")).toMatchObject({ status: "done" });
    expect(ofType(played.events, "accepted").map((one) => one.task)).toContain("T2");
    expect(told).not.toContain("src/bye/mine.js");
    expect(readFileSync(join(project, "src/bye/mine.js"), "utf8")).toBe(BYE);
    const noticed = ofType(played.events, "noticed");
    expect(noticed.map(({ what, asked }) => [what, asked])).toEqual([["stray-change", false]]);
    for (const path of STRAYS) expect(noticed[0]!.text).toContain(path);
    // What the person changed is in another area: the change is more than nano is for, and goes on
    // as such.
    expect(ofType(played.events, "asked").map(({ kind }) => kind)).toEqual(["checkpoint-a"]);
    const gate = JSON.parse(
      readFileSync(join(project, "pipeline/gates/stage-04-hello.json"), "utf8"),
    );
    expect(gate.files_changed).toEqual(["src/hello/hello.js"]);
  });
});
