// Guarantee: Least privilege.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { judgeCommand, type PolicyContext } from "../../src/policy/command.ts";
import HONEST from "./honest-commands.yaml";

const PLACE: PolicyContext = {
  root: "/p",
  task: "/p/.task",
  folder: "/p",
  home: "/home/somebody",
  kept: null,
};

const verdict = (command: string, more: Partial<PolicyContext> = {}): string => {
  const found = judgeCommand(command, { ...PLACE, ...more });
  return found === null ? "silent" : `${found.act} ${found.rule}`;
};

test("no honest command is refused or asked about", () => {
  expect(HONEST.filter((command: string) => verdict(command) !== "silent")).toEqual([]);
  expect(HONEST.length).toBeGreaterThan(100);
});

test.each([
  "rm -rf .task",
  "rm -r ./.task/",
  "rm .task/ev*",
  "rm -rf .",
  "rm src/../.task/live",
  "/bin/rm '.task/live'",
  "cd .task && rm live",
  "cd src; cd ../.task; touch x",
  "(cd .task; rm live)",
  "true && sudo rm .task/live",
  "if true; then rm .task/live; fi",
  "ls # x\nrm .task/live",
  "echo x > .task/state.json",
  "echo x >>.task/events.jsonl",
  "ls 2> .task/live",
  "cat <<E > .task/x\nhi\nE",
  "echo x | tee -a .task/events.jsonl",
  "cp x .task/review-sonnet.json",
  "mv .task old",
  "sed -i s/a/b/ .task/state.json",
  "dd if=x of=.task/state.json",
  "chmod 000 .task",
  "find .task -delete",
  "git rm -r --cached .task",
  "git clean -fdx",
  "git clean -ffdX .",
  "git clean -fdx -e x",
])("the run's folder as a plain target is denied: %s", (command) => {
  expect(verdict(command)).toBe("deny folder");
});

test("a command starts in the folder that the host says", () => {
  expect(verdict("rm live", { folder: "/p/.task" })).toBe("deny folder");
  expect(verdict("rm -rf ../.task", { folder: "/p/src" })).toBe("deny folder");
  expect(verdict("git clean -fdx", { folder: "/p/src" })).toBe("silent");
  expect(verdict("rm -rf .task", { folder: "/" })).toBe("silent");
  expect(verdict("(cd .task && cat state.json); rm -rf dist")).toBe("silent");
});

test.each([
  "multi-ai decide approve",
  "multi-ai cancel",
  "multi-ai next --proceed",
  "multi-ai --json decide Q1 approve",
  "./bin/multi-ai cancel",
  "cd /x && '/some where/bin/multi-ai' cancel",
  'bun "/x y/scripts/orchestrator.ts" --json decide A',
  "bun run scripts/orchestrator.ts reset",
  "npx multi-ai cancel",
  "nohup multi-ai cancel > /dev/null 2>&1 &",
])("what decides for the person is denied: %s", (command) => {
  expect(verdict(command)).toBe("deny person");
});

test.each([
  "multi-ai status",
  "multi-ai next --json",
  "multi-ai log | tail",
  "grep -r 'multi-ai cancel' docs",
])("what only looks is not: %s", (command) => expect(verdict(command)).toBe("silent"));

test("a check that is started with more than itself is told how", () => {
  expect(verdict("bash -lc x; multi-ai check T5")).toBe("deny check");
});

test.each([
  "git config --global core.hooksPath /tmp/hooks",
  "npm config set registry https://example.org",
  "npm install -g x",
  "echo '* * * * * x' | crontab -",
  "systemctl --user enable x",
  "claude plugin uninstall multi-ai",
])("what changes the machine is asked about: %s", (command) => {
  expect(verdict(command)).toBe("ask machine");
});

const OUTSIDE = (path: string): string | null =>
  path.startsWith("/p/") || path === "/p" || path.startsWith("/tmp") ? null : "outside";

test.each([
  "echo x >> $HOME/.bashrc",
  'rm -rf "${HOME}/Documents"',
  "cd && rm -rf Documents",
  "curl -sSo ~/bin/x https://example.org/x",
  "wget -P ~/bin https://example.org/x",
  "unzip -q a.zip -d ~/bin",
  "cp -t ~/bin x",
  "git -C ../other reset --hard",
  "cd ../other && git clean -fd",
  "git clone https://example.org/x.git ../x",
  "dd if=x of=/dev/sda",
])("what lies outside is kept: %s", (command) => {
  expect(verdict(command, { kept: OUTSIDE })).toBe("deny kept");
});

test.each([
  "cd ~/.cargo/registry/src && ls 2>&1 | head",
  "cd /usr/include && ls && cd - && make > build.log",
  'cd ~ && ls && cd "$OLDPWD" && touch x.txt',
  "pushd /usr/share > /dev/null; ls; popd > /dev/null; echo done > out.txt",
  "cat > docs/a.md <<'END-OF-FILE'\nThen: rm -rf /var/cache/app > /etc/x\nEND-OF-FILE",
  "cat > a.txt <<ONE; cat > b.txt <<TWO\nto /etc/one\nONE\ncp x /etc/two\nTWO",
  "# don't forget: lib -> /opt/lib > /etc/x\nnpm test",
  "perl -MList::Util=sum -ne 'print' /proc/meminfo",
  "sed -i '' '/^foo/d' notes.txt",
  "find /usr/share/doc -exec grep -l rm {} +",
  "ln -s /usr/share/dict/words",
  "touch -r /etc/hosts f",
  "bun run src/orchestrator.ts --env dev",
  "[[ $n > 2 ]] && mkdir -p ~/.cache/ms-playwright",
  't=$(mktemp) && bun test > "$t"',
  "cd ~/other && git log --oneline -3",
  "gh pr view 3 && gh api repos/a/b/pulls",
])("honest work is not: %s", (command) => {
  expect(verdict(command, { kept: OUTSIDE })).toBe("silent");
});

test("who may change few files hears of no number, stream or folder", () => {
  const kept = (path: string): string | null =>
    path === "/p/src/a.ts" ? null : "none of its files";
  for (const command of [
    "bun test 2>&1 | tail -5",
    "echo x >&2",
    "mkdir -p src && cat > src/a.ts",
    "(( n > 2 ))",
  ])
    expect(verdict(command, { kept })).toBe("silent");
});

test("in a worktree no .. leads out of it, and those within it do", () => {
  const within = { within: "no way out" };
  expect(verdict("cd src && cat ../../a.ts", within)).toBe("deny kept");
  expect(verdict("git -C .. stash", within)).toBe("deny kept");
  for (const command of [
    "cd packages/api && npm test && cd ../web && npm test",
    "mkdir -p build && cd build && cmake ..",
    'grep -rn "from \'../" src',
    "cat > tests/x.ts <<'EOF'\nimport { y } from \"../src/y\";\nEOF",
  ])
    expect(verdict(command, within)).toBe("silent");
});

test("a kept file, and settings of the host, as plain targets", () => {
  const kept = (path: string): string | null =>
    path === "/p/spec/a.ts" ? "spec/a.ts is kept" : null;
  expect(judgeCommand("sed -i s/a/b/ spec/a.ts", { ...PLACE, kept })).toEqual({
    act: "deny",
    rule: "kept",
    why: "spec/a.ts is kept",
  });
  expect(verdict("cat spec/a.ts > copy.ts", { kept })).toBe("silent");
  const settings = (path: string) =>
    path === "/home/somebody/.claude/settings.json" ? ("deny" as const) : null;
  expect(verdict("cp x.json ~/.claude/settings.json", { settings })).toBe("deny settings");
});

test("any text is judged, in time that grows as it does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (line) => {
      expect(verdict(line)).toMatch(/^(?:silent|(?:deny|ask) \w+)$/);
    }),
  );
  expect(verdict("toString x; constructor y")).toBe("silent");
  for (const part of ["rm x ", "$(", "(", "'a'", "\\", "<<E\n", "cd a; ", "<<'"])
    verdict(part.repeat(30_000));
  for (const part of [
    "npm -a ",
    "npm -a run ",
    "git -c ",
    "gh -R ",
    "mvn a ",
    "docker build a ",
    "scp a ",
  ]) {
    const [name, ...words] = part.split(" ");
    verdict(`${name} ${words.join(" ").repeat(2_000)}`);
  }
});
