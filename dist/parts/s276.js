// @bun
import {
  wholeGlob,
  guardSet
} from "./s18.js";

// src/project/deny-list.ts
var BUILT_IN = [
  ".env",
  ".env.*",
  ".envrc",
  "secrets.*",
  "local.settings.json",
  ".htpasswd",
  ".vault-token",
  "*.pem",
  "*.key",
  "*.p8",
  "*.p12",
  "*.pfx",
  "*.pkcs12",
  "*.jks",
  "*.keystore",
  "*.bks",
  "*.ppk",
  "*.kdbx",
  "id_rsa*",
  "id_dsa*",
  "id_ecdsa*",
  "id_ed25519*",
  "*{private,secret}*.asc",
  "secring.*",
  ".ssh",
  ".gnupg",
  ".npmrc",
  ".pypirc",
  ".netrc",
  "_netrc",
  ".git-credentials",
  ".dockercfg",
  ".pgpass",
  "pgpass.conf",
  ".my.cnf",
  ".mylogin.cnf",
  ".s3cfg",
  ".boto",
  "credentials*.json",
  "*credentials.json",
  "service{-,_,}account*.json",
  "*{-,_}service{-,_,}account*.json",
  "*firebase-adminsdk*.json",
  "gha-creds-*.json",
  "kubeconfig",
  "*.kubeconfig",
  ".azure",
  "*.tfstate",
  "*.tfstate.*",
  "*.tfvars",
  "*.tfvars.json",
  ".terraformrc",
  "terraform.rc"
];
var PLACES = [
  ".aws/{credentials,config}*",
  ".aws/{sso,cli}/**",
  ".docker/config.json",
  ".kube/config*",
  ".config/gcloud/**",
  ".oci/config",
  ".cargo/credentials*",
  ".gem/credentials",
  ".bundle/config",
  ".composer/auth.json",
  ".m2/settings*.xml",
  ".gradle/gradle.properties",
  ".config/gh/hosts.yml"
];
var SHARED = [
  ".env.{example,sample,template,dist}",
  ".env.*.{example,sample,template,dist}",
  "*.pub",
  "{example,sample}.tfvars{,.json}",
  "*.{example,sample}.tfvars{,.json}",
  "service{-,_,}account*.{schema,test,spec}.json",
  "secrets.{,*.}{ts,tsx,mts,cts,go,rs,java,kt,scala,cs,swift,md,mdx}"
];
var LEFT_OUT = "left out: matches the deny list";
function matcher(globs) {
  const matchers = globs.map((glob) => wholeGlob(glob));
  return (name) => matchers.some((matches) => matches(name));
}
function denyList(own) {
  const builtIn = matcher(BUILT_IN);
  const inPlace = matcher(PLACES.map((place) => `**/${place}`));
  const shared = matcher(SHARED);
  const named = guardSet(own);
  return (path) => {
    const small = path.toLowerCase();
    return named(path) || inPlace(small) || small.split("/").some((part) => builtIn(part) && !shared(part));
  };
}

export { LEFT_OUT, denyList };
