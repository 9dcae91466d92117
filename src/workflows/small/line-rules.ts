import { isDocument, LOCK_FILE } from "./path-rules.ts";
import { anyOf, wordSet, wordsOf } from "./words.ts";

/** What a changed line of code says: which rules it fires. */

/** Languages whose comments begin with a number sign, by the end of a file's name. */
const HASH =
  /\.(?:py|pyi|rb|rake|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|exs?|tf|tfvars|hcl|ps1|nix|conf|ini|mk|cr|jl|graphql)$/;
const HASH_BASE = /^(?:dockerfile|makefile|gemfile|rakefile|jenkinsfile|\.env.*|.*\.env)/;
const DASHES = /\.(?:sql|lua|hs|elm|adb|ads)$/;

/** A text in quotes: one without an end goes on to the end of the line, so that doubt shows more, never less. */
const QUOTED = String.raw`("(?:\\.?|[^"\\])*(?:"|$)|'(?:\\.?|[^'\\])*(?:'|$)|\`(?:\\.?|[^\`\\])*(?:\`|$))`;
const PAGE = "<!--.*?(?:-->|$)";
const BLOCKS = String.raw`\/\*.*?(?:\*\/|$)|${PAGE}`;
const MARK = String.raw`(?<=^|[\s;,{}()])`;
const inFile = (mark: string, blocks: string): RegExp => new RegExp(`${QUOTED}|${MARK}${mark}.*|${blocks}`, "g");
/** Of a line what is in quotes, and its comments. */
const COMMENTS = { dashes: inFile("--", PAGE), hash: inFile("#", PAGE), slashes: inFile("(?:\\/\\/)", BLOCKS) };
const PHP = inFile("(?:#|\\/\\/)", BLOCKS);

/** The comments of a file, by its name. */
function commentsOf(path: string): RegExp {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (DASHES.test(base)) return COMMENTS.dashes;
  if (HASH.test(base) || HASH_BASE.test(base)) return COMMENTS.hash;
  return base.endsWith(".php") ? PHP : COMMENTS.slashes;
}

/** A line without its comments; a mark in quotes is none. One that begins with `*` is the middle of a block. */
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
/** Words of a name, one behind the other. */
const PERSONAL_PAIRS =
  /(?:^| )(?:phone number|date of birth|birth date|social security|home address|postal address|street address|remote addr|ip address|email address|medical record|health data|(?:first|last|given|family) name)/;
const ACCESS = wordSet(
  "role roles admin admins superuser permission permissions rbac acl privilege privileges impersonate",
);
const TENANT = wordSet("tenant tenants tenancy multitenant multitenancy");
const TENANT_PAIRS = /(?:^| )(?:org|organization|organisation|workspace|account|owner|company|team) id(?: |$)/;

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

/** A text that is written out, or a constant's name, says where it goes; a value does not. */
const KNOWN = String.raw`(?!\s*(?:[frbu$@]{0,2}["'\`](?:\/(?!\/)|https?:\/\/[\w.-]+[:/"'\`?])|["'][^"'{]*["']|\`?\$?\{?[A-Z][A-Z0-9_]{2,}\b|\d{3}\s*,\s*["'\`]\/|(?:url_for|reverse|route|to_route)\(|new URL\(["'\`]\.|\)))`;
const patterns = (...texts: string[]): RegExp[] => texts.map((text) => new RegExp(text));
/** In other languages these words are a hash's, a test's or anybody's. */
const JS_REQUEST = patterns(
  String.raw`(?<![.\w$])(?<!(?:function|async)\s)(?:fetch|ofetch|\$fetch|wretch|got|ky|needle)\s*\(${KNOWN}`,
  String.raw`\b(?:axios|superagent|undici|ky|got|needle)(?:\.\w+)?\s*\(${KNOWN}`,
);
const REQUEST = patterns(
  String.raw`(?<![.\w$])(?<!(?:def|function)\s)(?:urlopen|urlretrieve|curl_init)\s*\(${KNOWN}`,
  String.raw`\b(?:requests|httpx|https?|Http|HttpClient|httpClient|client|HTTParty|Faraday|HTTPoison|Req|Tesla|reqwest:|restTemplate|webClient)[.:](?:get|post|put|patch|delete|head|request|stream|Get|Post|PostForm|Head|getForObject|postForObject|exchange|uri|:get)(?:String|Stream|ByteArray)?(?:Async)?!?\s*\(${KNOWN}`,
  String.raw`\bhttp\.NewRequest(?:WithContext)?\s*\((?!.*"https?:\/\/[\w.-]+[/":])`,
  String.raw`\b(?:Net::HTTP\.\w+|URI\.open|URI\.parse\([^)]*\)\.open)\s*\(?${KNOWN}`,
  // A value that is called so goes to somebody, save into a map.
  String.raw`(?<!cache|map|store|Cache|Map|headers|params)\.(?:get|post|put|patch|delete|head|request|Get|Post|Send|Fetch)(?:String|Stream|ByteArray)?(?:Async)?\s*\(\s*&?\$?[\w.]*(?:[uU]rl|[uU]ri|[lL]ink|[eE]ndpoint|[wW]ebhook|[hH]ost)\b`,
  String.raw`\bfile_get_contents\s*\(\s*\$(?:url|uri|link|target|_GET|_POST|_REQUEST)`,
  String.raw`\bURL\s*\(${KNOWN}[^)]*\)\s*\.(?:open|read)\w+`,
);
const REDIRECT = patterns(
  String.raw`(?:\b(?:res|response|reply|ctx|c|Response|NextResponse)\.|(?<![.\w>-]))(?:redirect|Redirect|permanentRedirect)\s*\(${KNOWN}`,
  String.raw`\bredirect_to\b(?!\s*\(?\s*(?:\w+_(?:path|url)\b|@|["':]))`,
  String.raw`\b(?:HttpResponse(?:Permanent)?Redirect|RedirectResponse|sendRedirect|LocalRedirect)\s*\(${KNOWN}`,
  String.raw`\bhttp\.Redirect\(\w+,\s*\w+,\s*(?!["\`]\/)`,
  String.raw`["']Location:?\s*["']\s*[.,+]\s*\$?\w`,
  String.raw`(?:\b(?:window|document|self|top|globalThis)\.)location(?:\.href)?\s*=(?!=)${KNOWN}`,
  String.raw`\blocation\.(?:assign|replace)\s*\(${KNOWN}`,
  String.raw`\b(?:router|navigate|navigation|history)(?:\.\w+)?\(.*\b(?:searchParams|query|params)\b`,
  String.raw`["']redirect:["']\s*\+`,
  String.raw`\bredirect_\w+.*\bparams\b`,
  String.raw`\b(?:return_to|returnTo|return_url|returnUrl|redirect_uri|redirectUri|next_url|nextUrl)\b`,
);
const FILE_CALL =
  /\b(?:readFile|writeFile|appendFile|copyFile|unlink|rename|rmdir|createReadStream|createWriteStream|openSync|open|fopen|file_get_contents|file_put_contents|include|include_once|require_once|ReadFile|WriteFile|Open|Create|OpenRead|Remove|RemoveAll|File::(?:open|create)|fs::\w+|Bun\.file|read_to_string|File\.(?:read|open|write|delete)|new File|Files\.\w+)(?:Sync)?\((.*)/;
const JOINED =
  /\$\{|#\{|["'`]\s*[+.]\s*\$?\w|[\w$)]\s*[+.]\s*["'`]|\bf["']|\.join\(|\b(?:req|request|params|query|getParameter)\b/;
/** A name of a file that a request brings. */
const ASKED_FILE =
  /\b\w*(?:path|file|dir|folder|upload)s?\b.*(?:\b(?:req|request)\.|\bparams\b|\bFormValue\b|\bgetParameter\b|\bargs\[|\$_(?:GET|POST|REQUEST|FILES)\b)/i;
/** What somebody sent, under the name that it came with. */
const SENT_NAME = /\b(?:req|request)\.files?\b|\boriginal_?name\b/i;
const JAVA_PATH = /\bPaths?\.(?:get|of)\s*\((?!\s*"[^"]*"\s*\)).*\w*[nN]ame\b/;
const SENT_FILE =
  /\b(?:sendFile|send_file|send_from_directory|FileResponse|ServeFile|ServeContent|PhysicalFile|res\.download|extractall|extractAll|extractAllTo|unpack_archive|ZipFile\.ExtractToDirectory)\b/;
const JOINED_PATH =
  /\b(?:path\.(?:join|resolve)|os\.path\.join|filepath\.Join|Path\.Combine|Rails\.root\.join|File\.join)\s*\(.*\b(?:req|request|params|query|body|input|upload|uploads|filename|fileName|file_name|r\.URL)\b/;
const CLOUD =
  /\bprivileged["']?\s*[:=]\s*["']?true\b|\bhost(?:Network|PID|IPC|Path)\b|\brunAs(?:User["']?\s*:\s*0\b|NonRoot\b|Root\b)|\ballowPrivilegeEscalation\b|\breadOnlyRootFilesystem\b|\bserviceAccount(?:Name)?\b|\bapiGroups\s*:|\bverbs\s*:\s*\[|^\s*(?:in|e)gress\b\s*[:{]|["']0\.0\.0\.0:\d|\btype["']?\s*:\s*["']?(?:LoadBalancer|NodePort)\b|\bkind["']?\s*:\s*["']?(?:(?:Cluster)?Role(?:Binding)?|Deployment|StatefulSet|DaemonSet|Pod|Job|CronJob|Service|ServiceAccount|Ingress|Gateway|NetworkPolicy|Secret|ConfigMap|PodSecurityPolicy)\b|\b0\.0\.0\.0\/0|(?<![\w:])::\/0|["']?\b(?:Not)?(?:Action|Principal|Resource)s?["']?\s*[:=]\s*[[{]?\s*["']?(?:AWS["']?\s*:\s*["'])?\*|["']?\bEffect["']?\s*[:=]\s*["']?Allow\b|"(?:aws|google|azurerm)_\w*(?:iam|policy|security_group|firewall|bucket|role|kms)\w*"|\bAWS::(?:IAM|EC2::SecurityGroup|S3|KMS)|\bpublic(?:ly)?[-_]?(?:read|access)|\bgrantPublicAccess\b|\bblock_?public_?\w+|\bAllow_?All\b|\ballow\s+(?:all|any)\b|\b(?:ip6?tables|nft|ufw|firewall-cmd|setenforce)\s+-?\w|\bchmod\s+(?:-R\s+)?(?:a\+|o\+|0?777|0?666)/i;
const ENV_READ =
  /\b(?:process|import\.meta|Bun|Deno)\.env\b|\bos\.environ\b|\bos\.getenv\b|\bgetenv\s*\(|\bENV\s*(?:\[|\.fetch)|\bos\.(?:Getenv|LookupEnv)\b|\benv::var|\bSystem\.(?:getenv|get_env|fetch_env!?)|\bGetEnvironmentVariable\b|(?<![.\w])env\s*\(\s*["']|@Value\s*\(\s*["']\$\{|\bPlatform\.environment\b|\bprocessInfo\.environment\b|\bsys\.env\b|\bfromEnvironment\b|(?<![.\w])config\s*\(\s*["'][A-Z][A-Z0-9_]+["']|^\s*variable\s+"/;
/** What every system sets, and a build tool. */
const ENV_COMMON =
  /(?:\.|["'])(?:NODE_ENV|CI|NO_COLOR|FORCE_COLOR|HOME|PATH|TZ|LANG|PWD|USER|SHELL|TERM|EDITOR|MODE|DEV|PROD|SSR|TMPDIR)\b/;
const ENV_BLOCK = /^\s*(?:-\s+)?(?:environment|env|env_file|envFrom):/;
const YAML = /\.ya?ml$/i;
const MANIFEST = /\.(?:json|toml|xml|gemspec|podspec|cabal|cfg|exs|csproj|nuspec|yaml)$|(?:^|\/)setup\.py$/i;
const LICENCE = /(?:^|[\s{,("'])licen[cs]es?["']?\s*[:=]\s*["'{[]|<licen[cs]es?>|\blicense-file\b/i;

const ACCESS_FORM =
  /\bcan(?:Activate|Load|Match|ActivateChild|Deactivate)\b|(?<!Mutex|RwLock|Lock|Read|Write|Scope|Type|Null)\B[a-z]?Guards?\b|@(?:UseGuards|Roles|Secured|PreAuthorize|PostAuthorize|PermitAll|RolesAllowed|DenyAll|Public)\b|\bAllowA(?:ny|nonymous)\b|\bpermitAll\b|\b(?:pre_?[hH]andlers?|on_?[rR]equest|before_action|skip_before_action|plug)\b.*\b(?:verify|require|ensure|check|auth)\w*|(?<!\w)(?:[Rr]equire|[Ee]nsure)_?(?:[Oo]wner|[Uu]ser|[Mm]ember|[Ee]ditor|[Rr]ole|[Pp]ermission|[Ll]ogin|[Ss]cope|[Aa]uth)\w*|\b(?:Forbidden|Unauthorized|AccessDenied|PermissionDenied)\w*|^\s*(?:can|cannot)\s+\[?:\w+|->(?:middleware|can|cannot)\(\s*["'[]|\bGate::|\b(?:GRANT|REVOKE)\s+\w+.*\b(?:ON|TO|FROM)\b|\b(?:CREATE|ALTER|DROP)\s+POLICY\b|\bROW\s+LEVEL\s+SECURITY\b|^\s*allow\s+(?:read|write|get|list|create|update|delete)\b|\bis_?(?:[Ss]taff|[Oo]wner)\b|\buser_passes_test\b|\bcan(?:not)?\s*\(\s*["']|\bhas_?perms?\b|\bhas(?:Any)?(?:Role|Authority|Permission|Scope)\b|\bmiddleware["']?\s*[:=]\s*\[?\s*["']/;
/** The role of an element of a page, and of a message to a model. */
const OTHER_ROLES =
  /:?\brole=(?:"[^"]*"|'[^']*'|\{[^}]*\})|\b\w+ByRole\b|["']?\brole["']?\s*:\s*["'](?:user|assistant|system|tool|developer)["'](?=.*\b(?:content|parts)\b)/g;
const TENANT_OFF = /\bunscoped\b|\bwithoutGlobalScopes?\b|\bIgnoreQueryFilters\b/;
const CLIENT_IP = /\b(?:req|request|ctx)\.ip\b/;

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

/** `checkout` of a shop; git has one, too. */
const CHECKOUT = /(?<!git[\s.]|actions\/)\b\w*(?:(?<![a-z])checkout|Checkout)/;
const CREDIT_CARD = /(?:^| )(?:credit cards?|card number|(?:apple|google) pay|charge card)(?: |$)/;

/** Whether a line speaks of who may do what: as a call, a property, a reference, an option or an annotation. */
function speaksOfAccess(code: string): boolean {
  const own = code.replaceAll(OTHER_ROLES, "");
  return ACCESS_FORM.test(own) || wordsOf(own).some((word) => ACCESS.has(word));
}

/** Whether a line says whose data is read or written. */
const speaksOfTenant = (code: string, words: readonly string[]): boolean =>
  words.some((word) => TENANT.has(word)) || TENANT_PAIRS.test(words.join(" ")) || TENANT_OFF.test(code);

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
  "diff:cors": ({ code, words }) => words.includes("cors") || CORS.test(code),
  "diff:headers": ({ code }) => HEADERS.test(code),
  "diff:access": ({ code }) => speaksOfAccess(code),
  "diff:tenant": ({ code, words }) => speaksOfTenant(code, words),
  "diff:payment": ({ code, words }) =>
    anyOf(PAYMENT, words) || CHECKOUT.test(code) || CREDIT_CARD.test(words.join(" ")),
  "diff:personal": ({ code, words }) =>
    words.some((word) => PERSONAL.has(word)) || PERSONAL_PAIRS.test(words.join(" ")) || CLIENT_IP.test(code),
  "diff:request": ({ code, path }) => [...REQUEST, ...(JS.test(path) ? JS_REQUEST : [])].some((one) => one.test(code)),
  "diff:redirect": ({ code }) => REDIRECT.some((one) => one.test(code)),
  "diff:path": ({ code }) =>
    [SENT_FILE, SENT_NAME, JOINED_PATH, ASKED_FILE, JAVA_PATH].some((one) => one.test(code)) ||
    JOINED.test(FILE_CALL.exec(code)?.[1] ?? ""),
  "diff:cloud": ({ code }) => CLOUD.test(code),
  "diff:env": ({ code, path }) =>
    (ENV_READ.test(code) && !ENV_COMMON.test(code)) || (YAML.test(path) && ENV_BLOCK.test(code)),
  "diff:licence": ({ code, path }) => MANIFEST.test(path) && LICENCE.test(code),
  "diff:disabled-check": ({ code, raw }) => OFF.test(code) || PRAGMA.test(raw) || has(raw, LINT_OFF, LINT_RULE),
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
    GUARD.test(code) || NARROWS.test(code) || anyOf(AUTH, words) || speaksOfAccess(code) || speaksOfTenant(code, words)
  );
}

/** Removed lines that checked something and are not among the added ones: a check went, even if nothing came for it. */
export function removesGuard(removed: readonly string[], added: readonly string[], path: string): boolean {
  if (isDocument(path)) return false;
  const kept = new Set(added.map((line) => line.trim()));
  return removed.some((line) => !kept.has(line.trim()) && isGuard(line, path));
}
