// @bun
// src/command-line.ts
var PART = /([ \t]+)|'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+|!(?=[ \t]))/y;
var SHELLS_OWN = /^(?:!|[A-Za-z_]\w*=)/;
var SHELLS = /^(?:.*\/)?(?:sh|bash|dash|ash|zsh|ksh|fish|busybox)$/;
var RUNNERS = /^(?:.*\/)?(?:npm|npx|pnpm|pnpx|yarn|bunx)$/;
function handsToShell(words) {
  const at = (fits, isFlag) => words.slice(words.findIndex((word) => fits.test(word)) + 1 || words.length).some(isFlag);
  return at(SHELLS, (word) => /^-[a-z]+$/i.test(word) && /c/i.test(word)) || at(/^(?:.*\/)?env$/, (word) => /^(?:-[a-z0]*S|--split-string)/.test(word)) || at(RUNNERS, (word) => /^(?:-c|--call|--shell-mode)(?:=|$)/.test(word)) || /^(?:eval|source|\.)$/.test(words[0] ?? "");
}
function readCommandLine(line) {
  const words = [];
  let word = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < line.length) {
    const part = PART.exec(line);
    if (part === null)
      return { shell: true, line };
    const [, blank, single, double, plain] = part;
    if (blank !== undefined) {
      if (word !== null)
        words.push(word);
      word = null;
    } else
      word = (word ?? "") + (single ?? double ?? plain ?? "");
  }
  if (word !== null)
    words.push(word);
  const needs = words.length === 0 || SHELLS_OWN.test(words[0]) || handsToShell(words);
  return needs ? { shell: true, line } : { shell: false, words };
}
var needsShell = (line) => readCommandLine(line).shell;
var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u27E8]|(?! )\p{Zs}/gu;
var BLANKS = /^ +| +$| {3,}/g;
var named = (char) => `\u27E8U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27E9`;
var visible = (command) => command.replace(HIDDEN, named).replace(BLANKS, (blanks) => `\u27E8${blanks.length} blank${blanks.length === 1 ? "" : "s"}\u27E9`);
var linesOf2 = (text) => [
  ...new Set(text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== ""))
];
var MAX_COMMAND = 300;
var MAX_COMMANDS = 8;
function commandsProblem(lines) {
  const long = lines.find((one) => one.length > MAX_COMMAND);
  if (long !== undefined)
    return `a command has at most ${MAX_COMMAND} characters, not ${long.length}: ${visible(long.slice(0, 60))}\u2026; put it into a script`;
  return lines.length > MAX_COMMANDS ? `at most ${MAX_COMMANDS} commands, not ${lines.length}` : null;
}
function fitAsCommands(text) {
  const lines = linesOf2(text);
  return commandsProblem(lines) === null && fitting(lines, "alone").length === lines.length;
}
var TOOLS = [
  "(?:npm|pnpm|yarn|bun) (?:test|t|lint|(?:run|run-script|exec|x) \\S+)",
  "(?:npx|bunx|pnpx) \\S+(?: run)?",
  "(?:sh|bash|node|bun|python3?|py|ruby|php) \\S+\\.\\w+",
  "node --test|deno (?:test|lint|check|task \\S+)",
  "(?:python3?|py) -m \\S+|pytest|tox|nox|mypy|ruff check|(?:uv|poetry|pipenv|hatch|pdm) run \\S+",
  "go (?:test|vet)|cargo (?:test|nextest|clippy|check)",
  "(?:bundle exec )?(?:rspec|rubocop|rake \\S+)|composer (?:run )?test|php artisan test|phpunit|(?:\\./)?vendor/bin/\\S+",
  "(?:mvn|gradle|\\./(?:mvnw|gradlew)) \\S+|(?:dotnet|mix|swift|dart|flutter|sbt|lein|stack|cabal) test|ctest|make (?:test|check|lint)\\S*",
  "eslint|tsc|biome (?:check|lint)|\\./\\S+"
];
var TOOL = new RegExp(`^(?:${TOOLS.join("|")})(?= |$)`);
var ARGUMENT = /^-|[./:=*@\d]|^(?:tests?|spec|src|all)$/;
var PREFIX_WORD = /^\p{L}+ ?: ?/u;
function isPlainCall(call) {
  const [tool] = TOOL.exec(call) ?? [];
  const words = call.slice(tool?.length).split(" ").slice(1);
  return tool !== undefined && words.every((word, at) => ARGUMENT.test(word) || words[at - 1]?.startsWith("-"));
}
var isPlainlyCommands = (text) => linesOf2(text).length > 0 && linesOf2(text).every((line) => line.replaceAll(/\s+/g, " ").replace(PREFIX_WORD, "").split(/ ?(?:&&|\|\||;|\|) ?/).every(isPlainCall));
var ROW = 72;
var PREFIX = 20;
var WIDE = 4352;
function rowsOf(command) {
  let columns = PREFIX;
  for (const char of visible(command))
    columns += char.codePointAt(0) < WIDE ? 1 : 2;
  return Math.ceil(columns / ROW);
}
var ROWS = { beside: 6, alone: 14 };
function fitting(commands, where) {
  let room = ROWS[where];
  const end = commands.findIndex((one) => {
    room -= rowsOf(one);
    return room < 0;
  });
  return commands.slice(0, end < 0 ? commands.length : Math.max(1, end));
}
var fitBeside = (commands) => commands.reduce((rows, one) => rows + rowsOf(one), 0) <= ROWS.beside;

export { readCommandLine, needsShell, visible, linesOf2, MAX_COMMAND, MAX_COMMANDS, commandsProblem, fitAsCommands, isPlainlyCommands, fitting, fitBeside };
