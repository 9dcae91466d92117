// @bun
import {
  projectPath
} from "./s18.js";

// src/workflows/small/sensitive.ts
var PHRASES = {
  authentication: "login|logins|log in|logged in|logging in|logon|log out|logout|sign in|signin|signing in|sign up|signup|sign out|signout|" + "auth|oauth|oauth2|authn|authz|authentication|authenticate|authenticated|authenticates|authenticating|authorization|" + "authorisation|authorize|authorise|authorized|authorised|permission|permissions|access control|access rights|password|" + "passwords|passphrase|passkey|passkeys|credential|credentials|session|sessions|cookie|cookies|token|tokens|jwt|sso|saml|" + "oidc|openid|mfa|2fa|totp|two factor|single sign on|csrf|rbac|user roles|admin role|admin rights",
  cryptography: "crypto|cryptography|cryptographic|encrypt|encrypts|encrypted|encrypting|encryption|decrypt|decrypts|decrypted|decryption|" + "cipher|ciphers|hmac|hashing|hashed|bcrypt|argon2|tls|ssl|certificate|certificates|private key|private keys|signing key|" + "signing keys|api key|api keys|secret|secrets",
  "personal data": "pii|gdpr|personal data|personal information|personal details|user data|customer data|email address|email addresses|" + "phone number|phone numbers|date of birth|birth date|birthday|social security|ssn|passport|passports|health data|" + "medical data|medical records|home address|postal address|ip address|ip addresses|location data",
  "payment data": "payment|payments|billing|credit card|credit cards|card number|card numbers|card data|checkout|invoice|invoices|" + "invoicing|refund|refunds|stripe|paypal|iban|bank account|bank accounts|bank details|paywall|subscription|subscriptions",
  migrations: "migration|migrations|migrate|migrates|migrated|migrating|schema change|schema changes|database schema|alter table|" + "drop table|drop column|add column|new column|new table",
  "new dependencies": "new dependency|new dependencies|new package|new packages|new library|new libraries|add dependency|add dependencies|" + "add package|add library|adding dependency|adding library|additional dependency|additional dependencies|" + "further dependencies|npm install|pip install|go get|cargo add|bun add|yarn add|pnpm add",
  "feature flags": "feature flag|feature flags|feature toggle|feature toggles|feature switch|featureflag|featureflags|launchdarkly|" + "behind a flag|kill switch",
  security: "security|insecure|unsafe|xss|cross site scripting|injection|injections|inject|ssrf|xxe|rce|code execution|" + "vulnerability|vulnerabilities|vulnerable|cve|cves|exploit|exploits|exploitable|attack|attacks|attacker|attackers|" + "hacked|hacker|hackers|malicious|untrusted|sanitize|sanitizes|sanitized|sanitizing|sanitization|sanitise|sanitised|" + "unescaped|path traversal|directory traversal|open redirect|clickjacking|denial of service|brute force|rate limit|" + "rate limits|rate limiting|overflow attack|deserialization|owasp|pentest|harden|hardening|spoofing|tampering|" + "certificate check|certificate checks|data leak|data breach",
  access: "role|roles|admin|admins|administrator|administrators|guard|guards|tenant|tenants|tenancy|multi tenant|acl|privilege|" + "privileges|impersonate|impersonation|superuser|other users|other user|another user|each other's|everybody may|" + "everyone may|anonymous|unauthenticated|unauthorized|unauthorised|forbidden|allow all|allow any|allow everyone|access"
};
var DOUBTS = {
  infrastructure: "firewall|firewalls|cors|csp|content security policy|ingress|egress|port|ports|proxy|proxies|vpn|dns|nginx|apache|" + "kubernetes|k8s|helm|terraform|ansible|docker|dockerfile|iam|s3|bucket|buckets|aws|gcp|azure|cloud|cluster|clusters|" + "manifest|load balancer|server|servers|deployment|deployments|pipeline|workflow|ci|environment variable|" + "environment variables|env var|env vars|production|headers|public|expose|exposed",
  "data from outside": "upload|uploads|uploaded|uploading|webhook|webhooks|redirect|redirects|user input|input|inputs|validation|validate|" + "validates|escape|escaping|escaped|html|shell|command|commands|eval|regex|url|urls|unzip|import|imports",
  "stored data": "sql|column|columns|database|databases|schema|schemas|query|queries|index|delete|deletes|deleted|deleting|deletion|drop|purge|wipe|" + "erase|truncate|backfill|retention|backup|backups|inactive users|phone|email|e mail|emails|address",
  money: "price|prices|pricing|tax|taxes|vat|discount|discounts|currency|total|totals|amount|amounts|cart|shipping",
  licences: "license|licenses|licence|licences|gpl|agpl|copyright",
  defects: "crash|crashes|crashing|fail|fails|failing|failure|exception|exceptions|race|deadlock|leak|leaks|corrupt|corrupted|" + "concurrency|disable|disables|disabled|skip|skips|bypass|bypasses|ignore|ignores",
  "other words for a login, money and persons": "anmeldung|anmelden|passwort|kennwort|benutzer|nutzer|rolle|rollen|berechtigung|zahlung|bezahlung|rechnung|mot de passe|" + "connexion|paiement|facture|utilisateur|contrase\xF1a|usuario|pago|factura|senha|pagamento|usu\xE1rio|utente|accesso|wachtwoord|" + "inloggen|betaling|gebruiker|has\u0142o|l\xF6senord|salasana|parola|\u043F\u0430\u0440\u043E\u043B\u044C|\u0432\u0445\u043E\u0434|\u5BC6\u7801|\u767B\u5F55|\u30D1\u30B9\u30EF\u30FC\u30C9|\u30ED\u30B0\u30A4\u30F3|\uBE44\uBC00\uBC88\uD638|\uB85C\uADF8\uC778"
};
var SENSITIVE = Object.keys(PHRASES);
var MAY_BE_ABSENT = ["migrations", "new dependencies", "feature flags"];
var wordSet = (text) => new Set(text.split(" "));
var NOT = wordSet("not never cannot don't doesn't didn't won't shouldn't mustn't can't isn't aren't wouldn't nor neither");
var TOUCH = wordSet("touch touches touching touched change changes changing changed affect affects affecting affected modify modifies " + "modifying modified alter alters altering altered involve involves involving involved concern concerns concerning edit " + "edits editing impact impacts impacting break breaks breaking");
var NEED = wordSet("need needs needing require requires requiring add adds adding introduce introduces introducing use uses using");
var CHANGE = wordSet("change changes impact impacts effect effects modification modifications edit edits work influence");
var STILL = wordSet("untouched unchanged unaffected");
var BREAK = wordSet("but however yet instead then so because although though while when where which that who it we they this only just " + "except until unless after before to by if with");
var LISTED = wordSet("the a an any our its of new existing current code data page pages flow flows logic form forms at all or and nor");
var NO_TOKEN = wordSet("design css lexer parser syntax theme color unexpected");
function sentences(request) {
  const text = request.normalize("NFC").replaceAll("\u2019", "'").replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  const out = [[]];
  let comma = false;
  for (const [token] of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?|[.;:!?\n](?!\p{L})|[,()\u2013\u2014]/gu)) {
    const isComma = /^[,()\u2013\u2014]$/.test(token);
    if (/^[.;:!?\n]$/.test(token))
      out.push([]);
    else if (!isComma)
      out.at(-1).push({ text: token, comma });
    comma = isComma;
  }
  return out;
}
function hitsIn(words, phrases) {
  const hits = [];
  for (let from = 0;from < words.length; from++) {
    const text = words[from].text;
    const before = words[from - 1]?.text ?? "";
    if (/^tokens?$/.test(text) && NO_TOKEN.has(before))
      continue;
    if (text === "checkout" && before === "git")
      continue;
    const follow = (at) => {
      let next = at + 1;
      while (/^(?:an?|the|another|one|some|new)$/.test(words[next]?.text ?? ""))
        next++;
      return next;
    };
    for (const { topic, rest } of phrases.get(text) ?? []) {
      let to = from;
      const fits = rest.every((part) => {
        const next = words[to + 1]?.text === part ? to + 1 : topic === "new dependencies" ? follow(to) : to + 1;
        to = next;
        return words[next]?.text === part;
      });
      if (fits)
        hits.push({ topic, words: [text, ...rest].join(" "), from, to });
    }
  }
  return hits;
}
function carries(words, at, until, inHit) {
  let list = false;
  for (let index = at;index < until; index++) {
    const { text, comma } = words[index];
    if (BREAK.has(text))
      return false;
    if (comma || text === "and" || text === "or" || text === "nor")
      list = true;
    if (list && !LISTED.has(text) && !inHit.has(index))
      return false;
  }
  return until - at <= 8 || list;
}
function negation(words, index) {
  const text = (at) => words[at]?.text ?? "";
  const only = (at) => text(at) === "only" || text(at) === "just";
  const denied = words.slice(Math.max(0, index - 6), index).some((word) => NOT.has(word.text) || /^(?:im|in)possible$|^hard$/.test(word.text));
  const here = text(index);
  if (here === "without" || here === "no") {
    if (denied || text(index + 1) === "longer" || only(index + 1))
      return null;
    let at = index + 1;
    while (/^(?:any|a|an|further|other|real|actual|making|having)$/.test(text(at)))
      at++;
    if (here === "without" && TOUCH.has(text(at)) && !only(at + 1))
      return { from: at + 1, all: true };
    if (CHANGE.has(text(at)) && /^(?:to|on|in|of|at)$/.test(text(at + 1)))
      return { from: at + 2, all: true };
    return { from: index + 1, all: false };
  }
  if (here === "nothing" && ["to", "do", "with"].every((word, at) => text(index + 1 + at) === word))
    return { from: index + 4, all: true };
  const related = NOT.has(here) ? index + 1 : index;
  if (text(related) === (related > index ? "related" : "unrelated") && text(related + 1) === "to")
    return { from: related + 2, all: true };
  if (!NOT.has(here) || only(index + 1))
    return null;
  let at = index + 1;
  while (/^(?:be|to|in|any|way|really|actually|even)$/.test(text(at)))
    at++;
  if (TOUCH.has(text(at)))
    return denied ? null : { from: at + 1, all: true };
  return NEED.has(text(at)) ? { from: at + 1, all: false } : null;
}
function takenBackBehind(words, hit, inHit) {
  const text = (at) => words[at]?.text ?? "";
  const verb = /^(?:the|our)$/.test(text(hit.from - 1)) ? text(hit.from - 2) : text(hit.from - 1);
  for (let at = hit.to + 1;at <= hit.to + 12 && at < words.length; at++) {
    const listed = words[at].comma || LISTED.has(text(at)) || inHit.has(at);
    if (STILL.has(text(at)) || text(at) === "out" && text(at + 1) === "of" && text(at + 2) === "scope")
      return true;
    const left = text(at) === "alone" || text(at) === "as" && /^(?:is|it|they)$/.test(text(at + 1));
    if (left && /^(?:leav(?:e|es|ing)|keep(?:s|ing)?)$/.test(verb))
      return true;
    const next = text(at + 2);
    if (text(at + 1) === "not") {
      if (/^(?:is|are)$/.test(text(at)) && /^(?:touched|affected|involved|concerned)$/.test(next))
        return true;
      const isWill = /^(?:must|should|shall|will)$/.test(text(at));
      if (isWill && (next === "change" || next === "be" && TOUCH.has(text(at + 3))))
        return true;
    }
    if (!listed && !/^(?:is|are|stay|stays|remain|remains|staying|remaining|completely|entirely)$/.test(text(at)))
      return false;
  }
  return false;
}
function saysChange(words, hit) {
  const next = words[hit.to + 1]?.text ?? "";
  return CHANGE.has(next) && next !== "work";
}
var sensitiveIn = (request) => topicsIn(request, PHRASES);
var doubtsIn = (request) => topicsIn(request, DOUBTS);
function topicsIn(request, of) {
  const topics = Object.keys(of);
  const phrases = new Map;
  for (const topic of topics)
    for (const phrase of of[topic].split("|")) {
      const [first, ...rest] = phrase.split(" ");
      phrases.set(first, [...phrases.get(first) ?? [], { topic, rest }]);
    }
  const found = new Map;
  for (const words of sentences(request)) {
    const hits = hitsIn(words, phrases);
    const inHit = new Set;
    for (const { from, to } of hits)
      for (let at = from;at <= to; at++)
        inHit.add(at);
    for (const hit of hits) {
      const nearby = Math.max(0, hit.from - 30);
      let taken = takenBackBehind(words, hit, inHit);
      for (let index = nearby;index < hit.from && !taken; index++) {
        const scope = negation(words, index);
        if (scope === null)
          continue;
        const all = scope.all || MAY_BE_ABSENT.includes(hit.topic) || saysChange(words, hit);
        taken = all && scope.from <= hit.to && carries(words, scope.from, hit.from, inHit);
      }
      if (!taken)
        found.set(hit.topic, (found.get(hit.topic) ?? new Set).add(hit.words));
    }
  }
  return topics.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words: [...words] }];
  });
}
var WORD = /OAuth2?|\p{Lu}+(?![\p{Ll}\p{M}])[\p{N}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+[\p{N}]*|\p{Lu}|\p{N}+\p{L}*/gu;
function wordsOf2(text) {
  return (text.normalize("NFC").match(WORD) ?? []).map((word) => word.toLowerCase());
}

// src/workflows/small/path-rules.ts
var AUTH_WORDS = wordSet("auth authn authz oauth authentication authenticate authenticator authorization authorisation authorize authorizer authorizers " + "authorise login logins logon logout signin signout signup session sessions password passwords passwd passphrase " + "passkey passkeys credential credentials sso saml oidc openid jwt jwts mfa totp otp 2fa webauthn fido rbac acl " + "permission permissions csrf xsrf security");
var CRYPTO_WORDS = wordSet("crypto cryptography cryptographic encrypt encrypted encryption encryptor decrypt decryption decryptor cipher ciphers " + "hmac hasher hashing tls ssl x509 cert certs certificate certificates keystore truststore keyring kms secret secrets " + "signing bcrypt argon scrypt pbkdf");
var TOKEN_WORDS = wordSet("token tokens");
var OTHER_TOKENS = wordSet("lexer lex lexical parser parse parsing syntax ast grammar design theme css style styles color");
var ADDED = wordSet("service services controller controllers middleware handler handlers manager provider providers helper util utils page " + "form view views guard module router routes route client server api config store context user users reset hash key " + "keys token tokens check flow base custom admin app my");
function isOf(words, word) {
  const plain = word.replace(/\p{N}+$/u, "");
  if (words.has(word) || words.has(plain))
    return true;
  for (let cut = 3;cut <= plain.length - 2; cut++) {
    const [head, tail] = [plain.slice(0, cut), plain.slice(cut)];
    if (words.has(head) && ADDED.has(tail) || ADDED.has(head) && words.has(tail))
      return true;
  }
  return false;
}
var anyOf = (list, words) => words.some((word) => word.length <= 60 && isOf(list, word));
var speaksOfToken = (words) => words.some((word) => TOKEN_WORDS.has(word)) && !words.some((word) => OTHER_TOKENS.has(word));
var INERT = /\.(?:md|markdown|rst|adoc|txt|pdf|docx?|png|jpe?g|gif|webp|avif|ico|svg|css|scss|sass|less|woff2?|ttf|mp4)$/;
var isDocument = (path) => INERT.test(path.toLowerCase());
var DEPENDENCIES = /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|deno\.jsonc?|deno\.lock|jsr\.json|bower\.json|(?:[\w.-]+[-_.])?requirements(?:[-_.][\w.-]+)?\.(?:txt|in)|constraints\.txt|pyproject\.toml|poetry\.lock|pdm\.lock|uv\.lock|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment\.ya?ml|conda-lock\.yml|go\.(?:mod|sum|work|work\.sum)|cargo\.(?:toml|lock)|gemfile(?:\.lock)?|gems\.(?:rb|locked)|composer\.(?:json|lock)|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|gradle\.lockfile|gradle-wrapper\.properties|libs\.versions\.toml|build\.sbt|packages\.(?:config|lock\.json)|directory\.packages\.props|nuget\.config|paket\.(?:dependencies|lock)|mix\.(?:exs|lock)|rebar\.(?:config|lock)|pubspec\.(?:yaml|lock)|package\.(?:swift|resolved)|podfile(?:\.lock)?|cartfile(?:\.resolved)?|conanfile\.(?:txt|py)|vcpkg\.json|stack\.yaml(?:\.lock)?|cabal\.project|cpanfile|project\.clj|deps\.edn|flake\.(?:nix|lock)|shard\.(?:yml|lock)|manifest\.toml|project\.toml|renv\.lock|module\.bazel(?:\.lock)?|elm\.json|dub\.json|\.gitmodules|.+\.(?:gemspec|podspec|csproj|fsproj|vbproj|cabal|nimble|rockspec))$/;
var ENV = /^(?:\.env(?:\..+)?|.+\.env|\.envrc|\.flaskenv)$/;
var SQL = /\.(?:sql|prisma)$/;
var CI_BASE = /^(?:\.gitlab-ci\.ya?ml|jenkinsfile(?:\..+)?|azure-pipelines.*\.ya?ml|bitbucket-pipelines\.yml|\.travis\.yml|\.drone\.ya?ml|\.?appveyor\.yml|\.woodpecker\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|codefresh\.yml|\.cirrus\.yml|dependabot\.ya?ml|renovate\.json5?|codeowners|\.pre-commit-config\.ya?ml|lefthook\.yml)$/;
var CI_FOLDER = /(?:^|\/)(?:\.github\/(?:workflows|actions)|\.gitlab\/ci|\.(?:gitea|forgejo)\/workflows|\.circleci|\.buildkite|\.teamcity|\.woodpecker|\.semaphore|\.husky)\//;
var DOCKER = /^(?:(?:dockerfile|containerfile)(?:\..+)?|.+\.(?:dockerfile|containerfile)|(?:docker-)?compose(?:[-_.].+)?\.ya?ml|\.dockerignore|docker-bake\.(?:hcl|json))$/;
var INFRA = /^(?:nginx\.conf|deploy\.ya?ml|\.platform\.app\.yaml|caddyfile|haproxy\.cfg|httpd\.conf|\.htaccess|web\.config|traefik\.(?:ya?ml|toml)|procfile|vagrantfile|kustomization\.ya?ml|chart\.ya?ml|helmfile\.ya?ml|skaffold\.ya?ml|tiltfile|serverless\.(?:ya?ml|json|ts)|template\.ya?ml|samconfig\.toml|cdk\.json|pulumi(?:\..+)?\.ya?ml|fly\.toml|vercel\.json|netlify\.toml|wrangler\.(?:toml|jsonc?)|firebase\.json|\.firebaserc|render\.ya?ml|app\.ya?ml|heroku\.yml|railway\.(?:json|toml)|amplify\.yml|ansible\.cfg|(?:deployment|ingress|networkpolicy|statefulset|daemonset)s?\.ya?ml|terragrunt\.hcl|_headers|_redirects|azuredeploy\.json|iptables.*)$|\.(?:tf|tfvars|bicep|nomad|service)$|\.pkr\.hcl$/;
var INFRA_FOLDER = /(?:^|\/)(?:deploy|deployments?|k8s|kubernetes|helm|charts?|kustomize|overlays|manifests|argocd|flux|terraform|cloudformation|ansible|playbooks?|nginx|apache2?|haproxy|traefik|envoy|istio|iam|firewalls?|infra|infrastructure|ops|gitops|crossplane|networks?|clusters?|supabase|systemd)\/.*\.(?:ya?ml|json|toml|hcl|tpl|conf|cfg|rules|j2|cue|jsonnet|ini)$/;
var INFRA_CODE = /(?:^|\/)(?:infra|infrastructure|terraform|cdk|pulumi)\/.*\.(?:[cm]?[jt]s|py|go|cs|java)$/;
var SCHEMA = /\.(?:graphqls?|gql|proto|avsc|avdl|thrift|wsdl|xsd)$|\.schema\.json$|(?:^|[-_.])(?:openapi|swagger|asyncapi)(?:[-_.].+)?\.(?:ya?ml|json)$|^schema\.(?:rb|json)$/;
var SCHEMA_CODE = /(?:^|\/)(?:db|database|drizzle|convex|prisma|ecto|orm)\/(?:.*\/)?schema\.(?:[cm]?[jt]s|py|exs?|go)$/;
var LICENCE = /^(?:licen[cs]e|copying|copyright|notice|unlicense|third[-_]?party[-_]?(?:licen[cs]es|notices))(?:[-.](?:md|txt|rst|mit|apache|bsd|a?gpl)(?:[-.][\w.]+)?)?$/;
var LICENCE_FOLDER = /(?:^|\/)licen[cs]es\/[^/]+\.txt$/;
var PAYMENT_WORDS = wordSet("payment payments billing checkout invoice invoices invoicing refund refunds stripe paypal braintree adyen klarna " + "mollie sepa iban payout payouts subscription subscriptions donation donations donate paywall wallet wallets entitlement entitlements");
var PERSONAL_WORDS = wordSet("gdpr dsgvo pii kyc privacy consent consents anonymize anonymise anonymizer patient patients");
var PERSONAL_PAIRS = /(?:^| )(?:personal|customer|user|health|medical|member|employee|my) (?:data|info|information|details|records?)(?: |$)|(?:^| )address book(?: |$)/;
var ACCESS_WORDS = wordSet("role roles guard guards tenant tenants tenancy multitenancy ability abilities admin admins impersonate impersonation " + "superuser privilege privileges owner ownership");
var OTHER_GUARDS = wordSet("type types lock locks mutex scope null retry cache eviction backoff playing ansible playbook playbooks");
var ACCESS_FILE = /^(?:firestore|storage)\.rules$|^casbin|^database\.rules\.json$|\.rego$|[a-z]_?policy\.(?:rb|php)$/;
var ACCESS_PATH = /(?:^|\/)(?:require|ensure)[-_]?(?:user|owner|member|role|scope)s?\.[a-z]+$|(?:^|\/)policies\/[^/]+\.(?:rb|php|py|ts|js|cs|java|kt|exs?|go)$|^(?:src\/)?middleware\.[jt]s$/;
var MIGRATIONS = wordSet("migration migrations migrate");
var MIGRATION_FOLDER = /(?:^|\/)(?:alembic\/versions|db\/changelog|liquibase|flyway)\//;
var KEYS = /\.(?:pem|key|p12|pfx|jks|crt|cer|kdbx|asc|gpg)$/;
var joined = (words) => words.slice(1).map((word, at) => words[at] + word);
var PATH_RULES = {
  "path:auth": ({ words }) => anyOf(AUTH_WORDS, words) || joined(words).some((one) => AUTH_WORDS.has(one)) || speaksOfToken(words),
  "path:crypto": ({ words, base }) => anyOf(CRYPTO_WORDS, words) || KEYS.test(base),
  "path:dependencies": ({ base, folder }) => DEPENDENCIES.test(base) || folder === "requirements" && /\.(?:txt|in)$/.test(base),
  "path:env": ({ base }) => ENV.test(base),
  "path:sql": ({ base }) => SQL.test(base),
  "path:migration": ({ words, whole, isCode }) => words.some((word) => MIGRATIONS.has(word)) || MIGRATION_FOLDER.test(whole) && isCode,
  "path:schema": ({ base, whole }) => SCHEMA.test(base) || SCHEMA_CODE.test(whole),
  "path:payment": ({ words }) => (anyOf(PAYMENT_WORDS, words) || /(?:^| )(?:pay pal|(?:apple|google) pay|credit cards?)(?: |$)/.test(words.join(" "))) && !words.includes("git"),
  "path:personal": ({ words }) => anyOf(PERSONAL_WORDS, words) || PERSONAL_PAIRS.test(words.join(" ")),
  "path:access": ({ words, base, whole }) => ACCESS_FILE.test(base) || ACCESS_PATH.test(whole) || words.some((word) => ACCESS_WORDS.has(word)) && !words.some((word) => OTHER_GUARDS.has(word)),
  "path:ci": ({ base, whole, isCode }) => CI_BASE.test(base) || CI_FOLDER.test(whole) && isCode,
  "path:docker": ({ base, isCode }) => DOCKER.test(base) && isCode,
  "path:infra": ({ base, whole }) => INFRA.test(base) || INFRA_FOLDER.test(whole) || INFRA_CODE.test(whole),
  "path:licence": ({ base, whole }) => LICENCE.test(base) || LICENCE_FOLDER.test(whole)
};
var PATH_NAMES = Object.keys(PATH_RULES);
function pathRules(path) {
  const written = projectPath(path);
  const whole = written.toLowerCase();
  const [base = "", folder] = whole.split("/").reverse();
  const isCode = !isDocument(base);
  const facts = { whole, folder, base, isCode, words: isCode ? wordsOf2(written) : [] };
  return PATH_NAMES.filter((rule) => PATH_RULES[rule](facts));
}

// src/workflows/small/topics.ts
var TOPIC_OF = {
  "path:auth": "authentication",
  "path:crypto": "cryptography",
  "path:sql": "migrations",
  "path:migration": "migrations",
  "path:payment": "payment data",
  "path:personal": "personal data",
  "path:access": "access",
  "path:dependencies": "new dependencies"
};
function topicsOf(path, { manifests }) {
  const topics = pathRules(path).flatMap((rule) => TOPIC_OF[rule] ?? []);
  if (!isDocument(path)) {
    const words = wordsOf2(path);
    if (/(?:^| )feature (?:flags?|toggles?)(?: |$)/.test(words.join(" ")))
      topics.push("feature flags");
  }
  return manifests ? topics.filter((topic) => topic !== "new dependencies") : topics;
}
function sensitiveOf(request, files, of = { manifests: false }) {
  const found = new Map(sensitiveIn(request).map(({ topic, words }) => [topic, words]));
  for (const path of files)
    for (const topic of topicsOf(path, of))
      found.set(topic, [...new Set([...found.get(topic) ?? [], path])]);
  return SENSITIVE.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words }];
  });
}
var MAX_WORDS = 3;
var told = (found) => found.map(({ topic, words }) => {
  const shown = words.slice(0, MAX_WORDS).map((word) => JSON.stringify(word));
  const more = words.length > MAX_WORDS ? ` and ${words.length - MAX_WORDS} more` : "";
  return `${topic} (${shown.join(", ")}${more})`;
}).join(", ");

export { wordSet, doubtsIn, wordsOf2, anyOf, isDocument, PATH_NAMES, pathRules, sensitiveOf, told };
