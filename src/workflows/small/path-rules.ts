import { projectPath } from "../../project/globs.ts";
import { type Steering, steeringOf } from "../../project/steering.ts";
import { wordsOf } from "./words.ts";

/** What the path of a changed file says about it: which rules it fires. */

/**
 * Text, images and styles: they run nowhere, so their names say nothing about how the program
 * behaves.
 */
const INERT =
  /\.(?:md|markdown|rst|adoc|txt|pdf|docx?|png|jpe?g|gif|webp|avif|ico|svg|css|scss|sass|less|woff2?|ttf|mp4)$/i;
export const isDocument = (path: string): boolean => INERT.test(path);

/** Written by a package manager: names of packages, and no code. */
export const LOCK_FILE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|[^/]+\.lockb?)$/i;

/** By the words of a path, in lower case with a blank between them. */
const BY_WORDS = {
  "path:auth":
    /\b(?:auth(?!ors?\b)\w*|o?auth\d?|log ?(?:in|out|on)|sign ?(?:in|up|out)|sessions?|passwords?|passkeys?|credentials?|sso|saml|jwts?|[mt]otp|mfa|2fa|csrf|acl|rbac|permissions?|security|(?<!(?:lexer|parser|design|css) )tokens?(?! stream))\b/,
  "path:crypto":
    /\b(?:crypto\w*|(?:en|de)crypt\w*|ciphers?|hmac|tls|ssl|cert(?:ificate)?s?|keystore|secrets?|signing)\b/,
  "path:payment":
    /\b(?:payments?|billing|(?<!git )checkout|invoic\w+|refunds?|stripe|paypal|payouts?|subscriptions?)\b/,
  "path:personal":
    /\b(?:gdpr|pii|privacy|consents?|(?:personal|customer|user|health|patient) (?:data|info|records?))\b/,
  "path:access":
    /\b(?:roles?|admins?|tenants?|tenancy|policies|superuser|impersonat\w+|(?:require|ensure) (?:user|owner|role))\b/,
  "path:migration": /\b(?:migrat(?:ions?|es?)|sql|prisma|liquibase|flyway)\b/,
};

/** By the path itself, in lower case. */
const BY_PATH = {
  "path:crypto": /\.(?:pem|key|p12|pfx|jks|crt|cer|asc)$/,
  "path:dependencies":
    /(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|go\.sum|[^/]+\.lockb?|\.npmrc|\.yarnrc(?:\.yml)?|[\w.-]*requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|pipfile|setup\.(?:py|cfg)|go\.(?:mod|work)|cargo\.toml|gemfile|composer\.json|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|mix\.exs|pubspec\.yaml|packages\.config|package\.swift|podfile|deno\.jsonc?|\.gitmodules|[^/]+\.(?:gemspec|csproj|fsproj))$/,
  "path:env": /(?:^|\/)(?:\.env(?:\.[^/]+)?|[^/]+\.env|\.envrc|\.flaskenv)$/,
  "path:infra":
    /(?:^|\/)(?:(?:docker|container)file(?:\.[^/]+)?|(?:docker-)?compose[^/]*\.ya?ml|nginx\.conf|caddyfile|\.htaccess|procfile|kustomization\.ya?ml|serverless\.ya?ml|fly\.toml|vercel\.json|netlify\.toml|wrangler\.(?:toml|jsonc?)|firebase\.json|firestore\.rules)$|\.(?:tf|tfvars|bicep|rego|service)$|(?:^|\/)(?:k8s|kubernetes|helm|charts?|ansible|deploy|iam|nginx)\/.+\.(?:ya?ml|json|toml|conf|cfg)$|(?:^|\/)(?:infra|infrastructure|terraform)\/.+\.(?:ya?ml|json|toml|hcl|[cm]?[jt]s|py|go)$/,
};

/**
 * Rules on what a file steers, by the name that each kind has in a rule; another rule has the
 * manifest of packages.
 */
const BY_STEERING: Record<Exclude<Steering["kind"], "packages">, string> = {
  automation: "path:ci",
  host: "path:agents",
  servers: "path:agents",
  agents: "path:agents",
  tests: "path:tests",
  editor: "path:editor",
  environment: "path:env",
  ignored: "path:ignored",
};

export const PATH_NAMES = [
  ...new Set([...[BY_WORDS, BY_PATH].flatMap(Object.keys), ...Object.values(BY_STEERING)]),
];

/**
 * The rules that a path fires, relative to the repository, in either kind of slash. A description
 * of the login changes no login.
 */
export function pathRules(path: string): string[] {
  const written = projectPath(path);
  const words = isDocument(written) ? "" : wordsOf(written).join(" ");
  // Requirements of Python are a text.
  const whole = words === "" && !/requirements/i.test(written) ? "" : written.toLowerCase();
  const firedBy = (rules: Record<string, RegExp>, text: string): string[] =>
    Object.keys(rules).filter((rule) => rules[rule]!.test(text));
  const steering = steeringOf(written);
  const fired = [
    ...firedBy(BY_WORDS, words),
    ...firedBy(BY_PATH, whole),
    ...(steering === null || steering.kind === "packages" ? [] : [BY_STEERING[steering.kind]]),
  ];
  return PATH_NAMES.filter((rule) => fired.includes(rule));
}
