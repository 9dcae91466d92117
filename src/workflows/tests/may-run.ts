import { readCommandLine } from "../../command-line.ts";
import type { Run } from "../../engine/run.ts";
import { given, someOf } from "../../text.ts";

/**
 * Commands that build a project, look at it or run its tests, and nothing else: what they do is
 * written down in the project. Judged by words, without a shell: a program by its name, what it is
 * asked to do, and where that leads. Pure.
 */

/** How the words after a program's own are read. */
type Form = {
  /** The words of the program and what it is asked to do, with one blank between them. */
  begins: RegExp;
  /**
   * What the other words that are no option, and no option's value, have to be; anything in the
   * project unless said otherwise.
   */
  words?: RegExp;
  /** Options that this program may not be given, beside those of all. */
  not?: RegExp;
};

const SCRIPT =
  /^(?:test|tests|unit|integration|e2e|spec|build|compile|bundle|lint|check|checks|typecheck|type|types|tsc|coverage|cover|format|fmt|verify|validate|ci|vet|all)$/i;
/** A part of a script's name that says that it reaches farther than the project. */
const FAR =
  /^(?:deploy|deployment|publish|release|ship|push|upload|install|uninstall|login|migrate|migration|seed|drop|reset|destroy|purge|prod|production|staging|sync|apply)$/i;

const isFar = (name: string): boolean => name.split(/[:._-]+/).some((part) => FAR.test(part));

/** Whether a script or target does, by its name, no more than build, check or test. */
function isScript(name: string): boolean {
  // `make -fmt` is an option, and `make test.x:=$(shell …)` runs a program.
  if (!/^\w[\w:.-]*$/.test(name)) return false;
  const parts = name.split(/[:._-]+/).filter((part) => part !== "");
  return parts.length > 0 && SCRIPT.test(parts[0]!) && !isFar(name);
}

/** `.venv/bin/` and the like, where an environment of the project has its programs. */
const VENV = String.raw`(?:(?:\./)?(?:\.venv|venv|env)/bin/)?`;
const IN_VENV = "(?:(?:uv|poetry|pipenv|pdm|hatch) run )?";
const PYTHON = String.raw`(?:/usr/bin/|/usr/local/bin/|${VENV})python(?:3(?:\.\d+)?)?`;
/** `npx` is kept from bringing packages in where it is started; `bunx` has to be told here. */
const BIN = String.raw`(?:npx (?:--no |--no-install )?|bunx --no-install |pnpm exec |yarn |(?:\./)?node_modules/\.bin/)?`;
const VENDOR = String.raw`(?:(?:\./)?vendor/bin/)?`;
/** What a build tool may be asked for. */
const GOALS =
  /^(?::?[\w-]+:)*(?:clean|build|assemble|compile\w*|classes|testClasses|check|verify|package|lint\w*|detekt|\w*[tT]est|\w*Check)$/;
const TARGETS = /^(?:[\w-]+:)*(?:test|tests|spec|check|lint|rubocop|build|compile)(?::[\w-]+)*$/;
/** Ruby that stands in the command itself, and files of tasks. */
const RUBY =
  /^(?:-[eEpfrRIg].*|--(?:execute.*|environment|rakefile|require|rakelib|rakelibdir|libdir|system))$/;
/** A setting of pytest's, and with it any option, right after its letter. */
const GLUED_INI = /^-o/;
const NO_WORDS = /^(?!)/;

const FORMS: Form[] = [
  {
    begins: /^(?:(?:\/usr\/bin\/)?node --test|node --check)$/,
    not: /^(?:-e|--eval|-p|-pe|--print|-i|--experimental-loader|--run)$/,
  },
  { begins: /^(?:bun|deno) test$/ },
  { begins: /^deno (?:check|lint|task (?:test|check|lint|build))$/ },
  { begins: /^bun build$/, not: /^--compile/ },
  {
    begins: new RegExp(
      `^${BIN}(?:tsc|vitest run|jest|mocha|ava|tap|eslint|biome (?:check|lint|ci)|prettier --check)$`,
    ),
    not: /^--init$/,
  },
  // One task in many packages.
  { begins: new RegExp(`^${BIN}(?:turbo(?: run)?|lerna run)$`), words: TARGETS },
  {
    begins: new RegExp(
      `^${BIN}nx (?:test|lint|build|typecheck|run [\\w@/-]+:(?:test|lint|build|typecheck))$`,
    ),
  },
  {
    begins: new RegExp(`^${BIN}nx (?:run-many|affected) (?:-t|--targets?)$`),
    words: TARGETS,
    not: /^(?:-t|--targets?|-c|--configuration)$/,
  },
  { begins: new RegExp(`^${IN_VENV}${VENV}(?:pytest|mypy|ruff check)$`), not: GLUED_INI },
  {
    begins: new RegExp(`^${IN_VENV}${PYTHON} -m (?:pytest|unittest|mypy|compileall|py_compile)$`),
    not: GLUED_INI,
  },
  {
    begins: /^(?:tox|nox)$/,
    words: NO_WORDS,
    not: /^(?:-[xfs].*|--override|--sessions?|--noxfile|--force-dep)$/,
  },
  { begins: /^go (?:test|vet|build)$/ },
  {
    begins: /^cargo (?:test|nextest run|build|check|clippy|fmt --check)$/,
    not: /^(?:--config|--fix|-Z)$/,
  },
  { begins: /^dotnet (?:test|build)$/, not: /^--?(?:p|property|t|target)(?::.*)?$/i },
  { begins: /^mix (?:test|compile)$/ },
  { begins: /^swift (?:test|build)$/ },
  {
    begins: /^ctest$/,
    not: /^(?:-[SDTMA].*|--script.*|--build-.*|--test-command|--dashboard|--extra-submit|--add-notes)$/,
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
    not: /^(?:-(?:s|gs|f|b)|-[sfbI][./\w]*\.\w+|-I|--(?:global-)?settings|--file|--build-file|--init-script|-DargLine|-Djvm|-Dorg\.gradle\.jvmargs)$/,
  },
  // They read, and say what they found by their exit code.
  { begins: /^test$/ },
  { begins: /^grep -[a-zA-Z]*q[a-zA-Z]*$/ },
];

/** Options with which a program starts another one, or writes and deletes where it is told to. */
const NEVER =
  /^--?(?:exec|toolexec|vettool|basetemp|o|outfile|output-?file|test-runner-path|runner|reporter-outfile|preload-from|script-shell|node-options|registry|pastebin|override-ini|out|install-types|extld|ldflags|overlay)$/i;
/** Outside of the project, or of no file at all. */
const LEADS_OUT =
  /(?:^|=)[/~]|^\{|(?:^|[/\\])\.\.(?:[/\\]|$)|:\/\/|^(?:data|javascript|node|file|blob|npm|jsr|https?):|[\n\0]/;
/** The same where a value stands right after its option, as in `-c/etc/x.ini`. */
const GLUED_OUT = /^-[A-Za-z](?:[/~]|\.\.\/)/;

const PACKAGES = /^(?:npm|pnpm|yarn|bun|composer)$/;
/** Options, each with a value, that say in which part of the project a program works. */
const PLACES: Record<string, RegExp> = {
  npm: /^(?:-C|--prefix|-w|--workspace)$/,
  npx: /^(?:--prefix|-w|--workspace)$/,
  pnpm: /^(?:-C|--dir|--prefix|-F|--filter)$/,
  yarn: /^--cwd$/,
  bun: /^(?:--cwd|-F|--filter)$/,
  deno: /^--cwd$/,
  composer: /^(?:-d|--working-dir)$/,
  go: /^-C$/,
  uv: /^(?:--directory|--project|--package)$/,
  poetry: /^(?:-C|--directory)$/,
  make: /^(?:-C|--directory)$/,
};
const YARN_EACH =
  /^(?:workspaces|foreach|-[ARWptvi]+|--(?:all|recursive|worktree|parallel|topological|verbose))$/;
/** Options of package managers without a value after them. */
const ALONE =
  /^(?:-s|--silent|-r|--recursive|-ws|--workspaces|-w|--workspace-root|--include-workspace-root|--if-present)$/;

/** The words of a command without those that only say in which part of the project it works. */
function withoutPlace([program = "", ...rest]: readonly string[]): string[] {
  const places = PLACES[program] ?? NO_WORDS;
  const words = rest.filter((word, at) => {
    const isValue = places.test(rest[at - 1] ?? "") && !word.startsWith("-");
    return !isValue && !places.test(optionOf(word));
  });
  if (program === "yarn" && words[0] === "workspace") words.splice(0, 2);
  const each =
    program === "yarn" && words[0] === "workspaces"
      ? words.findIndex((word) => !YARN_EACH.test(word))
      : 0;
  return [program, ...words.slice(Math.max(0, each))];
}

/**
 * A package manager that runs a script of the project: what stands after the script's name is for
 * the script.
 */
function runsScript(words: readonly string[]): boolean {
  let script: string | null = null;
  let isRun = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") break;
    if (ALONE.test(word)) continue;
    else if (script !== null && !word.startsWith("-")) continue;
    else if (/^(?:run|run-script)$/.test(word) && !isRun && script === null) isRun = true;
    else if (word.startsWith("-")) return false;
    else script = word;
  }
  if (script === "t" && !isRun) return true;
  if (script === null || !isScript(script)) return false;
  // Of these the first word may be a command of the manager, as in `npm ci`: it changes what is
  // installed.
  return (
    isRun ||
    script === "test" ||
    (words[0] !== "npm" && /^(?:lint|check|build|typecheck)$/.test(script))
  );
}

const optionOf = (word: string): string => word.split("=", 1)[0]!;
const givenTo = (word: string): string =>
  word.startsWith("-") ? word.slice(optionOf(word).length + 1) : word;

function fits({ begins, words: wanted, not }: Form, words: readonly string[]): boolean {
  // The longest beginning of up to five words.
  for (let count = Math.min(5, words.length); count > 0; count--) {
    if (!begins.test(words.slice(0, count).join(" "))) continue;
    const rest = words.slice(count);
    // A build tool that is told nothing does what its file says is usual.
    if ((wanted === GOALS || wanted === TARGETS) && !rest.some((word) => wanted.test(word)))
      return false;
    return rest.every((word, at) => {
      const isOption = word.startsWith("-");
      if (isOption) return !(not?.test(optionOf(word)) ?? false);
      const before = rest[at - 1];
      const isValue = before?.startsWith("-") === true && !before.includes("=");
      if (wanted === undefined || wanted.test(word)) return true;
      return (
        isValue &&
        /^(?:--tests?|-e|-p|-pl|-P|-D|--filter|-F|--scope|--projects)$/.test(before) &&
        !isFar(word)
      );
    });
  }
  return false;
}

/**
 * Whether a command is a script of the project or its test runner, and nothing else. In council and
 * phases `--auto` takes no others; the test question of multi-ai takes whatever needs no shell
 * (`assumeTests` in `engine/decisions/outcomes.ts`).
 */
export function isOwnCommand(command: string): boolean {
  const read = readCommandLine(command.trim());
  if (read.shell) return false;
  if (read.words.slice(1).some((word) => LEADS_OUT.test(givenTo(word)) || GLUED_OUT.test(word)))
    return false;
  const words = withoutPlace(read.words);
  const [program = "", ...rest] = words;
  if (rest.some((word) => word.startsWith("-") && NEVER.test(optionOf(word)))) return false;
  if (program === "make") return rest.length > 0 && rest.every(isScript);
  return (PACKAGES.test(program) && runsScript(words)) || FORMS.some((form) => fits(form, words));
}

/**
 * Whether a plan's command may run without a question: the settings name it word for word, or
 * nobody is to be asked and it is the project's own.
 */
export const runsUnasked = ({ settings, auto }: Run, command: string): boolean =>
  (settings.execute?.allow ?? []).includes(command) || (auto && isOwnCommand(command));

/** Why a run with --auto asks about its commands all the same; none where it does not for them. */
export function askReasons(run: Run, commands: readonly string[]): string[] {
  const others = commands.filter((command) => !runsUnasked(run, command));
  const line = `Asked despite --auto: neither a script or test runner of the project nor in execute.allow: ${someOf(others, 3)}`;
  return given(run.auto && others.length > 0, line);
}
