import { codeOf } from "./code-line.ts";
import { anyOf, isDocument } from "./security-paths.ts";
import { wordsOf } from "../words.ts";

/** Rules on what a change adds, in the order in which they are told. */
export const DIFF_RULES = [
  "diff:auth",
  "diff:password",
  "diff:crypto",
  "diff:eval",
  "diff:deserialize",
  "diff:shell",
  "diff:sql-concat",
  "diff:html",
  "diff:cookie",
  "diff:cors",
  "diff:disabled-check",
  "diff:removed-check",
  "diff:secret",
] as const;
export type DiffRule = (typeof DIFF_RULES)[number];

const words = (text: string): Set<string> => new Set(text.split(" "));
const AUTH = words(
  "authenticate authenticated authentication authorize authorization authorise jwt oauth saml oidc login logout signin " +
    "totp webauthn session sessions",
);
const PASSWORD = words("password passwords passwd pwd passphrase passcode");
const CRYPTO = words("hmac bcrypt argon scrypt pbkdf encrypt decrypt cipher cryptography");
const COOKIE = words("cookie cookies setcookie");

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
const LONGEST_LINE = 10_000;

/** The rules that one added line of the file `path` fires; comments and documents fire none but those on secrets. */
export function lineRules(line: string, path: string): DiffRule[] {
  const raw = line.slice(0, LONGEST_LINE);
  const fired = new Set<DiffRule>();
  const when = (rule: DiffRule, fires: boolean): void => void (fires && fired.add(rule));
  when("diff:secret", holdsSecret(raw, path));
  if (!isDocument(path)) {
    const code = codeOf(raw, path);
    const spoken = wordsOf(code);
    when("diff:auth", anyOf(AUTH, spoken));
    when("diff:password", anyOf(PASSWORD, spoken));
    when("diff:crypto", anyOf(CRYPTO, spoken) || CRYPTO_CALL.test(code));
    when("diff:cookie", anyOf(COOKIE, spoken));
    when("diff:eval", EVAL.test(code) || (PY.test(path) && PY_EVAL.test(code)));
    when("diff:deserialize", DESERIALIZE.test(code) && !/SafeLoader|safe_load/.test(code));
    when(
      "diff:shell",
      SHELL.test(code) || (JS.test(path) && JS_SHELL.test(code)) || (SYSTEM.test(path) && HOST_SHELL.test(code)),
    );
    when("diff:sql-concat", joinsSql(code));
    when("diff:html", HTML.test(code));
    when("diff:cors", CORS.test(code));
    when("diff:disabled-check", OFF.test(code) || PRAGMA.test(raw) || has(raw, LINT_OFF, LINT_RULE));
  }
  return DIFF_RULES.filter((rule) => fired.has(rule));
}

/** Removed lines that called a guard and are not among the added ones: a check went, even if nothing came for it. */
export function removesGuard(removed: readonly string[], added: readonly string[], path: string): boolean {
  if (isDocument(path)) return false;
  const kept = new Set(added.map((line) => line.trim()));
  return removed.some((line) => !kept.has(line.trim()) && GUARD.test(codeOf(line.slice(0, LONGEST_LINE), path)));
}
