import { isDocument, LOCK_FILE } from "./path-rules.ts";
import { anyOf, wordSet, wordsOf } from "./words.ts";

/** What a changed line of code says: which rules it fires. */

/** Languages whose comments begin with a number sign, by the end of a file's name. */
const HASH =
  /\.(?:py|pyi|rb|rake|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|exs?|tf|tfvars|hcl|ps1|nix|conf|ini|mk|cr|jl|graphql)$/;
const HASH_BASE = /^(?:dockerfile|makefile|gemfile|rakefile|jenkinsfile|\.env.*|.*\.env)/;
const DASHES = /\.(?:sql|lua|hs|elm|adb|ads)$/;

/**
 * A text in quotes: one without an end goes on to the end of the line, so that doubt shows more,
 * never less.
 */
const QUOTED = String.raw`("(?:\\.?|[^"\\])*(?:"|$)|'(?:\\.?|[^'\\])*(?:'|$)|\`(?:\\.?|[^\`\\])*(?:\`|$))`;
const PAGE = "<!--.*?(?:-->|$)";
const BLOCKS = String.raw`\/\*.*?(?:\*\/|$)|${PAGE}`;
const MARK = String.raw`(?<=^|[\s;,{}()])`;
const inFile = (mark: string, blocks: string): RegExp =>
  new RegExp(`${QUOTED}|${MARK}${mark}.*|${blocks}`, "g");
/** Of a line what is in quotes, and its comments. */
const COMMENTS = {
  dashes: inFile("--", PAGE),
  hash: inFile("#", PAGE),
  slashes: inFile("(?:\\/\\/)", BLOCKS),
};
const PHP = inFile("(?:#|\\/\\/)", BLOCKS);

/** The comments of a file, by its name. */
function commentsOf(path: string): RegExp {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (DASHES.test(base)) return COMMENTS.dashes;
  if (HASH.test(base) || HASH_BASE.test(base)) return COMMENTS.hash;
  return base.endsWith(".php") ? PHP : COMMENTS.slashes;
}

/**
 * A line without its comments; a mark in quotes is none. One that begins with `*` is the middle of
 * a block.
 */
function codeOf(line: string, path: string): string {
  const text = line.trim();
  const comments = commentsOf(path);
  const hasBlocks = comments === COMMENTS.slashes || comments === PHP;
  if (hasBlocks && /^\*(?:\s|\/|$)/.test(text)) return "";
  return text.replace(comments, (_found, quoted: string | undefined) => quoted ?? "");
}

const AUTH = wordSet(
  "authenticate authenticated authentication authorize authorization authorise jwt oauth saml oidc login logout signin " +
    "totp webauthn session sessions",
);
const PASSWORD = wordSet("password passwords passwd pwd passphrase passcode");
const CRYPTO = wordSet("hmac bcrypt argon scrypt pbkdf encrypt decrypt cipher cryptography");
const COOKIE = wordSet("cookie cookies setcookie");
const PAYMENT = wordSet(
  "payment payments stripe paypal refund refunds invoice invoices billing payout payouts cvv cvc iban chargeback",
);
const PERSONAL = wordSet(
  "ssn dob birthdate birthday passport email emails patient patients gdpr pii gender ethnicity religion nationality " +
    "biometric biometrics diagnosis phone phones latitude longitude geolocation surname salary",
);
const ACCESS = wordSet(
  "admin admins superuser permission permissions rbac acl privilege privileges impersonate tenant tenants tenancy",
);

const JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i;
const PY = /\.pyi?$/i;
const SYSTEM = /\.(?:php|rb|pl|pm|c|cc|cpp|r|lua)$/i;

const CRYPTO_CALL =
  /\bcreate(?:Hash|Hmac|Cipheriv|Decipheriv|Cipher|Sign)\b|\bcrypto\.(?:subtle|sign|verify|random)|\bhashlib\.|\b(?:md5|sha1)\s*\(/i;
const EVAL =
  /(?<![.\w$])eval\s*\(|\bnew\s+Function\s*\(|\bvm\.runIn\w*\(|\b(?:instance|class)_eval\b|\bset(?:Timeout|Interval)\s*\(\s*["'`]/;
const PY_EVAL = /(?<![.\w])exec\s*\(/;
const DESERIALIZE =
  /\b(?:c?pickle|marshal|shelve|dill)\.loads?\(|\byaml\.(?:unsafe_)?load\(|\bunserialize\(|\bMarshal\.load\b|\bObjectInputStream\b|\bBinaryFormatter\b|\b(?:enable|activate)DefaultTyping\b|\b(?:torch|joblib)\.load\(|\bXMLDecoder\b|\bTypeNameHandling\b|\bjsonpickle\b|\bYAML\.(?:unsafe_)?load\(/;
const SHELL =
  /\bchild_process\b|\bshell\s*[:=]\s*true\b|\bos\.(?:system|popen|exec[lv]\w*)\(|\bsubprocess\.\w+|\bgetRuntime\(\)\.exec\b|\bProcessBuilder\b|\bexec\.Command(?:Context)?\(|\bshell_exec\(|\bpassthru\(|\bpopen\(|\bBun\.(?:spawn|\$)|\bProcess\.Start\(|\bCommand::new\(|\bSystem\.(?:cmd|shell)\(/i;
const JS_SHELL = /(?<![.\w$])(?:exec|spawn)(?:Sync|File|FileSync)?\s*\(/;
const HOST_SHELL = /(?<![.\w>])system\s*\(/;
const HTML =
  /\binnerHTML\b|\bouterHTML\b|\bdangerouslySetInnerHTML\b|\bv-html\b|\bdocument\.write|\binsertAdjacentHTML\b|\bmark_safe\b|\bhtml_safe\b|\{@html\b|\|\s*safe\b|\bbypassSecurityTrust|<%=\s*raw\b|(?<![.\w])raw\s*\(|\{!!|\btemplate\.(?:HTML|JS|URL)\s*\(|\bHtml\.Raw\b|(?<!=)\{\{\{/;
const CORS =
  /\baccess-control-allow-|allow(?:ed)?_?origins?(?:_?regex)?\b|\ballow_?any_?origin|\bwith_?origins\b|@CrossOrigin\b|(?<![\w.-])origins?["']?\s*:\s*(?:true\b|\[?\s*["']\*["'])/i;
const HEADERS =
  /content[-_]?security[-_]?policy|x[-_]frame[-_]options|strict[-_]transport[-_]security|x[-_]content[-_]type[-_]options|referrer[-_]policy|permissions[-_]policy|\bunsafe-(?:inline|eval)\b|frame-ancestors|\bhsts\b|\bhelmet\b|<iframe\b.*\bsandbox\b/i;
const ACCESS_FORM =
  /\bcan(?:Activate|Load|Match|ActivateChild|Deactivate)\b|(?<!Mutex|RwLock|Lock|Read|Write|Scope|Type|Null)\B[a-z]?Guards?\b|@(?:UseGuards|Roles|Secured|PreAuthorize|PostAuthorize|PermitAll|RolesAllowed|DenyAll|Public)\b|\bAllowA(?:ny|nonymous)\b|\bpermitAll\b|\b(?:pre_?[hH]andlers?|on_?[rR]equest|before_action|skip_before_action|plug)\b.*\b(?:verify|require|ensure|check|auth)\w*|(?<!\w)(?:[Rr]equire|[Ee]nsure)_?(?:[Oo]wner|[Uu]ser|[Mm]ember|[Ee]ditor|[Rr]ole|[Pp]ermission|[Ll]ogin|[Ss]cope|[Aa]uth)\w*|\b(?:Forbidden|Unauthorized|AccessDenied|PermissionDenied)\w*|^\s*(?:can|cannot)\s+\[?:\w+|->(?:middleware|can|cannot)\(\s*["'[]|\bGate::|\b(?:GRANT|REVOKE)\s+\w+.*\b(?:ON|TO|FROM)\b|\b(?:CREATE|ALTER|DROP)\s+POLICY\b|\bROW\s+LEVEL\s+SECURITY\b|^\s*allow\s+(?:read|write|get|list|create|update|delete)\b|\bis_?(?:[Ss]taff|[Oo]wner)\b|\buser_passes_test\b|\bcan(?:not)?\s*\(\s*["']|\bhas_?perms?\b|\bhas(?:Any)?(?:Role|Authority|Permission|Scope)\b|\bmiddleware["']?\s*[:=]\s*\[?\s*["']/;

const OFF =
  /\bverify\s*=\s*False\b|\brejectUnauthorized["']?\s*:\s*false\b|\bInsecureSkipVerify\s*:\s*true\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|--no-verify\b|--insecure\b|\bcsrf_exempt\b|\bcsrf["']?\s*:\s*false\b|\bskip_before_action\b|\bpermitAll\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bVERIFY_NONE\b|\bTrustAll\w*|\bServerCertificate(?:Custom)?ValidationCallback\b|\b(?:set)?HostnameVerifier\b|:null_session\b|\bcurl\b.*\s-[a-zA-Z]*k\b|\b(?:verify_ssl|ssl_verify|strict_?ssl)["']?\s*[:=]\s*(?:false|0|no|off)\b|\bCURLOPT_SSL_VERIFY/i;
/** A pragma stands in a comment: it is looked for in the whole line. */
const PRAGMA =
  /\bnosec\b|\bNOSONAR\b|\bnosemgrep\b|\bgitleaks:allow\b|#\s?noqa:\s?S\d|\beslint-disable(?:-next-line|-line)?\s*(?:\*\/|--|$)|\bbiome-ignore lint\/security\b/;
const LINT_OFF = /\beslint-disable/;
const LINT_RULE = /\b(?:security|no-eval|no-implied-eval|no-unsanitized)\b/;
const GUARD =
  /\b(?:csrf\w*|helmet|rate_?limit\w*|authenticate\w*|authorize\w*|requires?_?(?:auth|login|role|permission|admin)\w*|ensure_?(?:auth|logged)\w*|login_required|is_?(?:authenticated|authorized|admin)\w*|check_?(?:auth|permission|access|role)\w*|verify_?(?:token|signature|jwt|csrf|password)?|sanitize\w*|escape_?html|timing_?safe_?equal|compare_digest)\s*\(|@(?:login_required|permission_required|PreAuthorize|Secured|RolesAllowed|UseGuards)\b/i;
/** What stands between a value and its use, or narrows what is read, and no call of a guard. */
const NARROWS =
  /\bhttp_?only\b|\bsame_?site\b|\bsecure["']?\s*[:=]\s*true\b|\b(?:escape|htmlspecialchars|strip_tags|dompurify|bleach|encodeuri(?:component)?|realpath|normalize|basename|secure_filename|safe_join)\w*\s*\(|\b(?:where|filter|find\w*|scope|and|eq|by)\b.*\b(?:user|owner|author|tenant|org|organi[sz]ation|account|workspace)_?id\b|\bcurrent_?user\.\w+|\bif\b.*\b(?:session|current_?user|owner|signed_?in|logged_?in)\b/i;
/** An import is no check. */
const IMPORTS = /^\s*(?:import|from|using|use|require|const\s+.*=\s*require)\b/;

/** Forms that are secrets wherever they stand, in a document or a comment too. */
const SECRET_FORM =
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}|\bglpat-[\w-]{20}|\bsk-(?:ant-|proj-)?[\w-]{20}|\b[sr]k_live_[A-Za-z0-9]{16}|\bxox[abprs]-[\w-]{10}|\bAIza[\w-]{35}|\bnpm_[A-Za-z0-9]{36}|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\beyJ[\w-]{10,200}\.eyJ[\w-]{10}/;
const SECRET_SET =
  /(?:passw(?:or)?d|secret|api_?key|(?:access|auth|bearer)_?token|(?:private|signing|encryption)_?key)["']?\s*(?::=|[:=])\s*["'`]([^"'`\s]{8,})["'`]/i;
const ENV_SET =
  /^\s*(?:export\s+)?\w*(?:PASSWORD|SECRET|API_?KEY|TOKEN|PRIVATE_KEY)\w*=["']?([^\s"'#]{8,})/;
const PLACEHOLDER =
  /example|change_?me|your[-_]|placeholder|dummy|\bxxx|<|\$\{|\$\(|\{\{|process\.env|^\*+$|^x+$|^\.+$/i;

const has = (text: string, ...parts: RegExp[]): boolean => parts.every((part) => part.test(text));
/**
 * A statement in a string that is put together with a value; a tagged template or a placeholder is
 * none.
 */
function joinsSql(code: string): boolean {
  const statement =
    has(code, /\bselect\b/i, /\bfrom\b/i) ||
    /\b(?:insert|replace)\s+into\b|\bdelete\s+from\b|\bdrop\s+table\b/i.test(code) ||
    has(code, /\bupdate\b/i, /\bset\b/i) ||
    /["'`]\s*(?:where|order\s+by)\b/i.test(code);
  if (!statement) return false;
  if (/\b(?:sql|Prisma\.sql|\$queryRaw|\$executeRaw)(?:<[^>]*>)?\s*`/.test(code)) return false;
  // `$1` is a placeholder, `$name` a value.
  const interpolated =
    has(code, /["'`]/, /\$\{|#\{|\$[A-Za-z_]|\$"/) || has(code, /\bf(?:["'])/, /\{/);
  const joined = /["'`]\s*(?:\+|\|\|)\s*[\w$(]|[\w$)]\s*\+\s*["'`]/.test(code);
  return (
    interpolated ||
    joined ||
    /["']\s*%\s*[\w(]|["']\s*\.format\(|\bSprintf\(|\bString\.format\(|\bformat!\(/.test(code)
  );
}

/** Whether a line speaks of who may do what, or whose data it is about. */
const speaksOfAccess = (code: string, words: readonly string[]): boolean =>
  anyOf(ACCESS, words) || ACCESS_FORM.test(code);

/** Whether a line of the file `path` holds a secret: a known form, or a value given to a name that says so. */
function holdsSecret(line: string, path: string): boolean {
  if (SECRET_FORM.test(line)) return true;
  if (isDocument(path)) return false;
  const value =
    SECRET_SET.exec(line)?.[1] ??
    (/\.env(?:\.|$)/.test(path) ? ENV_SET.exec(line)?.[1] : undefined);
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
    SHELL.test(code) ||
    (JS.test(path) && JS_SHELL.test(code)) ||
    (SYSTEM.test(path) && HOST_SHELL.test(code)),
  "diff:sql-concat": ({ code }) => joinsSql(code),
  "diff:cookie": ({ words }) => anyOf(COOKIE, words),
  "diff:html": ({ code }) => HTML.test(code),
  "diff:cors": ({ code, words }) => words.includes("cors") || CORS.test(code),
  "diff:headers": ({ code }) => HEADERS.test(code),
  "diff:access": ({ code, words }) => speaksOfAccess(code, words),
  "diff:payment": ({ words }) => anyOf(PAYMENT, words),
  "diff:personal": ({ words }) => anyOf(PERSONAL, words),
  "diff:disabled-check": ({ code, raw }) =>
    OFF.test(code) || PRAGMA.test(raw) || has(raw, LINT_OFF, LINT_RULE),
} satisfies Record<string, (line: LineFacts) => boolean>;
type LineRule = keyof typeof LINE_RULES;
export const LINE_NAMES = Object.keys(LINE_RULES) as LineRule[];

/** The rules that one added line of the file `path` fires; comments and documents fire none but the one on secrets. */
export function lineRules(line: string, path: string): (LineRule | "diff:secret")[] {
  const raw = line.slice(0, MAX_LINE);
  const secret = holdsSecret(raw, path) ? (["diff:secret"] as const) : [];
  if (isDocument(path) || LOCK_FILE.test(path)) return [...secret];
  const code = codeOf(raw, path);
  const facts: LineFacts = { raw, code, words: wordsOf(code), path };
  return [...secret, ...LINE_NAMES.filter((rule) => LINE_RULES[rule](facts))];
}

/** Whether a line checks something: who somebody is and what it may, whose data it is, or what a value may hold. */
function isGuard(line: string, path: string): boolean {
  const code = codeOf(line.slice(0, MAX_LINE), path);
  if (IMPORTS.test(code)) return false;
  const words = wordsOf(code);
  return (
    GUARD.test(code) || NARROWS.test(code) || anyOf(AUTH, words) || speaksOfAccess(code, words)
  );
}

/** Removed lines that checked something and are not among the added ones: a check went, even if nothing came for it. */
export function removesGuard(
  removed: readonly string[],
  added: readonly string[],
  path: string,
): boolean {
  if (isDocument(path)) return false;
  const kept = new Set(added.map((line) => line.trim()));
  return removed.some((line) => !kept.has(line.trim()) && isGuard(line, path));
}
