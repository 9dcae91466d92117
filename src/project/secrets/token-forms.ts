/**
 * Secrets that are known by their form, wherever they come from: tokens of well-known services,
 * private keys, passwords in addresses and connection strings. Only forms that nothing else has: a
 * hash, a UUID or a lock file's integrity is none.
 */

/**
 * Where a token may begin: after no other letter or digit, or after an escaped line end or tab.
 */
const START = /(?:(?<!\w)|(?<=\\[nrt]))/.source;

/**
 * By what a token begins with: the rest of it. One that is all of its form needs no more than that.
 */
const TOKENS = [
  // GitHub, GitLab
  /gh[pousr]_[A-Za-z0-9]{30,255}/,
  /github_pat_[A-Za-z0-9_]{22,255}/,
  /gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|oas|ffct)-[A-Za-z0-9_.-]{20,300}/,
  // Stripe
  /[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}/,
  /whsec_[A-Za-z0-9+/=]{24,100}/,
  // Slack
  /xox[abceoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,300}/,
  /xapp-\d-[A-Za-z0-9-]{20,200}/,
  // OpenAI, Anthropic and others that write theirs in the same way
  /sk-(?:proj|svcacct|admin|ant|or)-[A-Za-z0-9_-]{20,300}/,
  /sk-(?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{32,100}(?!\w)/,
  // AWS
  /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?!\w)/,
  // Google
  /AIza[A-Za-z0-9_-]{35}(?!\w)/,
  /ya29\.[A-Za-z0-9_-]{20,2048}/,
  /GOCSPX-[A-Za-z0-9_-]{24,60}/,
  // Registries of packages and images
  /npm_[A-Za-z0-9]{36}(?!\w)/,
  /pypi-AgE[A-Za-z0-9_-]{50,1000}/,
  /rubygems_[0-9a-f]{48}(?!\w)/,
  /dckr_pat_[A-Za-z0-9_-]{20,100}/,
  // Clouds and services
  /do[opr]_v1_[0-9a-f]{64}(?!\w)/,
  /hvs\.[A-Za-z0-9_-]{24,300}/,
  /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,100}/,
  /dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,100}/,
  /[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/,
  /SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}/,
  /SK[0-9a-f]{32}(?!\w)/,
  /shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}(?!\w)/,
  /sq0csp-[A-Za-z0-9_-]{43}/,
  /hf_[A-Za-z]{34}(?!\w)/,
  /dapi[0-9a-f]{32}(?:-\d)?(?!\w)/,
  /lin_api_[A-Za-z0-9]{40}(?!\w)/,
  /ntn_[A-Za-z0-9]{40,50}(?!\w)/,
  /NRAK-[A-Z0-9]{27}(?!\w)/,
  /sntry[su]_[A-Za-z0-9+/=_-]{40,400}/,
  /glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}(?!\w)/,
  /sb(?:p_[0-9a-f]{40}|_secret_[A-Za-z0-9_-]{20,100})(?!\w)/,
  /\d{8,10}:AA[A-Za-z0-9_-]{33}(?!\w)/,
  /AGE-SECRET-KEY-1[A-Z0-9]{58}(?!\w)/,
  // JSON web tokens: header and content are objects, the signature may be empty; encrypted ones
  // have five parts
  /eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,16000}(?:\.[A-Za-z0-9_-]{0,4000})?/,
  /eyJ[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,16000}){4}/,
];
const TOKEN = new RegExp(`${START}(?:${TOKENS.map((one) => one.source).join("|")})`, "g");

/** What stands after a name or in an address: its first group is the secret. */
const NAMED = [
  // The password of an address. A path is none: `http://localhost:3000/@vite/client`.
  /:\/\/[^\s:/@"'`<>\\]{0,200}:([^\s/"'`<>\\]{1,500})@/dg,
  // Connection strings of databases, storage and queues.
  /;[ \t]?(?:Password|Pwd)[ \t]?=[ \t]?([^\s;"']{4,300})/dgi,
  /(?<![\w.])(?:Password|Pwd)=([^\s;"']{4,300});(?=[ \t]?[A-Za-z][A-Za-z ]{2,30}=)/dgi,
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([A-Za-z0-9+/=%&_.~-]{20,500})/dgi,
  /\b(?:aws_?secret_?access_?key|aws_?session_?token|SecretAccessKey|SessionToken)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9+/=]{40,2000})/dgi,
  /\b(?:Bearer|Basic)[ \t]+((?=[A-Za-z._~+/=-]{0,200}\d)[A-Za-z0-9._~+/=-]{16,4000})/dgi,
  /:_(?:authToken|auth|password)[ \t]?=[ \t]?["']?([^\s"']{8,1000})/dg,
  // An address that is a secret as a whole: whoever knows it may post there.
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{20,200})/dg,
  /discord(?:app)?\.com\/api\/webhooks\/(\d{10,25}\/[A-Za-z0-9_-]{40,100})/dg,
];

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** In characters; a key is not longer. */
const MAX_KEY = 20_000;
/** A line of a key: without one it is only spoken of. */
const KEY_LINE = /[A-Za-z0-9+/=]{32}/;
/** Lines of a key whose end is not there, with what a program may have put before each. */
const KEY_LINES = /(?:(?:\r?\n|\\n)[^\n\\]{0,60}?[A-Za-z0-9+/=]{16,}[ \t]*)+/y;

type Span = readonly [start: number, end: number];

/** Where tokens stand in a text. */
export function tokensIn(text: string): Span[] {
  const tokens = text
    .matchAll(TOKEN)
    .map(({ index, 0: token }): Span => [index, index + token.length]);
  const named = NAMED.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ indices }) => indices![1]!),
  );
  return [...tokens, ...named, ...keysIn(text)];
}

function keysIn(text: string): Span[] {
  const found: Span[] = [];
  const ends = [...text.matchAll(KEY_END)].map((one) => one.index + one[0].length);
  let next = 0;
  for (const { index, 0: head } of text.matchAll(KEY_BEGIN)) {
    const inside = index + head.length;
    while (next < ends.length && ends[next]! <= inside) next++;
    const end = ends[next];
    if (end !== undefined && end - index < MAX_KEY) {
      if (KEY_LINE.test(text.slice(inside, end))) found.push([index, end]);
      continue;
    }
    KEY_LINES.lastIndex = inside;
    const shown = inside + (KEY_LINES.exec(text)?.[0].length ?? 0);
    if (shown > inside) found.push([index, shown]);
  }
  return found;
}
