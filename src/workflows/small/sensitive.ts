/**
 * What a light track never carries, in the order in which it is told, with the words and phrases of each topic; a phrase's
 * words may be joined by a blank or a dash.
 */
const PHRASES = {
  authentication:
    "login|logins|log in|logged in|logging in|logon|log out|logout|sign in|signin|signing in|sign up|signup|sign out|signout|" +
    "auth|oauth|oauth2|authn|authz|authentication|authenticate|authenticated|authenticates|authenticating|authorization|" +
    "authorisation|authorize|authorise|authorized|authorised|permission|permissions|access control|access rights|password|" +
    "passwords|passphrase|passkey|passkeys|credential|credentials|session|sessions|cookie|cookies|token|tokens|jwt|sso|saml|" +
    "oidc|openid|mfa|2fa|totp|two factor|single sign on|csrf|rbac|user roles|admin role|admin rights",
  cryptography:
    "crypto|cryptography|cryptographic|encrypt|encrypts|encrypted|encrypting|encryption|decrypt|decrypts|decrypted|decryption|" +
    "cipher|ciphers|hmac|hashing|hashed|bcrypt|argon2|tls|ssl|certificate|certificates|private key|private keys|signing key|" +
    "signing keys|api key|api keys|secret|secrets",
  "personal data":
    "pii|gdpr|personal data|personal information|personal details|user data|customer data|email address|email addresses|" +
    "phone number|phone numbers|date of birth|birth date|birthday|social security|ssn|passport|passports|health data|" +
    "medical data|medical records|home address|postal address|ip address|ip addresses|location data",
  "payment data":
    "payment|payments|billing|credit card|credit cards|card number|card numbers|card data|checkout|invoice|invoices|" +
    "invoicing|refund|refunds|stripe|paypal|iban|bank account|bank accounts|bank details|paywall|subscription|subscriptions",
  migrations:
    "migration|migrations|migrate|migrates|migrated|migrating|schema change|schema changes|database schema|alter table|" +
    "drop table|drop column|add column|new column|new table",
  "new dependencies":
    "new dependency|new dependencies|new package|new packages|new library|new libraries|add dependency|add dependencies|" +
    "add package|add library|adding dependency|adding library|additional dependency|additional dependencies|" +
    "further dependencies|npm install|pip install|go get|cargo add|bun add|yarn add|pnpm add",
  "feature flags":
    "feature flag|feature flags|feature toggle|feature toggles|feature switch|featureflag|featureflags|launchdarkly|" +
    "behind a flag|kill switch",
  security:
    "security|insecure|unsafe|xss|cross site scripting|injection|injections|inject|ssrf|xxe|rce|code execution|" +
    "vulnerability|vulnerabilities|vulnerable|cve|cves|exploit|exploits|exploitable|attack|attacks|attacker|attackers|" +
    "hacked|hacker|hackers|malicious|untrusted|sanitize|sanitizes|sanitized|sanitizing|sanitization|sanitise|sanitised|" +
    "unescaped|path traversal|directory traversal|open redirect|clickjacking|denial of service|brute force|rate limit|" +
    "rate limits|rate limiting|overflow attack|deserialization|owasp|pentest|harden|hardening|spoofing|tampering|" +
    "certificate check|certificate checks|data leak|data breach",
  access:
    "role|roles|admin|admins|administrator|administrators|guard|guards|tenant|tenants|tenancy|multi tenant|acl|privilege|" +
    "privileges|impersonate|impersonation|superuser|other users|other user|another user|each other's|everybody may|" +
    "everyone may|anonymous|unauthenticated|unauthorized|unauthorised|forbidden|allow all|allow any|allow everyone|access",
};
/**
 * What keeps a light track from being proposed, and not from being named: people that say `config-only` of a server know
 * what they change, and the rules on the diff look at it.
 */
const DOUBTS: Record<string, string> = {
  infrastructure:
    "firewall|firewalls|cors|csp|content security policy|ingress|egress|port|ports|proxy|proxies|vpn|dns|nginx|apache|" +
    "kubernetes|k8s|helm|terraform|ansible|docker|dockerfile|iam|s3|bucket|buckets|aws|gcp|azure|cloud|cluster|clusters|" +
    "manifest|load balancer|server|servers|deployment|deployments|pipeline|workflow|ci|environment variable|" +
    "environment variables|env var|env vars|production|headers|public|expose|exposed",
  "data from outside":
    "upload|uploads|uploaded|uploading|webhook|webhooks|redirect|redirects|user input|input|inputs|validation|validate|" +
    "validates|escape|escaping|escaped|html|shell|command|commands|eval|regex|url|urls|unzip|import|imports",
  "stored data":
    "sql|column|columns|database|databases|schema|schemas|query|queries|index|delete|deletes|deleted|deleting|deletion|drop|purge|wipe|" +
    "erase|truncate|backfill|retention|backup|backups|inactive users|phone|email|e mail|emails|address",
  money: "price|prices|pricing|tax|taxes|vat|discount|discounts|currency|total|totals|amount|amounts|cart|shipping",
  licences: "license|licenses|licence|licences|gpl|agpl|copyright",
  defects:
    "crash|crashes|crashing|fail|fails|failing|failure|exception|exceptions|race|deadlock|leak|leaks|corrupt|corrupted|" +
    "concurrency|disable|disables|disabled|skip|skips|bypass|bypasses|ignore|ignores",
  "other words for a login, money and persons":
    "anmeldung|anmelden|passwort|kennwort|benutzer|nutzer|rolle|rollen|berechtigung|zahlung|bezahlung|rechnung|mot de passe|" +
    "connexion|paiement|facture|utilisateur|contraseña|usuario|pago|factura|senha|pagamento|usuário|utente|accesso|wachtwoord|" +
    "inloggen|betaling|gebruiker|hasło|lösenord|salasana|parola|пароль|вход|密码|登录|パスワード|ログイン|비밀번호|로그인",
};
export type Sensitive = keyof typeof PHRASES;
export const SENSITIVE = Object.keys(PHRASES) as Sensitive[];

/** A missing login or encryption is a change of it; a missing migration is none. */
const MAY_BE_ABSENT: readonly string[] = ["migrations", "new dependencies", "feature flags"];

/** A set of words, from a text with one blank between them. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const NOT = wordSet(
  "not never cannot don't doesn't didn't won't shouldn't mustn't can't isn't aren't wouldn't nor neither",
);
const TOUCH = wordSet(
  "touch touches touching touched change changes changing changed affect affects affecting affected modify modifies " +
    "modifying modified alter alters altering altered involve involves involving involved concern concerns concerning edit " +
    "edits editing impact impacts impacting break breaks breaking",
);
const NEED = wordSet(
  "need needs needing require requires requiring add adds adding introduce introduces introducing use uses using",
);
const CHANGE = wordSet(
  "change changes impact impacts effect effects modification modifications edit edits work influence",
);
const STILL = wordSet("untouched unchanged unaffected");
/** Words that end what a "not" speaks of. */
const BREAK = wordSet(
  "but however yet instead then so because although though while when where which that who it we they this only just " +
    "except until unless after before to by if with",
);
/** What may stand in a list behind a comma, "and" or "or" without ending it, beside the topics themselves. */
const LISTED = wordSet(
  "the a an any our its of new existing current code data page pages flow flows logic form forms at all or and nor",
);
/** "token" is none of these, and "git checkout" pays nothing. */
const NO_TOKEN = wordSet("design css lexer parser syntax theme color unexpected");

interface Word {
  text: string;
  /** A comma stands before it; a sentence's end begins a new list of words. */
  comma: boolean;
}

/** Sentences as words in lower case; camel case comes apart, an apostrophe holds a word together. */
function sentences(request: string): Word[][] {
  const text = request
    .normalize("NFC")
    .replaceAll("’", "'")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase();
  const out: Word[][] = [[]];
  let comma = false;
  for (const [token] of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?|[.;:!?\n](?!\p{L})|[,()–—]/gu)) {
    const isComma = /^[,()–—]$/.test(token);
    if (/^[.;:!?\n]$/.test(token)) out.push([]);
    else if (!isComma) out.at(-1)!.push({ text: token, comma });
    comma = isComma;
  }
  return out;
}

interface Hit<T extends string = string> {
  topic: T;
  words: string;
  from: number;
  to: number;
}

function hitsIn<T extends string>(
  words: readonly Word[],
  phrases: ReadonlyMap<string, { topic: T; rest: string[] }[]>,
): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let from = 0; from < words.length; from++) {
    const text = words[from]!.text;
    const before = words[from - 1]?.text ?? "";
    if (/^tokens?$/.test(text) && NO_TOKEN.has(before)) continue;
    if (text === "checkout" && before === "git") continue;
    // An article changes nothing: "add a dependency", "add the new library".
    const follow = (at: number): number => {
      let next = at + 1;
      while (/^(?:an?|the|another|one|some|new)$/.test(words[next]?.text ?? "")) next++;
      return next;
    };
    for (const { topic, rest } of phrases.get(text) ?? []) {
      let to = from;
      const fits = rest.every((part) => {
        const next = words[to + 1]?.text === part ? to + 1 : topic === "new dependencies" ? follow(to) : to + 1;
        to = next;
        return words[next]?.text === part;
      });
      if (fits) hits.push({ topic, words: [text, ...rest].join(" "), from, to });
    }
  }
  return hits;
}

/** Whether the words from `at` on up to `until` are still what a negation before them speaks of. */
function carries(words: readonly Word[], at: number, until: number, inHit: ReadonlySet<number>): boolean {
  let list = false;
  for (let index = at; index < until; index++) {
    const { text, comma } = words[index]!;
    if (BREAK.has(text)) return false;
    if (comma || text === "and" || text === "or" || text === "nor") list = true;
    if (list && !LISTED.has(text) && !inHit.has(index)) return false;
  }
  return until - at <= 8 || list;
}

/** Where the object of a negation begins when one starts at `index`, and which topics it can take back. */
function negation(words: readonly Word[], index: number): { from: number; all: boolean } | null {
  const text = (at: number): string => words[at]?.text ?? "";
  const only = (at: number): boolean => text(at) === "only" || text(at) === "just";
  // "cannot be done without touching the login" takes nothing back.
  const denied = words
    .slice(Math.max(0, index - 6), index)
    .some((word) => NOT.has(word.text) || /^(?:im|in)possible$|^hard$/.test(word.text));
  const here = text(index);
  if (here === "without" || here === "no") {
    if (denied || text(index + 1) === "longer" || only(index + 1)) return null;
    let at = index + 1;
    while (/^(?:any|a|an|further|other|real|actual|making|having)$/.test(text(at))) at++;
    if (here === "without" && TOUCH.has(text(at)) && !only(at + 1)) return { from: at + 1, all: true };
    if (CHANGE.has(text(at)) && /^(?:to|on|in|of|at)$/.test(text(at + 1))) return { from: at + 2, all: true };
    return { from: index + 1, all: false };
  }
  if (here === "nothing" && ["to", "do", "with"].every((word, at) => text(index + 1 + at) === word))
    return { from: index + 4, all: true };
  const related = NOT.has(here) ? index + 1 : index;
  if (text(related) === (related > index ? "related" : "unrelated") && text(related + 1) === "to")
    return { from: related + 2, all: true };
  if (!NOT.has(here) || only(index + 1)) return null;
  let at = index + 1;
  while (/^(?:be|to|in|any|way|really|actually|even)$/.test(text(at))) at++;
  if (TOUCH.has(text(at))) return denied ? null : { from: at + 1, all: true };
  return NEED.has(text(at)) ? { from: at + 1, all: false } : null;
}

/** "the login stays untouched", "payments are not affected", "migrations are out of scope". */
function takenBackBehind(words: readonly Word[], hit: Hit, inHit: ReadonlySet<number>): boolean {
  const text = (at: number): string => words[at]?.text ?? "";
  const verb = /^(?:the|our)$/.test(text(hit.from - 1)) ? text(hit.from - 2) : text(hit.from - 1);
  for (let at = hit.to + 1; at <= hit.to + 12 && at < words.length; at++) {
    const listed = words[at]!.comma || LISTED.has(text(at)) || inHit.has(at);
    if (STILL.has(text(at)) || (text(at) === "out" && text(at + 1) === "of" && text(at + 2) === "scope")) return true;
    const left = text(at) === "alone" || (text(at) === "as" && /^(?:is|it|they)$/.test(text(at + 1)));
    if (left && /^(?:leav(?:e|es|ing)|keep(?:s|ing)?)$/.test(verb)) return true;
    const next = text(at + 2);
    if (text(at + 1) === "not") {
      if (/^(?:is|are)$/.test(text(at)) && /^(?:touched|affected|involved|concerned)$/.test(next)) return true;
      const isWill = /^(?:must|should|shall|will)$/.test(text(at));
      if (isWill && (next === "change" || (next === "be" && TOUCH.has(text(at + 3))))) return true;
    }
    if (!listed && !/^(?:is|are|stay|stays|remain|remains|staying|remaining|completely|entirely)$/.test(text(at)))
      return false;
  }
  return false;
}

/** "no login changes", "without payment changes": what follows says that the topic is only named. */
function saysChange(words: readonly Word[], hit: Hit): boolean {
  const next = words[hit.to + 1]?.text ?? "";
  return CHANGE.has(next) && next !== "work";
}

/**
 * The topics that a request speaks of, with the words found, each once. A topic that is named only to say that it is left
 * alone ("does not touch login", "no change to payments") does not count; in doubt it counts.
 */
export const sensitiveIn = (request: string): { topic: Sensitive; words: string[] }[] => topicsIn(request, PHRASES);

/** What makes a light track doubtful, in the same way. */
export const doubtsIn = (request: string): { topic: string; words: string[] }[] => topicsIn(request, DOUBTS);

function topicsIn<T extends string>(request: string, of: Record<T, string>): { topic: T; words: string[] }[] {
  const topics = Object.keys(of) as T[];
  const phrases = new Map<string, { topic: T; rest: string[] }[]>();
  for (const topic of topics)
    for (const phrase of of[topic].split("|")) {
      const [first, ...rest] = phrase.split(" ");
      phrases.set(first!, [...(phrases.get(first!) ?? []), { topic, rest }]);
    }
  const found = new Map<T, Set<string>>();
  for (const words of sentences(request)) {
    const hits = hitsIn(words, phrases);
    const inHit = new Set<number>();
    for (const { from, to } of hits) for (let at = from; at <= to; at++) inHit.add(at);
    for (const hit of hits) {
      const nearby = Math.max(0, hit.from - 30);
      let taken = takenBackBehind(words, hit, inHit);
      for (let index = nearby; index < hit.from && !taken; index++) {
        const scope = negation(words, index);
        if (scope === null) continue;
        const all = scope.all || MAY_BE_ABSENT.includes(hit.topic) || saysChange(words, hit);
        // A phrase may begin with the verb itself: "do not add a dependency".
        taken = all && scope.from <= hit.to && carries(words, scope.from, hit.from, inHit);
      }
      if (!taken) found.set(hit.topic, (found.get(hit.topic) ?? new Set()).add(hit.words));
    }
  }
  return topics.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words: [...words] }];
  });
}

/** A word of at least two letters, in camel case or behind any sign: `OAuthHTTPClient_v2` is OAuth, HTTP, Client, v2. */
const WORD = /OAuth2?|\p{Lu}+(?![\p{Ll}\p{M}])[\p{N}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+[\p{N}]*|\p{Lu}|\p{N}+\p{L}*/gu;

/** The words of a path, an identifier or a line of code, in lower case; `tokenizer` is one word, `tokenService` two. */
export function wordsOf(text: string): string[] {
  return (text.normalize("NFC").match(WORD) ?? []).map((word) => word.toLowerCase());
}
