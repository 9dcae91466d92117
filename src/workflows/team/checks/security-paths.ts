import { projectPath } from "../../../project/globs.ts";
import { wordsOf } from "../words.ts";

const list = (text: string): Set<string> => new Set(text.split(" "));

export const AUTH_WORDS = list(
  "auth authn authz oauth authentication authenticate authenticator authorization authorisation authorize authorizer " +
    "authorise login logins logon logout signin signout signup session sessions password passwords passwd passphrase " +
    "passkey passkeys credential credentials sso saml oidc openid jwt jwts mfa totp otp 2fa webauthn fido rbac acl " +
    "permission permissions csrf xsrf security",
);
export const CRYPTO_WORDS = list(
  "crypto cryptography cryptographic encrypt encrypted encryption encryptor decrypt decryption decryptor cipher ciphers " +
    "hmac hasher hashing tls ssl x509 cert certs certificate certificates keystore truststore keyring kms secret secrets " +
    "signing bcrypt argon scrypt pbkdf",
);
const TOKEN_WORDS = list("token tokens");
/** Beside one of these a token is a piece of text or of a design, nothing that lets anybody in. */
const OTHER_TOKENS = list(
  "lexer lex lexical parser parse parsing syntax ast grammar design theme css style styles color",
);

/**
 * What a compound in one piece may add to a word: `authservice`, `loginpage`, `userauth`. Only these, so that `author`,
 * `blogging` or `secretary` stay what they are.
 */
const ADDED = list(
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
export const speaksOfToken = (words: readonly string[]): boolean =>
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
const MIGRATIONS = new Set(["migration", "migrations", "migrate"]);
const KEYS = /\.(?:pem|key|p12|pfx|jks|crt|cer|kdbx|asc|gpg)$/;

/** Rules on paths, in the order in which they are told. */
export const PATH_RULES = [
  "path:auth",
  "path:crypto",
  "path:dependencies",
  "path:env",
  "path:sql",
  "path:migration",
  "path:ci",
  "path:docker",
  "path:infra",
] as const;
export type PathRule = (typeof PATH_RULES)[number];

/**
 * The rules that a path fires, relative to the repository, in either kind of slash. Words of segments and base names count,
 * never parts of words; a document's words (`docs/oauth.md`) do not, for a description of the login changes no login.
 */
export function pathRules(path: string): PathRule[] {
  const whole = projectPath(path);
  const lower = whole.toLowerCase();
  const segments = lower.split("/");
  const base = segments.at(-1)!;
  const fired = new Set<PathRule>();
  const when = (rule: PathRule, fires: boolean): void => void (fires && fired.add(rule));
  const requirements = segments.at(-2) === "requirements" && /\.(?:txt|in)$/.test(base);
  when("path:dependencies", DEPENDENCIES.test(base) || requirements);
  when("path:env", ENV.test(base));
  when("path:sql", SQL.test(base));
  when("path:ci", CI_BASE.test(base) || (CI_FOLDER.test(lower) && !isDocument(base)));
  when("path:docker", DOCKER.test(base) && !isDocument(base));
  if (!isDocument(base)) {
    const words = wordsOf(whole);
    when("path:auth", anyOf(AUTH_WORDS, words) || speaksOfToken(words));
    when("path:crypto", anyOf(CRYPTO_WORDS, words) || KEYS.test(base));
    when(
      "path:migration",
      words.some((word) => MIGRATIONS.has(word)),
    );
    when("path:infra", INFRA.test(lower) || base === "nginx.conf");
  }
  return PATH_RULES.filter((rule) => fired.has(rule));
}
