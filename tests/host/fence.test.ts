// The commands of an agent whose host the driver starts run in the host's sandbox: what it holds,
// and what honest work needs.
// Runs: in full only, first, on disk.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { putFence, sessionFence, sessionSettings } from "../../src/run/fence/session-fence.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { WITH_TASKFILE } from "../harness/go-task.ts";
import { startModel } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import {
  cleanup,
  DEFAULT_FILES,
  type Files,
  git,
  makeProject,
  onCleanup,
  tempDir,
  writeFiles,
} from "../harness/project.ts";
import { claudePath, HOST_VERSIONS, type HostVersion, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType, play } from "./scenario.ts";
import { started } from "./started.ts";

afterEach(cleanup);

/** The sandbox shows a /dev of its own, and tests may have their folders there. */
const VISIBLE = "/var/tmp";

/** Writes to each path by the program's own hands, and prints those that could be written. */
const WRITES = `import { mkdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname } from "node:path";
for (const name of process.argv.slice(2))
  try {
    const path = name.replace(/^HOME/, homedir()).replace(/^TEMP/, tmpdir());
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "written", { flag: "a" });
    console.log("written " + name);
  } catch {}
console.log("tried");
`;
const SERVES = `import { createServer } from "node:http";
const listen = (at) => new Promise((done, fail) => {
  const server = createServer((_, answer) => answer.end("served"));
  server.on("error", fail).listen(at, () => done(server));
});
const tcp = await listen(0);
console.log(await (await fetch("http://localhost:" + tcp.address().port)).text());
const unix = await listen(process.env.TMPDIR + "/a.sock");
console.log("unix");
tcp.close();
unix.close();
`;
const FILES: Files = {
  ...DEFAULT_FILES,
  ...WITH_TASKFILE,
  ".gitignore": "node_modules\n",
  "package.json":
    '{ "name": "greeter", "private": true, "type": "module", "dependencies": { "ms": "2.1.3" } }\n',
  "package-lock.json": `${JSON.stringify({ name: "greeter", lockfileVersion: 3, requires: true, packages: { "": { name: "greeter", dependencies: { ms: "2.1.3" } }, "node_modules/ms": { version: "2.1.3" } } }, null, 2)}\n`,
  "tools/writes.mjs": WRITES,
  "tools/serves.mjs": SERVES,
};

/** What a commit is answered with. */
const ONLY_LOOKS = "Denied by multi-ai: Only look with git here";

type At = { project: string; home: string };

/** A command, the input of Bash, or a call made of what was printed before. */
type Line = string | object | ((printed: string[]) => { name: string; input: object });

/** An implementer that runs commands, one a call, and what each has printed. */
function commanded(lines: Line[]): { worker: Worker; printed: string[] } {
  const printed: string[] = [];
  let asked = 0;
  const worker: Worker = (brief, turn) => {
    if (!brief.writes.endsWith("impl-result.json")) return honest()(brief);
    if (asked > 0 && asked <= lines.length && printed.length < asked)
      printed.push(turn.toolResults.map(({ text }) => text).join("\n"));
    const line = lines[asked++];
    if (typeof line === "function") return { calls: [line(printed)] };
    const input = typeof line === "string" ? { command: line } : line;
    return input === undefined
      ? honest()(brief)
      : { calls: [{ name: "Bash", input: { ...input, description: "Try it" } }] };
  };
  return { worker, printed };
}

/** Carries a run on whose implementer runs commands; returns what each has printed. */
async function fenced(version: HostVersion, commands: (at: At) => Line[], home = tempDir()) {
  const project = makeProject({ files: FILES, beside: VISIBLE });
  const { worker, printed } = commanded(commands({ project, home }));
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const { env } = makeSandbox({ fence: true, version, project, model, home });
  const words = ["run", "--claude", claudePath(version), "multi-ai", "Say goodbye", "--auto"];
  return { home, model, printed, ...(await started(project, env, words).end), ...left(project) };
}

/** The same in a session, in whose settings the fence stands. */
async function fencedSession(
  version: HostVersion,
  prompt: string,
  commands: (at: At) => (string | object)[],
) {
  const project = makeProject({ files: FILES, beside: VISIBLE });
  const home = tempDir("multi-ai-home-", VISIBLE);
  const { worker, printed } = commanded(commands({ project, home }));
  // The folder for temporary files as the session has it.
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: join(home, "tmp") };
  putFence(project, sessionSettings(project)!, sessionFence(findProject(project), env));
  return {
    home,
    printed,
    ...(await play({ version, prompt, project, home, worker, fence: true })),
  };
}

describe.each(HOST_VERSIONS)("in the %s host", (version) => {
  const inFence = needing("bubblewrap", "socat");
  inFence(
    "no command writes the record, the home, what git and the host run, and the run is complete all the same",
    async () => {
      const paths = ({ project, home }: { project: string; home: string }) => [
        ...["events.jsonl", "plan-refined.json", "new.json"].map((name) =>
          join(project, ".task", name),
        ),
        ...[".bashrc", "new.txt", ".claude/settings.json", ".npmrc", ".cache/other/a"].map((name) =>
          join(home, name),
        ),
        ...[".claude/plugins/data/multi-ai-x/outside/a"].map((name) => join(home, name)),
        ...["modules/x/config", "worktrees/x/config.worktree", "config.worktree"].map((n) =>
          join(project, ".git", n),
        ),
        ...[
          ".git/commondir",
          ".git/config",
          ".git/hooks/pre-commit",
          ".claude/settings.json",
          ".claude/multi-ai.json",
          ".mcp.json",
        ].map((n) => join(project, n)),
      ];
      const { printed, code, err, state, events, project } = await fenced(version, (at) => [
        `node tools/writes.mjs ${paths(at).join(" ")}`,
        "rm .git/commondir; mv .git moved",
        "curl -sS --max-time 5 https://example.invalid",
      ]);
      expect(printed[0]!.trim()).toBe("tried");
      expect(printed[1]!.match(/Device or resource busy/g)).toHaveLength(2);
      expect(printed[2]).toContain("403");
      expect([code, err, state.status]).toEqual([0, "", "complete"]);
      expect(ofType(events, "asked")).toEqual([]);
      expect(git(project, "status", "--porcelain")).not.toContain(".bashrc");
      expect(existsSync(join(project, ".git/commondir"))).toBe(false);
    },
  );

  inFence(
    "what honest work needs passes: servers, sockets, temporary files, caches, packages, looks with git",
    async () => {
      const home = mkdtempSync("/var/tmp/multi-ai-home-");
      onCleanup(() => rmSync(home, { recursive: true, force: true }));
      const commands = [
        "node tools/serves.mjs",
        "node tools/writes.mjs TEMP/a.txt /tmp/multi-ai-fence-by-name HOME/.cache/tool/a HOME/.cache/node-gyp/a HOME/.npm/a; rm -f /tmp/multi-ai-fence-by-name",
        "npm ci --no-audit --no-fund; ls node_modules",
        "git add -A && git commit -qm Work --allow-empty",
        "git status --porcelain && git diff HEAD && git worktree list",
        "sh tools/task test; sh tools/task test",
      ];
      const { printed, code, err, state } = await fenced(version, () => commands, home);
      expect(printed[0]).toContain("served\nunix");
      expect(printed[1]!.match(/^written \S+/gm)?.join(" ")).toBe(
        "written TEMP/a.txt written /tmp/multi-ai-fence-by-name written HOME/.cache/node-gyp/a written HOME/.npm/a",
      );
      expect(printed[2]).toMatch(/^ms$/m);
      expect(printed[3]).toContain(ONLY_LOOKS);
      expect(printed[4]).toMatch(/project +[0-9a-f]{7,} \[main\]/);
      expect(printed[5]).toMatch(/^ran in \/.*\ntask: Task "test" is up to date/);
      expect([code, err, state.status]).toEqual([0, "", "complete"]);
    },
  );

  inFence(
    "ordinary shell needs no permission and stays in the fence; what the person and the rules refuse stays refused",
    async () => {
      const home = tempDir("multi-ai-home-", VISIBLE);
      const permissions = { deny: ["Bash(shuf:*)"], ask: ["Bash(nl:*)"] };
      writeFiles(home, { ".claude/settings.json": JSON.stringify({ permissions }) });
      const passes: Line[] = [
        'for f in src/*; do wc -l "$f"; done',
        'out=$(node -p "6*7"); [ "$out" = "42" ] && echo "got $out"; echo "exit=$?"',
        "find . -name package.json -not -path './node_modules/*' -exec wc -l {} +",
        "printf '1\\n2\\n' | awk '{ s += $1 } END { print s \" in all\" }'",
        'cat > "$TMPDIR/dep.sh" <<\'EOF\'\nset -e\necho from a script\nEOF\nsh "$TMPDIR/dep.sh"; echo "$TMPDIR"',
        (printed) => ({
          name: "Write",
          input: {
            file_path: join(printed[4]!.trim().split("\n").at(-1)!, "x.txt"),
            content: "written by Write\n",
          },
        }),
        'cat "$TMPDIR/x.txt"',
      ];
      const { printed, code, err, state } = await fenced(
        version,
        () => [
          ...passes,
          `d=${home}; for f in "$d/.bashrc" "$d/new"; do echo x > "$f"; done; echo "exit=$?"`,
          "git push origin main",
          "echo x > .task/new.json",
          "multi-ai decide A",
          "shuf package.json",
          "nl package.json",
        ],
        home,
      );
      const expected = [
        /src\//,
        /got 42\nexit=0/,
        /package\.json/,
        /3 in all/,
        /from a script/,
        /x\.txt/,
        /written by Write/,
      ];
      expected.forEach((one, index) => {
        expect(printed[index]).toMatch(one);
      });
      expect(printed[7]!.toLowerCase()).toContain("read-only file system");
      expect(existsSync(join(home, "new"))).toBe(false);
      const refused = [
        /sends the project's work/,
        /no command touches .task/,
        /person's to decide/,
        /shuf .*denied/,
        /permission/,
      ];
      refused.forEach((one, index) => {
        expect(printed[8 + index]).toMatch(one);
      });
      expect([code, err, state.status]).toEqual([0, "", "complete"]);
    },
  );

  inFence(
    "a command that still runs when the agent ends is no change of the project, and leaves nothing there",
    async () => {
      const { code, err, state, events, project } = await fenced(version, () => [
        "timeout 15 tail -f package.json >/dev/null 2>&1 &",
        "ls -A",
      ]);
      expect([code, err, state.status]).toEqual([0, "", "complete"]);
      expect(ofType(events, "dispatched").filter(({ task }) => task === "T6")).toHaveLength(1);
      expect(git(project, "status", "--porcelain")).not.toMatch(/bashrc|gitmodules|claude/);
    },
  );

  inFence(
    "in a session no command of an agent writes them either, nor leaves the fence, and honest work passes",
    async () => {
      const paths = ({ project, home }: At) =>
        [
          ...[
            ".task/events.jsonl",
            ".task/history/a",
            ".git/config",
            ".git/hooks/pre-commit",
            ".git/config.worktree",
          ],
          ...[
            ".claude/settings.json",
            ".claude/settings.local.json",
            ".claude/multi-ai.json",
            ".mcp.json",
          ],
          ...[".bashrc", ".claude/settings.json"].map((name) => join(home, name)),
          ...[".claude/plugins/data/multi-ai-x/outside/a"].map((name) => join(home, name)),
        ].map((name) => join(name.startsWith("/") ? "" : project, name));
      const { printed, run, state, events, project } = await fencedSession(
        version,
        "/multi-ai --auto Say goodbye",
        (at) => [
          `node tools/writes.mjs ${paths(at).join(" ")}`,
          { command: "node tools/writes.mjs HOME/out.txt", dangerouslyDisableSandbox: true },
          "curl -sS --max-time 5 https://example.invalid",
          "node tools/serves.mjs",
          "node tools/writes.mjs TEMP/a.txt HOME/.npm/a; npm ci --no-audit --no-fund; ls node_modules",
          "git add -A && git commit -qm Work --allow-empty",
          "timeout 60 tail -f package.json >/dev/null 2>&1 &",
        ],
      );
      expect(printed[0]!.trim()).toBe("tried");
      expect(printed[1]).toContain("stay in the sandbox");
      expect(printed[2]).toMatch(/40[37]|50\d/);
      expect(printed[3]).toContain("served\nunix");
      expect(printed[4]).toMatch(/written TEMP\/a.txt\nwritten HOME\/.npm\/a[\s\S]*^ms$/m);
      expect(printed[5]).toContain(ONLY_LOOKS);
      expect([run.exitCode, state.status]).toEqual([0, "complete"]);
      expect(ofType(events, "asked")).toEqual([]);
      expect(ofType(events, "noticed")).toEqual([]);
      expect(git(project, "log", "--format=%s")).not.toContain("Work");
      expect(git(project, "status", "--porcelain")).not.toMatch(/bashrc|gitmodules|claude/);
    },
  );

  inFence("a quick run in a fenced session is complete", async () => {
    const prompt = "/multi-ai --quick --auto Say goodbye";
    const { printed, run, state } = await fencedSession(version, prompt, () => [
      "npm ci --no-audit --no-fund",
      "ls -A",
    ]);
    expect([run.exitCode, state.status, printed.length]).toEqual([0, "complete", 2]);
  });
});
