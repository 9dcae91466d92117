import { projectPath } from "../../project/globs.ts";
import { wordSet, wordsOf } from "./sensitive.ts";

/** What the path of a changed file says about it: which rules it fires. */

const AUTH_WORDS = wordSet(
  "auth authn authz oauth authentication authenticate authenticator authorization authorisation authorize authorizer authorizers " +
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
export const anyOf = (list: ReadonlySet<string>, words: readonly string[]): boolean =>
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
/** Files that say what runs where, what may reach it, and how a host or a platform serves it. */
const INFRA =
  /^(?:nginx\.conf|deploy\.ya?ml|\.platform\.app\.yaml|caddyfile|haproxy\.cfg|httpd\.conf|\.htaccess|web\.config|traefik\.(?:ya?ml|toml)|procfile|vagrantfile|kustomization\.ya?ml|chart\.ya?ml|helmfile\.ya?ml|skaffold\.ya?ml|tiltfile|serverless\.(?:ya?ml|json|ts)|template\.ya?ml|samconfig\.toml|cdk\.json|pulumi(?:\..+)?\.ya?ml|fly\.toml|vercel\.json|netlify\.toml|wrangler\.(?:toml|jsonc?)|firebase\.json|\.firebaserc|render\.ya?ml|app\.ya?ml|heroku\.yml|railway\.(?:json|toml)|amplify\.yml|ansible\.cfg|(?:deployment|ingress|networkpolicy|statefulset|daemonset)s?\.ya?ml|terragrunt\.hcl|_headers|_redirects|azuredeploy\.json|iptables.*)$|\.(?:tf|tfvars|bicep|nomad|service)$|\.pkr\.hcl$/;
/** What lies in one of these folders in a form that a platform reads. */
const INFRA_FOLDER =
  /(?:^|\/)(?:deploy|deployments?|k8s|kubernetes|helm|charts?|kustomize|overlays|manifests|argocd|flux|terraform|cloudformation|ansible|playbooks?|nginx|apache2?|haproxy|traefik|envoy|istio|iam|firewalls?|infra|infrastructure|ops|gitops|crossplane|networks?|clusters?|supabase|systemd)\/.*\.(?:ya?ml|json|toml|hcl|tpl|conf|cfg|rules|j2|cue|jsonnet|ini)$/;
/** Programs that build infrastructure. */
const INFRA_CODE = /(?:^|\/)(?:infra|infrastructure|terraform|cdk|pulumi)\/.*\.(?:[cm]?[jt]s|py|go|cs|java)$/;
const SCHEMA =
  /\.(?:graphqls?|gql|proto|avsc|avdl|thrift|wsdl|xsd)$|\.schema\.json$|(?:^|[-_.])(?:openapi|swagger|asyncapi)(?:[-_.].+)?\.(?:ya?ml|json)$|^schema\.(?:rb|json)$/;
/** The shape of a database, as an object mapper has it. */
const SCHEMA_CODE =
  /(?:^|\/)(?:db|database|drizzle|convex|prisma|ecto|orm)\/(?:.*\/)?schema\.(?:[cm]?[jt]s|py|exs?|go)$/;
const LICENCE =
  /^(?:licen[cs]e|copying|copyright|notice|unlicense|third[-_]?party[-_]?(?:licen[cs]es|notices))(?:[-.](?:md|txt|rst|mit|apache|bsd|a?gpl)(?:[-.][\w.]+)?)?$/;
const LICENCE_FOLDER = /(?:^|\/)licen[cs]es\/[^/]+\.txt$/;
const PAYMENT_WORDS = wordSet(
  "payment payments billing checkout invoice invoices invoicing refund refunds stripe paypal braintree adyen klarna " +
    "mollie sepa iban payout payouts subscription subscriptions donation donations donate paywall wallet wallets entitlement entitlements",
);
const PERSONAL_WORDS = wordSet(
  "gdpr dsgvo pii kyc privacy consent consents anonymize anonymise anonymizer patient patients",
);
/** Two words of a name, one behind the other. */
const PERSONAL_PAIRS =
  /(?:^| )(?:personal|customer|user|health|medical|member|employee|my) (?:data|info|information|details|records?)(?: |$)|(?:^| )address book(?: |$)/;
const ACCESS_WORDS = wordSet(
  "role roles guard guards tenant tenants tenancy multitenancy ability abilities admin admins impersonate impersonation " +
    "superuser privilege privileges owner ownership",
);
/** Beside one of these a guard or a policy is one of types, locks or tries. */
const OTHER_GUARDS = wordSet(
  "type types lock locks mutex scope null retry cache eviction backoff playing ansible playbook playbooks",
);
const ACCESS_FILE = /^(?:firestore|storage)\.rules$|^casbin|^database\.rules\.json$|\.rego$|[a-z]_?policy\.(?:rb|php)$/;
/** The middleware of Next.js stands before every page. */
const ACCESS_PATH =
  /(?:^|\/)(?:require|ensure)[-_]?(?:user|owner|member|role|scope)s?\.[a-z]+$|(?:^|\/)policies\/[^/]+\.(?:rb|php|py|ts|js|cs|java|kt|exs?|go)$|^(?:src\/)?middleware\.[jt]s$/;
const MIGRATIONS = wordSet("migration migrations migrate");
/** Where other tools keep theirs. */
const MIGRATION_FOLDER = /(?:^|\/)(?:alembic\/versions|db\/changelog|liquibase|flyway)\//;
const KEYS = /\.(?:pem|key|p12|pfx|jks|crt|cer|kdbx|asc|gpg)$/;

/** Two words one behind the other as one: `signUp` and `sign_up` are what `signup` is. */
const joined = (words: readonly string[]): string[] => words.slice(1).map((word, at) => words[at]! + word);

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
  "path:auth": ({ words }) =>
    anyOf(AUTH_WORDS, words) || joined(words).some((one) => AUTH_WORDS.has(one)) || speaksOfToken(words),
  "path:crypto": ({ words, base }) => anyOf(CRYPTO_WORDS, words) || KEYS.test(base),
  "path:dependencies": ({ base, folder }) =>
    DEPENDENCIES.test(base) || (folder === "requirements" && /\.(?:txt|in)$/.test(base)),
  "path:env": ({ base }) => ENV.test(base),
  "path:sql": ({ base }) => SQL.test(base),
  "path:migration": ({ words, whole, isCode }) =>
    words.some((word) => MIGRATIONS.has(word)) || (MIGRATION_FOLDER.test(whole) && isCode),
  "path:schema": ({ base, whole }) => SCHEMA.test(base) || SCHEMA_CODE.test(whole),
  "path:payment": ({ words }) =>
    (anyOf(PAYMENT_WORDS, words) ||
      /(?:^| )(?:pay pal|(?:apple|google) pay|credit cards?)(?: |$)/.test(words.join(" "))) &&
    !words.includes("git"),
  "path:personal": ({ words }) => anyOf(PERSONAL_WORDS, words) || PERSONAL_PAIRS.test(words.join(" ")),
  "path:access": ({ words, base, whole }) =>
    ACCESS_FILE.test(base) ||
    ACCESS_PATH.test(whole) ||
    (words.some((word) => ACCESS_WORDS.has(word)) && !words.some((word) => OTHER_GUARDS.has(word))),
  "path:ci": ({ base, whole, isCode }) => CI_BASE.test(base) || (CI_FOLDER.test(whole) && isCode),
  "path:docker": ({ base, isCode }) => DOCKER.test(base) && isCode,
  "path:infra": ({ base, whole }) => INFRA.test(base) || INFRA_FOLDER.test(whole) || INFRA_CODE.test(whole),
  "path:licence": ({ base, whole }) => LICENCE.test(base) || LICENCE_FOLDER.test(whole),
} satisfies Record<string, (path: PathFacts) => boolean>;
export type PathRule = keyof typeof PATH_RULES;
export const PATH_NAMES = Object.keys(PATH_RULES) as PathRule[];

/** The rules that a path fires, relative to the repository, in either kind of slash. Parts of words do not count. */
export function pathRules(path: string): PathRule[] {
  const written = projectPath(path);
  const whole = written.toLowerCase();
  const [base = "", folder] = whole.split("/").reverse();
  const isCode = !isDocument(base);
  const facts: PathFacts = { whole, folder, base, isCode, words: isCode ? wordsOf(written) : [] };
  return PATH_NAMES.filter((rule) => PATH_RULES[rule](facts));
}
