// @bun
import {
  readCommandLine
} from "./s2.js";

// src/workflows/own-commands.ts
var SCRIPT = /^(?:test|tests|unit|integration|e2e|spec|build|compile|bundle|lint|check|checks|typecheck|type|types|tsc|coverage|cover|format|fmt|verify|validate|ci|vet|all)$/i;
var FAR = /^(?:deploy|deployment|publish|release|ship|push|upload|install|uninstall|login|migrate|migration|seed|drop|reset|destroy|purge|prod|production|staging|sync|apply)$/i;
var isFar = (name) => name.split(/[:._-]+/).some((part) => FAR.test(part));
function isScript(name) {
  if (!/^\w[\w:.-]*$/.test(name))
    return false;
  const parts = name.split(/[:._-]+/).filter((part) => part !== "");
  return parts.length > 0 && SCRIPT.test(parts[0]) && !isFar(name);
}
var VENV = String.raw`(?:(?:\./)?(?:\.venv|venv|env)/bin/)?`;
var PYTHON = String.raw`(?:/usr/bin/|/usr/local/bin/|${VENV})python(?:3(?:\.\d+)?)?`;
var BIN = String.raw`(?:npx (?:--no |--no-install )?|bunx --no-install |pnpm exec |yarn |(?:\./)?node_modules/\.bin/)?`;
var VENDOR = String.raw`(?:(?:\./)?vendor/bin/)?`;
var GOALS = /^(?::?[\w-]+:)*(?:clean|build|assemble|compile\w*|classes|testClasses|check|verify|package|lint\w*|detekt|\w*[tT]est|\w*Check)$/;
var TARGETS = /^(?:[\w-]+:)*(?:test|tests|spec|check|lint|rubocop|build|compile)(?::[\w-]+)*$/;
var RUBY = /^(?:-[eEpfrRIg].*|--(?:execute.*|environment|rakefile|require|rakelib|rakelibdir|libdir|system))$/;
var GLUED_INI = /^-o/;
var NO_WORDS = /^(?!)/;
var FORMS = [
  {
    begins: /^(?:node|\/usr\/bin\/node) --test$/,
    not: /^(?:-e|--eval|-p|-pe|--print|-i|--experimental-loader|--run)$/
  },
  { begins: /^node --check$/, not: /^(?:-e|--eval|-p|-pe|--print|-i|--run)$/ },
  { begins: /^(?:bun|deno) test$/ },
  { begins: /^deno (?:check|lint)$/ },
  { begins: /^bun build$/, not: /^--compile/ },
  {
    begins: new RegExp(`^${BIN}(?:tsc|vitest run|jest|mocha|ava|tap|eslint|biome (?:check|lint|ci)|prettier --check)$`),
    not: /^--init$/
  },
  { begins: new RegExp(`^(?:(?:uv|poetry|pipenv|pdm|hatch) run )?${VENV}(?:pytest|mypy|ruff check)$`), not: GLUED_INI },
  {
    begins: new RegExp(`^(?:(?:uv|poetry|pipenv|pdm|hatch) run )?${PYTHON} -m (?:pytest|unittest|mypy|compileall|py_compile)$`),
    not: GLUED_INI
  },
  { begins: /^(?:tox|nox)$/, words: NO_WORDS, not: /^(?:-[xfs].*|--override|--sessions?|--noxfile|--force-dep)$/ },
  { begins: /^go (?:test|vet|build)$/ },
  { begins: /^cargo (?:test|nextest run|build|check|clippy|fmt --check)$/, not: /^(?:--config|--fix|-Z)$/ },
  { begins: /^dotnet (?:test|build)$/, not: /^--?(?:p|property|t|target)(?::.*)?$/i },
  { begins: /^mix (?:test|compile)$/ },
  { begins: /^swift (?:test|build)$/ },
  {
    begins: /^ctest$/,
    not: /^(?:-[SDTMA].*|--script.*|--build-.*|--test-command|--dashboard|--extra-submit|--add-notes)$/
  },
  { begins: /^(?:bundle exec )?(?:bin\/)?rspec$/ },
  { begins: /^(?:bundle exec )?rubocop$/ },
  { begins: /^(?:bundle exec )?(?:bin\/)?(?:rake|rails) test$/, words: /[./]/, not: RUBY },
  { begins: /^(?:bundle exec )?rake$/, words: TARGETS, not: RUBY },
  { begins: new RegExp(`^(?:php )?${VENDOR}(?:phpunit|pest|phpstan analyse)$`) },
  { begins: /^php -l$/ },
  {
    begins: /^(?:(?:\.\/)?gradlew|gradle|(?:\.\/)?mvnw|mvn)$/,
    words: GOALS,
    not: /^(?:-(?:s|gs|f|b)|-[sfbI][./\w]*\.\w+|-I|--(?:global-)?settings|--file|--build-file|--init-script|-DargLine|-Djvm|-Dorg\.gradle\.jvmargs)$/
  },
  { begins: /^test$/ },
  { begins: /^grep -[a-zA-Z]*q[a-zA-Z]*$/ }
];
var NEVER = /^--?(?:exec|toolexec|vettool|basetemp|o|outfile|output-?file|test-runner-path|runner|reporter-outfile|preload-from|script-shell|node-options|registry|prefix|pastebin|override-ini|out|install-types|extld|ldflags|overlay)$/i;
var LEADS_OUT = /(?:^|=)[/~]|^\{|(?:^|[/\\])\.\.(?:[/\\]|$)|:\/\/|^(?:data|javascript|node|file|blob|npm|jsr|https?):|[\n\0]/;
var GLUED_OUT = /^-[A-Za-z](?:[/~]|\.\.\/)/;
var PACKAGES = /^(?:npm|pnpm|yarn|bun|composer)$/;
var WITH_VALUE = /^(?:-w|--workspace|--filter|-F|-C|--cwd|--dir)$/;
var ALONE = /^(?:-s|--silent|-r|--recursive|-ws|--workspaces|--if-present|--workspace=.+|--filter=.+|--cwd=.+)$/;
function runsScript(words) {
  let script = null;
  let isRun = false;
  for (let at = 1;at < words.length; at++) {
    const word = words[at];
    if (word === "--")
      break;
    if (WITH_VALUE.test(word))
      at++;
    else if (ALONE.test(word))
      continue;
    else if (script !== null && !word.startsWith("-"))
      continue;
    else if (/^(?:run|run-script)$/.test(word) && !isRun && script === null)
      isRun = true;
    else if (word.startsWith("-"))
      return false;
    else
      script = word;
  }
  if (script === "t" && !isRun)
    return true;
  if (script === null || !isScript(script))
    return false;
  return isRun || script === "test" || words[0] !== "npm" && /^(?:lint|check|build|typecheck)$/.test(script);
}
var optionOf = (word) => word.split("=", 1)[0];
var givenTo = (word) => word.startsWith("-") ? word.slice(optionOf(word).length + 1) : word;
function fits({ begins, words: wanted, not }, words) {
  for (let count = Math.min(5, words.length);count > 0; count--) {
    if (!begins.test(words.slice(0, count).join(" ")))
      continue;
    const rest = words.slice(count);
    if ((wanted === GOALS || wanted === TARGETS) && !rest.some((word) => wanted.test(word)))
      return false;
    return rest.every((word, at) => {
      const isOption = word.startsWith("-");
      if (isOption)
        return !(not?.test(optionOf(word)) ?? false);
      const before = rest[at - 1];
      const isValue = before?.startsWith("-") === true && !before.includes("=");
      if (wanted === undefined || wanted.test(word))
        return true;
      return isValue && /^(?:--tests?|-e|-p|-pl|-P|-D)$/.test(before) && !isFar(word);
    });
  }
  return false;
}
function isOwnCommand(command) {
  const read = readCommandLine(command.trim());
  if (read.shell)
    return false;
  const [program = "", ...rest] = read.words;
  if (rest.some((word) => word.startsWith("-") && NEVER.test(optionOf(word))))
    return false;
  if (rest.some((word) => LEADS_OUT.test(givenTo(word)) || GLUED_OUT.test(word)))
    return false;
  if (program === "make")
    return rest.length > 0 && rest.every(isScript);
  return PACKAGES.test(program) && runsScript(read.words) || FORMS.some((form) => fits(form, read.words));
}

export { isOwnCommand };
