import { gitCall } from "../host/shell/git-words.ts";
import { called, commandsIn, nameOf } from "../host/shell/shell-words.ts";
import { scriptCall } from "../project/commands/script-call.ts";

/**
 * Whether a command sends work off the machine, or changes what others run. One rule: it leaves
 * where a verb of that kind is a word of the command, or of the script that it starts. The tables
 * are the exceptions.
 */

/** `null`: its words tell neither. */
type Reach = "publishes" | "local" | null;

/** The texts of the script that a runner calls by a name, in its folder; null: none is known. */
export type Started = (runner: string, target: string, args: string[]) => string[] | null;

const PUBLISH_VERB =
  /^(?:(?:re|gh-)?deploy|(?:un|hex\.)?publish|release|push|submit|apply|up|upload|promote|ship|yank|deprecate|dist-tag|destroy)$/;
/** A script of such a name does not do it: it looks, or gets ready. */
const NOT_YET =
  /^(?:test|e2e|lint|check|verify|validate|pre|dry|mock|plan|local)[:_.-]|^(?:build|bundle|compile|package|pack)[:_.-]release$|[:_.-](?:dry|dry-run|check|notes|plan|local|build|verify|lint|test\.\w+|spec\.\w+)$|Local$/;

/** Verbs after which nothing leaves; what follows is what they are about. */
const LOCAL_VERB =
  /^(?:tests?|build|bake|lint|check|logs?|tail|show|list|ls|get|describe|view|diff|plan|preview|status|help|init|new|why|info|search|validate|template|config|format|fmt|doc|bench|inspect|images|ps|pack|package|pull|fetch|download|clone|checkout|checks|watch|login|auth|whoami|dev|version|explain|wait|events|top|port-forward|proxy|kustomize|output|graph|providers|console|select|link|types|history|(?:get|list|describe|ls)-?\w[\w-]*)$/;

/** More of them, of programs that work on this machine. */
const CHANGES_HERE = /^(?:add|install|i|ci|require|remove|rm|uninstall|update|upgrade|tag|start)$/;

/** Programs whose words are files, patterns or texts, and none that they obey. */
const READS_WORDS =
  /^(?:\[{1,2}|[.:]|[ef]?grep|rg|ag|fd|find|ls|ll|cat|bat|head|tail|less|more|wc|sort|uniq|cut|tr|echo|printf|sed|awk|jq|yq|diff|cmp|cp|mv|rm|ln|mkdir|rmdir|touch|chmod|chown|cd|pushd|popd|tar|g?zip|unzip|test|which|type|stat|file|du|tree|tee|export|source|read|for|in|case|select|function|kill|pkill|pgrep|sleep|wait|true|false|set|unset|trap|tmux|screen|man|code|vim|nano|open|basename|dirname|realpath|shellcheck|eslint|prettier|biome|tsc|jest|vitest|mocha|ava|pytest|rspec|phpunit|ctest|cmake|meson|ninja|gcc|cc|clang|psql|mysql|sqlite3|createdb|curl|wget|openssl|gpg|ssh-keygen|sha\d+sum|pre-commit|lefthook|lint-staged)$/;

/**
 * Programs that work on what is elsewhere: of them, only what is known to stay is not asked about.
 */
const ELSEWHERE =
  /^(?:kubectl|oc|helm|terraform|tofu|terragrunt|pulumi|aws|gcloud|gsutil|az|doctl|heroku|fly|flyctl|eas|vercel|surge|np|gh-pages|fastlane|kamal|argocd|flux|ansible|ansible-playbook|ssh|sftp|lftp|ftp|rclone|s3cmd|skopeo|gh|glab|hub)$/;

/** Runners whose words are names of scripts and targets, or their own verbs. */
const RUNS_SCRIPTS =
  /^(?:npm|pnpm|yarn|bun|deno|composer|npm-run-all|run-[sp]|mise|poe|nox|tox|hatch|cap|lerna|nx|turbo|moon|(?:g?make|just|task|rake|mvnw?|gradlew?|ant|sbt|lein|invoke|fab|grunt|gulp|mage))$/;
/** Those that are given any number of them. */
const MANY =
  /^(?:g?make|just|task|rake|mvnw?|gradlew?|ant|sbt|lein|invoke|fab|grunt|gulp|mage|nx|turbo|moon)$/;

const INTERPRETER =
  /^(?:(?:ba|da|z)?sh|node|bun|deno|python[\d.]*|ruby|perl|php|tsx|ts-node|pwsh)$/;
/**
 * Scripts that an interpreter runs and whose subcommands we know. Any other script is a program of
 * the project, and its words mean what it wants.
 */
const OBEYS = /(?:^|\/)(?:setup\.py|manage\.py|artisan|(?:vendor\/bin|\.bin)\/[^/]+)$/;

/**
 * What has such a word and is done on this machine: local services, migrations, what a build puts
 * into a folder.
 */
const LOCAL_LINE =
  /^helm (?:repo|dep)|^(?:docker |podman )?\S*compose\b(?!.* push\b)|^(?:vagrant|tilt|ddev|lando|colima|goose|dbmate) |^(?!.* (?:deploy|apply|push)\b).*\bmigrat|^(?:prisma db|drizzle-kit) push|^(?:dotnet publish|mix release|rebar3 \S+)(?!.*PublishProfile)|^(?:chezmoi|stow) |^(?:cargo|go|swift|dotnet) run\b/i;
/** Lines that publish without such a word. */
const PUBLISHES_LINE =
  /^(?:lerna version|svn (?:commit|ci)|arc (?:land|diff)|docker service update|(?:ansible-)?galaxy import)\b|^(?:scp|rsync) .*\s(?:[\w.@-]+:|rsync:\/\/)\S*$/;
/** A request that brings something to a server elsewhere. */
const SENDS =
  /^curl(?=.*(?: -[a-zA-Z]*[TFd]\b| --(?:upload-file|form|data|json)| (?:-X|--request) ?(?:POST|PUT|PATCH|DELETE)))(?=.*https?:\/\/(?!localhost|127\.|0\.0\.0\.0|\[|[^/\s]*\.(?:local|test|internal)\b)[\w-]+\.)/;

const WRITES_API = / (?:-X|--method|-[fF]|--(?:raw-)?field|--input)\b/;
const GIT = /^(?:(?:(?:lfs|subtree) )?push|send-email|svn dcommit|p4 submit)(?: |$)/;

/** Options by which nothing is done, or all of it here. */
const DRY_RUN =
  /^(?:--dry-run(?!=(?:none|false)).*|--dry|--check|--syntax-check|--snapshot|--local|--list|--what-?if)$/;
const DRY_RUN_SHORT = new Map([
  ["git", "-n"],
  ["make", "-n"],
  ["rsync", "-n"],
  ["rake", "-n"],
  ["bash", "-n"],
  ["sh", "-n"],
  ["php", "-l"],
  ["ruby", "-c"],
]);

const STARTS_ONE = /^(?:npx|bunx|pnpx|uvx)$/;
const STARTS_BY_TWO =
  /^(?:(?:npm|pnpm|yarn|bun) (?:exec|dlx|x)|(?:poetry|uv|pipenv|pdm|rye|pipx) run|bundle exec|python[\d.]* -m)$/;

/** The words of the program that a package manager or an interpreter is told to start. */
function started(words: string[]): string[] {
  const taken = STARTS_ONE.test(words[0]!)
    ? 1
    : STARTS_BY_TWO.test(words.slice(0, 2).join(" "))
      ? 2
      : 0;
  const first = words.findIndex((word, at) => at >= taken && !word.startsWith("-"));
  return taken === 0 || first < 0 ? words : started(words.slice(first));
}

/** Whether the name of a script, a target or a program says that it sends something. */
function isVerbName(word: string, separators: RegExp): boolean {
  if (NOT_YET.test(word) || /^(?:up|apply)[:_.-]|[:_.-]up$/.test(word)) return false;
  // `publishPlugins` publishes; `assembleRelease` makes something.
  const verbs = word.split(separators).map((part) => /^[a-z]+(?=[A-Z]|$)/.exec(part)?.[0] ?? "");
  return PUBLISH_VERB.test(word) || verbs.some((verb) => PUBLISH_VERB.test(verb));
}

/** Whether the name of a file does: `deploy.sh`, but not `deploy.test.js`. */
const isVerbProgram = (path: string): boolean =>
  !NOT_YET.test(nameOf(path)) &&
  isVerbName(nameOf(path).replace(/\.\w+$/, ""), /[:_.-]/) &&
  path !== "up";

/** Scripts that are read for one command. */
const MAX_SCRIPTS = 40;

/** What a script says that a runner starts by these names. */
function ofScripts(
  program: string,
  args: string[],
  targets: string[],
  scripts: Started,
  seen: Set<string>,
): Reach {
  const texts = targets.flatMap((target) => {
    const key = `${program} ${target}`;
    if (seen.has(key) || seen.size === MAX_SCRIPTS) return [];
    seen.add(key);
    return scripts(program, target, args) ?? [];
  });
  const all = texts.flatMap(commandsIn).map((one) => {
    const it = called(one);
    return it === null ? "local" : publishes(it.name, it.args, scripts, seen);
  });
  if (all.includes("publishes")) return "publishes";
  const haveNoVerb = targets.every((target) => target === "up" || !isVerbName(target, /[:_.-]/));
  return all.length > 0 && (haveNoVerb || all.every((one) => one === "local")) ? "local" : null;
}

/** Whether a command leaves the machine, by its words and those of the scripts that it starts. */
export function publishes(
  path: string,
  given: string[],
  scripts: Started = () => null,
  seen = new Set<string>(),
): Reach {
  const [first = "", ...args] = started([path, ...given]);
  const program = nameOf(first).replace(/(?<=.)@.*$/, "");
  const text = [program, ...args].join(" ");
  const isAsked = /^(?:--?help|--?version|-V)$/.test(args.at(-1) ?? "");
  if (isAsked || args.some((arg) => DRY_RUN.test(arg) || arg === DRY_RUN_SHORT.get(program)))
    return "local";
  if (program === "git") {
    const { verb, rest } = gitCall(args);
    return GIT.test([verb, ...rest].join(" ")) ? "publishes" : "local";
  }
  if (
    PUBLISHES_LINE.test(text) ||
    SENDS.test(text) ||
    args.some((arg) => /^--(?:push|deploy)$/.test(arg))
  )
    return "publishes";
  if (READS_WORDS.test(program) || LOCAL_LINE.test(text)) return "local";
  if (isVerbProgram(program)) return "publishes";
  const words = args.filter((arg) => !arg.startsWith("-"));
  const runs = RUNS_SCRIPTS.test(program)
    ? scriptCall(program, args).words
    : words.slice(words[0] === "run" ? 1 : 0);
  if (INTERPRETER.test(program)) {
    const file = runs[0] ?? "";
    if (/[./]/.test(file) && isVerbProgram(file)) return "publishes";
    if (/[./]/.test(file) && !OBEYS.test(file)) return null;
  }
  if (RUNS_SCRIPTS.test(program) && !/^bun test\b/.test(text)) {
    const own = ofScripts(
      program,
      args,
      MANY.test(program) ? runs : runs.slice(0, 1),
      scripts,
      seen,
    );
    if (own !== null) return own;
  }
  return ofWords(program, runs, text);
}

/** What the first word says that says something. */
function ofWords(program: string, words: string[], text: string): Reach {
  const isElsewhere = ELSEWHERE.test(program);
  if (program === "gh" && words[0] === "api") return WRITES_API.test(text) ? "publishes" : "local";
  for (const [at, word] of words.entries()) {
    if (!/^:?[a-z][\w.:-]*$/.test(word)) continue;
    const isName = RUNS_SCRIPTS.test(program) || at === 0;
    // There it is a thing, not a verb: `gh release view`, `kubectl get deploy`.
    const isThing = isElsewhere && word === "release";
    if (!isThing && isVerbName(word, isName ? /[:_-]/ : /:/)) return "publishes";
    if (MANY.test(program)) continue;
    if (LOCAL_VERB.test(word) || (!isElsewhere && CHANGES_HERE.test(word))) return "local";
  }
  return isElsewhere ? "publishes" : null;
}
