import { globSet, projectPath } from "../../../project/globs.ts";
import { wordSet, wordsOf } from "../sensitive.ts";

/** Languages whose comments begin with a number sign, by the end of a file's name. */
const HASH =
  /\.(?:py|pyi|rb|rake|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|exs?|tf|tfvars|hcl|ps1|nix|conf|ini|mk|cr|jl|graphql)$/;
const HASH_BASE = /^(?:dockerfile|makefile|gemfile|rakefile|jenkinsfile|\.env.*|.*\.env)/;
const DASHES = /\.(?:sql|lua|hs|elm|adb|ads)$/;

/** What begins a comment in a file, by its name. */
function marksOf(path: string): string[] {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (DASHES.test(base)) return ["--"];
  if (HASH.test(base) || HASH_BASE.test(base)) return ["#"];
  return base.endsWith(".php") ? ["//", "#"] : ["//"];
}

/**
 * A line without its comments. A mark inside a string is no comment; when a quote has no end the rest of the line is kept,
 * so that doubt shows more, never less. A line that begins with `*` is the middle of a block comment.
 */
function codeOf(line: string, path: string): string {
  const text = line.trim();
  const marks = marksOf(path);
  const blocks = !marks.includes("--") && (!marks.includes("#") || marks.includes("//"));
  if (blocks && /^\*(?:\s|\/|$)/.test(text)) return "";
  let out = "";
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === "`") {
      let end = at + 1;
      while (end < text.length && text[end] !== char) end += text[end] === "\\" ? 2 : 1;
      at = end + 1;
    } else if (marks.some((mark) => text.startsWith(mark, at)) && (at === 0 || /[\s;,{}()]/.test(text[at - 1]!))) {
      return out + text.slice(from, at);
    } else if ((blocks && text.startsWith("/*", at)) || text.startsWith("<!--", at)) {
      const [open, close] = char === "/" ? [2, "*/"] : [4, "-->"];
      const end = text.indexOf(close, at + open);
      out += text.slice(from, at);
      if (end === -1) return out;
      from = end + close.length;
      at = from;
    } else at++;
  }
  return out + text.slice(from);
}

const AUTH_WORDS = wordSet(
  "auth authn authz oauth authentication authenticate authenticator authorization authorisation authorize authorizer " +
    "authorise login logins logon logout signin signout signup session sessions password passwords passwd passphrase " +
    "passkey passkeys credential credentials sso saml oidc openid jwt jwts mfa totp otp 2fa webauthn fido rbac acl " +
    "permission permissions csrf xsrf security",
);
const CRYPTO_WORDS = wordSet(
  "crypto cryptography cryptographic encrypt encrypted encryption encryptor decrypt decryption decryptor cipher ciphers " +
    "hmac hasher hashing tls ssl x509 cert certs certificate certificates keystore truststore keyring kms secret secrets " +
    "signing bcrypt argon scrypt pbkdf",
);
const TOKEN_WORDS = wordSet("token tokens");
/** Beside one of these a token is a piece of text or of a design, nothing that lets anybody in. */
const OTHER_TOKENS = wordSet(
  "lexer lex lexical parser parse parsing syntax ast grammar design theme css style styles color",
);

/**
 * What a compound in one piece may add to a word: `authservice`, `loginpage`, `userauth`. Only these, so that `author`,
 * `blogging` or `secretary` stay what they are.
 */
const ADDED = wordSet(
  "service services controller controllers middleware handler handlers manager provider providers helper util utils page " +
    "form view views guard module router routes route client server api config store context user users reset hash key " +
    "keys token tokens check flow base custom admin app my",
);

/** Whether a word, or a compound of it with a word of a code's usual furniture, is in a list. */
function isOf(words: ReadonlySet<string>, word: string): boolean {
  const plain = word.replace(/\p{N}+$/u, "");
  if (words.has(word) || words.has(plain)) return true;
  for (let cut = 3; cut <= plain.length - 2; cut++) {
    const [head, tail] = [plain.slice(0, cut), plain.slice(cut)];
    if ((words.has(head) && ADDED.has(tail)) || (ADDED.has(head) && words.has(tail))) return true;
  }
  return false;
}

/** Whether any of some words is in a list; very long words are no names. */
const anyOf = (list: ReadonlySet<string>, words: readonly string[]): boolean =>
  words.some((word) => word.length <= 60 && isOf(list, word));

/** Whether words speak of a token that lets somebody in. */
const speaksOfToken = (words: readonly string[]): boolean =>
  words.some((word) => TOKEN_WORDS.has(word)) && !words.some((word) => OTHER_TOKENS.has(word));

/** Text, images and styles: they run nowhere, so their names say nothing about how the program behaves. */
const INERT =
  /\.(?:md|markdown|rst|adoc|txt|pdf|docx?|png|jpe?g|gif|webp|avif|ico|svg|css|scss|sass|less|woff2?|ttf|mp4)$/;
export const isDocument = (path: string): boolean => INERT.test(path.toLowerCase());

/** Manifests, lock files and the configuration of package managers, by base name in lower case. */
const DEPENDENCIES =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|deno\.jsonc?|deno\.lock|jsr\.json|bower\.json|(?:[\w.-]+[-_.])?requirements(?:[-_.][\w.-]+)?\.(?:txt|in)|constraints\.txt|pyproject\.toml|poetry\.lock|pdm\.lock|uv\.lock|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment\.ya?ml|conda-lock\.yml|go\.(?:mod|sum|work|work\.sum)|cargo\.(?:toml|lock)|gemfile(?:\.lock)?|gems\.(?:rb|locked)|composer\.(?:json|lock)|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|gradle\.lockfile|gradle-wrapper\.properties|libs\.versions\.toml|build\.sbt|packages\.(?:config|lock\.json)|directory\.packages\.props|nuget\.config|paket\.(?:dependencies|lock)|mix\.(?:exs|lock)|rebar\.(?:config|lock)|pubspec\.(?:yaml|lock)|package\.(?:swift|resolved)|podfile(?:\.lock)?|cartfile(?:\.resolved)?|conanfile\.(?:txt|py)|vcpkg\.json|stack\.yaml(?:\.lock)?|cabal\.project|cpanfile|project\.clj|deps\.edn|flake\.(?:nix|lock)|shard\.(?:yml|lock)|manifest\.toml|project\.toml|renv\.lock|module\.bazel(?:\.lock)?|elm\.json|dub\.json|\.gitmodules|.+\.(?:gemspec|podspec|csproj|fsproj|vbproj|cabal|nimble|rockspec))$/;
const ENV = /^(?:\.env(?:\..+)?|.+\.env|\.envrc|\.flaskenv)$/;
const SQL = /\.(?:sql|prisma)$/;
const CI_BASE =
  /^(?:\.gitlab-ci\.ya?ml|jenkinsfile(?:\..+)?|azure-pipelines.*\.ya?ml|bitbucket-pipelines\.yml|\.travis\.yml|\.drone\.ya?ml|\.?appveyor\.yml|\.woodpecker\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|codefresh\.yml|\.cirrus\.yml|dependabot\.ya?ml|renovate\.json5?|codeowners|\.pre-commit-config\.ya?ml|lefthook\.yml)$/;
const CI_FOLDER =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)|\.gitlab\/ci|\.(?:gitea|forgejo)\/workflows|\.circleci|\.buildkite|\.teamcity|\.woodpecker|\.semaphore|\.husky)\//;
const DOCKER =
  /^(?:(?:dockerfile|containerfile)(?:\..+)?|.+\.(?:dockerfile|containerfile)|(?:docker-)?compose(?:[-_.].+)?\.ya?ml|\.dockerignore|docker-bake\.(?:hcl|json))$/;
const INFRA =
  /\.(?:tf|tfvars|bicep)$|^nginx\.conf$|(?:^|\/)(?:k8s|kubernetes|helm|terraform)\/.+\.(?:ya?ml|json|hcl|tpl)$/;
const MIGRATIONS = wordSet("migration migrations migrate");
const KEYS = /\.(?:pem|key|p12|pfx|jks|crt|cer|kdbx|asc|gpg)$/;

/** A path as the rules look at it, all in lower case. A document has no `words`: a description of the login changes no login. */
interface PathFacts {
  whole: string;
  folder: string | undefined;
  base: string;
  isCode: boolean;
  words: string[];
}

/** Rules on paths, in the order in which they are told. */
const PATH_RULES = {
  "path:auth": ({ words }) => anyOf(AUTH_WORDS, words) || speaksOfToken(words),
  "path:crypto": ({ words, base }) => anyOf(CRYPTO_WORDS, words) || KEYS.test(base),
  "path:dependencies": ({ base, folder }) =>
    DEPENDENCIES.test(base) || (folder === "requirements" && /\.(?:txt|in)$/.test(base)),
  "path:env": ({ base }) => ENV.test(base),
  "path:sql": ({ base }) => SQL.test(base),
  "path:migration": ({ words }) => words.some((word) => MIGRATIONS.has(word)),
  "path:ci": ({ base, whole, isCode }) => CI_BASE.test(base) || (CI_FOLDER.test(whole) && isCode),
  "path:docker": ({ base, isCode }) => DOCKER.test(base) && isCode,
  "path:infra": ({ base, whole }) => INFRA.test(whole) || base === "nginx.conf",
} satisfies Record<string, (path: PathFacts) => boolean>;
export type PathRule = keyof typeof PATH_RULES;
const PATH_NAMES = Object.keys(PATH_RULES) as PathRule[];

/** The rules that a path fires, relative to the repository, in either kind of slash. Parts of words do not count. */
export function pathRules(path: string): PathRule[] {
  const written = projectPath(path);
  const whole = written.toLowerCase();
  const [base = "", folder] = whole.split("/").reverse();
  const isCode = !isDocument(base);
  const facts: PathFacts = { whole, folder, base, isCode, words: isCode ? wordsOf(written) : [] };
  return PATH_NAMES.filter((rule) => PATH_RULES[rule](facts));
}

const AUTH = wordSet(
  "authenticate authenticated authentication authorize authorization authorise jwt oauth saml oidc login logout signin " +
    "totp webauthn session sessions",
);
const PASSWORD = wordSet("password passwords passwd pwd passphrase passcode");
const CRYPTO = wordSet("hmac bcrypt argon scrypt pbkdf encrypt decrypt cipher cryptography");
const COOKIE = wordSet("cookie cookies setcookie");

const JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i;
const PY = /\.pyi?$/i;
const SYSTEM = /\.(?:php|rb|pl|pm|c|cc|cpp|r|lua)$/i;

const CRYPTO_CALL =
  /\bcreate(?:Hash|Hmac|Cipheriv|Decipheriv|Cipher|Sign)\b|\bcrypto\.(?:subtle|sign|verify|random)|\bhashlib\.|\b(?:md5|sha1)\s*\(/i;
const EVAL =
  /(?<![.\w$])eval\s*\(|\bnew\s+Function\s*\(|\bvm\.runIn\w*\(|\b(?:instance|class)_eval\b|\bset(?:Timeout|Interval)\s*\(\s*["'`]/;
const PY_EVAL = /(?<![.\w])exec\s*\(/;
const DESERIALIZE =
  /\b(?:c?pickle|marshal|shelve|dill)\.loads?\(|\byaml\.(?:unsafe_)?load\(|\bunserialize\(|\bMarshal\.load\b|\bObjectInputStream\b|\bBinaryFormatter\b/;
const SHELL =
  /\bchild_process\b|\bshell\s*[:=]\s*true\b|\bos\.(?:system|popen|exec[lv]\w*)\(|\bsubprocess\.\w+|\bgetRuntime\(\)\.exec\b|\bProcessBuilder\b|\bexec\.Command(?:Context)?\(|\bshell_exec\(|\bpassthru\(|\bpopen\(|\bBun\.(?:spawn|\$)|\bProcess\.Start\(|\bCommand::new\(/i;
const JS_SHELL = /(?<![.\w$])(?:exec|spawn)(?:Sync|File|FileSync)?\s*\(/;
const HOST_SHELL = /(?<![.\w>])system\s*\(/;
const HTML =
  /\binnerHTML\b|\bouterHTML\b|\bdangerouslySetInnerHTML\b|\bv-html\b|\bdocument\.write|\binsertAdjacentHTML\b|\bmark_safe\b|\bhtml_safe\b|\{@html\b|\|\s*safe\b|\bbypassSecurityTrust/;
const CORS = /\baccess-control-allow-|\b(?:cors|allow_origins|allowedorigins|corsmiddleware|crossorigin)\b/i;
const OFF =
  /\bverify\s*=\s*False\b|\brejectUnauthorized["']?\s*:\s*false\b|\bInsecureSkipVerify\s*:\s*true\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|--no-verify\b|--insecure\b|\bcsrf_exempt\b|\bcsrf["']?\s*:\s*false\b|\bskip_before_action\b|\bpermitAll\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bVERIFY_NONE\b/;
/** A pragma stands in a comment: it is looked for in the whole line. */
const PRAGMA =
  /\bnosec\b|\bNOSONAR\b|\bnosemgrep\b|\bgitleaks:allow\b|#\s?noqa:\s?S\d|\beslint-disable(?:-next-line|-line)?\s*(?:\*\/|--|$)|\bbiome-ignore lint\/security\b/;
const LINT_OFF = /\beslint-disable/;
const LINT_RULE = /\b(?:security|no-eval|no-implied-eval|no-unsanitized)\b/;
const GUARD =
  /\b(?:csrf\w*|helmet|rate_?limit\w*|authenticate\w*|authorize\w*|requires?_?(?:auth|login|role|permission|admin)\w*|ensure_?(?:auth|logged)\w*|login_required|is_?(?:authenticated|authorized|admin)\w*|check_?(?:auth|permission|access|role)\w*|verify_?(?:token|signature|jwt|csrf|password)?|sanitize\w*|escape_?html|timing_?safe_?equal|compare_digest)\s*\(|@(?:login_required|permission_required|PreAuthorize|Secured|RolesAllowed|UseGuards)\b/i;

/** Forms that are secrets wherever they stand, in a document or a comment too. */
const SECRET_FORM =
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}|\bglpat-[\w-]{20}|\bsk-(?:ant-|proj-)?[\w-]{20}|\b[sr]k_live_[A-Za-z0-9]{16}|\bxox[abprs]-[\w-]{10}|\bAIza[\w-]{35}|\bnpm_[A-Za-z0-9]{36}|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\beyJ[\w-]{10,200}\.eyJ[\w-]{10}/;
const SECRET_SET =
  /(?:passw(?:or)?d|secret|api_?key|(?:access|auth|bearer)_?token|(?:private|signing|encryption)_?key)["']?\s*(?::=|[:=])\s*["'`]([^"'`\s]{8,})["'`]/i;
const ENV_SET = /^\s*(?:export\s+)?\w*(?:PASSWORD|SECRET|API_?KEY|TOKEN|PRIVATE_KEY)\w*=["']?([^\s"'#]{8,})/;
const PLACEHOLDER =
  /example|change_?me|your[-_]|placeholder|dummy|\bxxx|<|\$\{|\$\(|\{\{|process\.env|^\*+$|^x+$|^\.+$/i;

const has = (text: string, ...parts: RegExp[]): boolean => parts.every((part) => part.test(text));
/** A statement in a string that is put together with a value; a tagged template or a placeholder is none. */
function joinsSql(code: string): boolean {
  const statement =
    has(code, /\bselect\b/i, /\bfrom\b/i) ||
    /\b(?:insert|replace)\s+into\b|\bdelete\s+from\b|\bdrop\s+table\b/i.test(code) ||
    has(code, /\bupdate\b/i, /\bset\b/i) ||
    /["'`]\s*(?:where|order\s+by)\b/i.test(code);
  if (!statement) return false;
  if (/\b(?:sql|Prisma\.sql|\$queryRaw|\$executeRaw)(?:<[^>]*>)?\s*`/.test(code)) return false;
  // `$1` is a placeholder, `$name` a value.
  const interpolated = has(code, /["'`]/, /\$\{|#\{|\$[A-Za-z_]|\$"/) || has(code, /\bf(?:["'])/, /\{/);
  const joined = /["'`]\s*(?:\+|\|\|)\s*[\w$(]|[\w$)]\s*\+\s*["'`]/.test(code);
  return (
    interpolated || joined || /["']\s*%\s*[\w(]|["']\s*\.format\(|\bSprintf\(|\bString\.format\(|\bformat!\(/.test(code)
  );
}

/** Whether a line of the file `path` holds a secret: a known form, or a value given to a name that says so. */
function holdsSecret(line: string, path: string): boolean {
  if (SECRET_FORM.test(line)) return true;
  if (isDocument(path)) return false;
  const value = SECRET_SET.exec(line)?.[1] ?? (/\.env(?:\.|$)/.test(path) ? ENV_SET.exec(line)?.[1] : undefined);
  return value !== undefined && !PLACEHOLDER.test(value);
}

/** What a line has beyond this, in characters, is not read: such a line was written by a program. */
const MAX_LINE = 10_000;

/** An added line as the rules look at it; `code` and its `words` are without comments. */
interface LineFacts {
  raw: string;
  code: string;
  words: string[];
  path: string;
}

/** Rules on an added line of code, in the order in which they are told. */
const LINE_RULES = {
  "diff:auth": ({ words }) => anyOf(AUTH, words),
  "diff:password": ({ words }) => anyOf(PASSWORD, words),
  "diff:crypto": ({ words, code }) => anyOf(CRYPTO, words) || CRYPTO_CALL.test(code),
  "diff:eval": ({ code, path }) => EVAL.test(code) || (PY.test(path) && PY_EVAL.test(code)),
  "diff:deserialize": ({ code }) => DESERIALIZE.test(code) && !/SafeLoader|safe_load/.test(code),
  "diff:shell": ({ code, path }) =>
    SHELL.test(code) || (JS.test(path) && JS_SHELL.test(code)) || (SYSTEM.test(path) && HOST_SHELL.test(code)),
  "diff:sql-concat": ({ code }) => joinsSql(code),
  "diff:html": ({ code }) => HTML.test(code),
  "diff:cookie": ({ words }) => anyOf(COOKIE, words),
  "diff:cors": ({ code }) => CORS.test(code),
  "diff:disabled-check": ({ code, raw }) => OFF.test(code) || PRAGMA.test(raw) || has(raw, LINT_OFF, LINT_RULE),
} satisfies Record<string, (line: LineFacts) => boolean>;
const LINE_NAMES = Object.keys(LINE_RULES) as (keyof typeof LINE_RULES)[];

/** The rules that one added line of the file `path` fires; comments and documents fire none but the one on secrets. */
function lineRules(line: string, path: string): TriggerRule[] {
  const raw = line.slice(0, MAX_LINE);
  const secret = holdsSecret(raw, path) ? (["diff:secret"] as const) : [];
  if (isDocument(path)) return [...secret];
  const code = codeOf(raw, path);
  const facts: LineFacts = { raw, code, words: wordsOf(code), path };
  return [...secret, ...LINE_NAMES.filter((rule) => LINE_RULES[rule](facts))];
}

/** Removed lines that called a guard and are not among the added ones: a check went, even if nothing came for it. */
function removesGuard(removed: readonly string[], added: readonly string[], path: string): boolean {
  if (isDocument(path)) return false;
  const kept = new Set(added.map((line) => line.trim()));
  return removed.some((line) => !kept.has(line.trim()) && GUARD.test(codeOf(line.slice(0, MAX_LINE), path)));
}

/** One changed file. Without `added` only its path is judged; `added: null` says that its content could not be read. */
export interface TriggerFile {
  path: string;
  /** Where a renamed file was before: moving a file out of a watched place is a change of it. */
  from?: string;
  added?: readonly string[] | null;
  removed?: readonly string[];
}

interface TriggerChange {
  /** Null: there is no list of changed files, and then review is required. */
  files: readonly TriggerFile[] | null;
  /** Packages whose version changed: `from` null is a new one, `to` null one that went. */
  dependencies?: readonly { name: string; from: string | null; to: string | null }[];
}

/** All rules, in the order in which they are told. */
const TRIGGER_RULES = [
  ...(["no-file-list", "no-content", "path:setting"] as const),
  ...PATH_NAMES,
  ...(["dependency:added", "dependency:changed"] as const),
  ...LINE_NAMES,
  ...(["diff:removed-check", "diff:secret"] as const),
];
type TriggerRule = (typeof TRIGGER_RULES)[number];

/** A rule that fired, once per rule, with the first file (or package) that fired it and, for a line, its text. */
interface Trigger {
  rule: TriggerRule;
  at: string | null;
  line: string | null;
}

/** Characters of a line that are shown. */
const MAX_SHOWN = 120;

/**
 * Why a change needs a security review; an empty list is the only reason to skip it. `globs` are the setting's own paths
 * (rule `path:setting`). A line that holds a secret is named without its text.
 */
export function securityRules(change: TriggerChange, globs: readonly string[] = []): Trigger[] {
  const fired = new Map<TriggerRule, Trigger>();
  const fire = (rule: TriggerRule, at: string | null, line: string | null = null): void => {
    if (!fired.has(rule)) fired.set(rule, { rule, at, line: line === null ? null : line.trim().slice(0, MAX_SHOWN) });
  };
  if (change.files === null) fire("no-file-list", null);
  const own = globSet(globs);
  for (const { path, from, added, removed } of change.files ?? []) {
    for (const one of from === undefined ? [path] : [path, from]) {
      if (own(one)) fire("path:setting", one);
      for (const rule of pathRules(one)) fire(rule, one);
    }
    if (added === null) fire("no-content", path);
    for (const line of added ?? []) {
      const rules = lineRules(line, path);
      for (const rule of rules) fire(rule, path, rules.includes("diff:secret") ? null : line);
    }
    if (removed !== undefined && removesGuard(removed, added ?? [], path)) fire("diff:removed-check", path);
  }
  for (const { name, from, to } of change.dependencies ?? [])
    if (to !== null && to !== from) fire(from === null ? "dependency:added" : "dependency:changed", name);
  return TRIGGER_RULES.flatMap((rule) => fired.get(rule) ?? []);
}
