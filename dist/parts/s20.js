// @bun
// src/project/secret-runs.ts
var RUN = 8;
var HEX_RUN = 12;
var MAX_VALUE = 16384;
var MAX_RUNS = 500000;
var PAIRS = new Set(("abcdfgiklmnprstuvwy baeijloru cacehiklorstu dadeiosu eacdefgilmnpqrstvwxy faefilortu gaeinorsu haeiort iabcdefglmnoprstvxz jes keis ladeilostuy mabeilmopsu nacdefgiklnostuvy oabcdefgiklmnoprstuvw " + "paeiloprstu qu racdegikmnorstuy sacehiklnoprstuy tacehilorstuy uabcdegilmnprst vaei waehinors xapt yops ze").split(" ").flatMap(([first, ...others]) => others.map((one) => `${first}${one}`)));
function isWord(letters) {
  let known = 0;
  for (let at = 0;at < letters.length - 1; at++)
    if (PAIRS.has(letters.slice(at, at + 2)))
      known++;
  return letters.length <= 3 || known * 3 >= (letters.length - 1) * 2;
}
var ROW = "0123456789abcdefghijklmnopqrstuvwxyz";
var ROWS = [ROW, [...ROW].reverse().join("")];
var MAX_DIGITS = 4;
function isOrdinary(run) {
  if (ROWS.some((row) => row.includes(run)))
    return true;
  const digits = run.match(/\d/g)?.length ?? 0;
  if (digits > 0 && /[!#$%^&*?]/.test(run))
    return false;
  if (digits > MAX_DIGITS && /[a-z]/.test(run))
    return false;
  return run.split(/[^a-z0-9]+/).every((part) => {
    const letters = part.split(/\d+/).filter((one) => one !== "");
    return letters.length <= 2 && letters.every((one) => /^[a-z]+$/.test(one) && isWord(one));
  });
}
var ORDINARY = new Set(("postgres postgresql mysql mariadb mongo mongodb redis rabbitmq rabbit guest root admin administrator user users username " + "password passwd pass secret secrets test tests testing tester example sample demo default localhost local development " + "develop production prod staging stage docker container compose database public private service server client master " + "replica primary minio minioadmin elastic elasticsearch keycloak kafka grafana prometheus vault consul changeme dummy " + "placeholder token apikey cache session account company project website backend frontend worker queue node python django " + "rails laravel symfony spring flask express next nest react angular svelte bearer basic none null true false enabled disabled").split(" "));
var isOrdinaryWord = (value) => ORDINARY.has(value.toLowerCase().replace(/\d{1,2}$/, ""));
var BETWEEN = new Set([...` 	\r
"'\`+,|:\\`]);
var ESCAPED = /u\{?([0-9a-fA-F]{2,6})\}?|x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|&#(?:x([0-9a-fA-F]{2,6})|(\d{2,7}));/y;
function bare(text) {
  const from = new Uint32Array(text.length);
  const to = new Uint32Array(text.length);
  let out = "";
  let count = 0;
  const add = (char, start, end) => {
    const small = char.toLowerCase();
    out += small.length === 1 ? small : char[0];
    from[count] = start;
    to[count++] = end;
  };
  for (let at = 0;at < text.length; ) {
    const char = text[at];
    if (char === "\\" || char === "%" || char === "&") {
      let start = at;
      while (text[start] === "\\")
        start++;
      ESCAPED.lastIndex = start;
      const found = ESCAPED.exec(text);
      if (found !== null) {
        const [whole, u, x, percent, html, decimal] = found;
        const code = decimal === undefined ? Number.parseInt(u ?? x ?? percent ?? html, 16) : Number(decimal);
        const meant = code > 0 && code < 65535 ? String.fromCharCode(code) : "?";
        if (!BETWEEN.has(meant))
          add(meant, at, start + whole.length);
        at = start + whole.length;
        continue;
      }
      if (start > at) {
        at = start;
        continue;
      }
    }
    if (!BETWEEN.has(char))
      add(char, at, at + 1);
    at++;
  }
  return { text: out, from, to };
}
var bytesOf = (text) => new TextEncoder().encode(text);
var hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
function base64Of(bytes) {
  return [0, 1, 2].map((shift) => {
    let binary = "\x00".repeat(shift);
    for (const byte of bytes)
      binary += String.fromCharCode(byte);
    return btoa(binary).slice(shift === 0 ? 0 : shift + 1, Math.floor((shift + bytes.length) * 8 / 6));
  });
}
var partsOf = (value) => value.slice(0, MAX_VALUE).split(/\s+|["'{}[\],;<>()]+/).flatMap((part) => /^(?:[~.]{0,2}|[A-Za-z]:)[/\\]/.test(part) ? [] : part.includes("://") ? addressParts(part) : [part]).filter((part) => part.length >= RUN);
var addressParts = (address) => address.split(/[/?&=#:@.]+/).filter((part) => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part));
var WORDS = /(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])/g;
var withoutWords = (value) => value.replace(WORDS, (word) => isWord(word) ? " ".repeat(word.length) : word).replace(/[-_.:/]/g, " ");
function runsOf(values) {
  const runs = new Set;
  const addAll = (form, length, isCode = false) => {
    const all = Array.from({ length: Math.max(0, form.length - length + 1) }, (_, at) => form.slice(at, at + length));
    const odd = isCode ? all : all.filter((run) => !isOrdinary(run));
    const bare = withoutWords(form);
    const isOfWords = (at) => bare.slice(at, at + length).trim() === "";
    const taken = odd.length * 4 > all.length ? all.filter((run, at) => isCode || /[a-z]/.test(run) && !isOfWords(at)) : odd;
    for (const run of taken)
      if (runs.size < MAX_RUNS)
        runs.add(run);
  };
  for (const part of new Set([...values].flatMap(partsOf))) {
    const plain = bare(part).text;
    addAll(plain, RUN);
    addAll([...plain].reverse().join(""), RUN);
    if (plain.length < RUN || isOrdinary(plain))
      continue;
    const bytes = bytesOf(part.toWellFormed());
    for (const code of base64Of(bytes))
      addAll(bare(code).text.replaceAll("-", "+"), RUN);
    addAll(hexOf(bytes), HEX_RUN, true);
  }
  if (runs.size === 0)
    return null;
  const begun = new Uint8Array(65536);
  const pair = (text, at) => text.charCodeAt(at) * 256 + text.charCodeAt(at + 1) & 65535;
  for (const run of runs)
    begun[pair(run, 0)] = 1;
  const lengths = [...new Set([...runs].map((run) => run.length))];
  return (text) => {
    const { text: small, from, to } = bare(text);
    const found = [];
    for (let at = 0;at + RUN <= small.length; at++) {
      if (begun[pair(small, at)] === 0)
        continue;
      for (const length of lengths)
        if (runs.has(small.slice(at, at + length)))
          found.push([from[at], to[at + length - 1]]);
    }
    return found;
  };
}

// src/project/token-forms.ts
var START = /(?:(?<!\w)|(?<=\\[nrt]))/.source;
var TOKENS = [
  /gh[pousr]_[A-Za-z0-9]{30,255}/,
  /github_pat_[A-Za-z0-9_]{22,255}/,
  /gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|oas|ffct)-[A-Za-z0-9_.-]{20,300}/,
  /[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}/,
  /whsec_[A-Za-z0-9+/=]{24,100}/,
  /xox[abceoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,300}/,
  /xapp-\d-[A-Za-z0-9-]{20,200}/,
  /sk-(?:proj|svcacct|admin|ant|or)-[A-Za-z0-9_-]{20,300}/,
  /sk-(?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{32,100}(?!\w)/,
  /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?!\w)/,
  /AIza[A-Za-z0-9_-]{35}(?!\w)/,
  /ya29\.[A-Za-z0-9_-]{20,2048}/,
  /GOCSPX-[A-Za-z0-9_-]{24,60}/,
  /npm_[A-Za-z0-9]{36}(?!\w)/,
  /pypi-AgE[A-Za-z0-9_-]{50,1000}/,
  /rubygems_[0-9a-f]{48}(?!\w)/,
  /dckr_pat_[A-Za-z0-9_-]{20,100}/,
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
  /eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,16000}(?:\.[A-Za-z0-9_-]{0,4000})?/,
  /eyJ[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,16000}){4}/
];
var TOKEN = new RegExp(`${START}(?:${TOKENS.map((one) => one.source).join("|")})`, "g");
var NAMED = [
  /:\/\/[^\s:/@"'`<>\\]{0,200}:([^\s/"'`<>\\]{1,500})@/dg,
  /;[ \t]?(?:Password|Pwd)[ \t]?=[ \t]?([^\s;"']{4,300})/dgi,
  /(?<![\w.])(?:Password|Pwd)=([^\s;"']{4,300});(?=[ \t]?[A-Za-z][A-Za-z ]{2,30}=)/dgi,
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([A-Za-z0-9+/=%&_.~-]{20,500})/dgi,
  /\b(?:aws_?secret_?access_?key|aws_?session_?token|SecretAccessKey|SessionToken)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9+/=]{40,2000})/dgi,
  /\b(?:Bearer|Basic)[ \t]+((?=[A-Za-z._~+/=-]{0,200}\d)[A-Za-z0-9._~+/=-]{16,4000})/dgi,
  /:_(?:authToken|auth|password)[ \t]?=[ \t]?["']?([^\s"']{8,1000})/dg,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{20,200})/dg,
  /discord(?:app)?\.com\/api\/webhooks\/(\d{10,25}\/[A-Za-z0-9_-]{40,100})/dg
];
var KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
var KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
var MAX_KEY = 20000;
var MAX_KEY_LINE = 80;
var KEY_LINE = /[A-Za-z0-9+/=]{32}/;
var KEY_LINES = /(?:(?:\r?\n|\\n)[^\n\\]{0,60}?[A-Za-z0-9+/=]{16,}[ \t]*)+/y;
var BEGUN = new RegExp(`${START}(?:gh[pousr]_|github_pat_|glpat-|[sr]k_live_|[sr]k_test_|whsec_|xox[abceoprs]-|xapp-|sk-|AKIA|ASIA|AIza|ya29\\.|GOCSPX-|npm_|pypi-AgE|eyJ)(?=[A-Za-z_.-]{0,300}\\d)[A-Za-z0-9+/=_.-]{8,}$`);
var REST = /^[A-Za-z0-9+/=_.-]+/;
var AT_CUT = 4000;
function tokensIn(text, { begun, goesOn }) {
  const found = [];
  for (const { index, 0: token } of text.matchAll(TOKEN))
    found.push([index, index + token.length]);
  for (const pattern of NAMED)
    for (const { indices } of text.matchAll(pattern))
      found.push(indices[1]);
  found.push(...keysIn(text, begun, goesOn));
  if (begun)
    found.push([0, REST.exec(text)?.[0].length ?? 0]);
  if (goesOn) {
    const from = Math.max(0, text.length - AT_CUT);
    const at = BEGUN.exec(text.slice(from));
    if (at !== null)
      found.push([from + at.index, text.length]);
  }
  return found;
}
function keysIn(text, begun, goesOn) {
  const found = [];
  const ends = [...text.matchAll(KEY_END)].map((one) => one.index + one[0].length);
  const begins = [...text.matchAll(KEY_BEGIN)];
  if (begun && ends.length > 0 && ends[0] < Math.min(MAX_KEY, begins[0]?.index ?? text.length))
    found.push([0, ends[0]]);
  let next = 0;
  for (const { index, 0: head } of begins) {
    const inside = index + head.length;
    while (next < ends.length && ends[next] <= inside)
      next++;
    const end = ends[next];
    if (end !== undefined && end - index < MAX_KEY) {
      if (KEY_LINE.test(text.slice(inside, end)))
        found.push([index, end]);
      continue;
    }
    KEY_LINES.lastIndex = inside;
    const shown = inside + (KEY_LINES.exec(text)?.[0].length ?? 0);
    const isCut = goesOn && text.length - shown < MAX_KEY_LINE;
    if (shown > inside || isCut)
      found.push([index, isCut ? text.length : shown]);
  }
  return found;
}

// src/project/mask.ts
var MASK = "[masked]";
var MIN_SECRET_LENGTH = 4;
var MIN_CODE_LENGTH = 5;
var WRAPS = [64, 76];
var MAX_ENCODED_LENGTH = 16384;
var MAX_FORMS = 5000;
var CODE_CHAR = /[A-Za-z0-9+/_-]/;
var CODE_END = /[A-Za-z0-9+/_=-]/;
function maskOf(values) {
  const all = [...new Set(values)];
  const words = new Set(all.map((one) => one.trim().toLowerCase()).filter(isOrdinaryWord));
  const forms = formsOf(all).filter(({ text }) => !words.has(text.toLowerCase()));
  const findRuns = runsOf(all);
  if (forms.length > MAX_FORMS)
    return (pieces) => pieces.map((text) => text === "" ? "" : MASK);
  return (pieces) => {
    let begun = false;
    return pieces.map((text, index) => {
      const hidden = new Uint8Array(text.length);
      const goesOn = index < pieces.length - 1;
      for (const form of forms) {
        hideWhole(text, form, hidden);
        if (index > 0)
          hideStart(text, form, hidden);
        if (goesOn)
          hideEnd(text, form, hidden);
      }
      for (const [start, end] of findRuns?.(text) ?? [])
        hidden.fill(1, start, end);
      for (const [start, end] of words.size > 0 ? wordsAsValues(text, words) : [])
        hidden.fill(1, start, end);
      const tokens = tokensIn(text, { begun, goesOn });
      for (const [start, end] of tokens)
        hidden.fill(1, start, end);
      begun = tokens.some(([, end]) => end === text.length && end > 0) || begun && !CODE_CHAR.test(text.slice(0, 1));
      return written(text, hidden);
    });
  };
}
var NAMED_VALUE = /(?:pass|passwd|password|passphrase|pwd|secret|token|key|auth|credentials?|pat|sk)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([\w-]{4,40})(?![\w-])/dgi;
var wordsAsValues = (text, words) => [...text.matchAll(NAMED_VALUE)].flatMap(({ 1: value, indices }) => words.has(value.toLowerCase()) ? [indices[1]] : []);
function hideWhole(text, { text: form, code }, hidden) {
  let done = 0;
  for (let at = text.indexOf(form);at !== -1; at = text.indexOf(form, at + 1)) {
    const start = code ? codeStart(text, at, done) : at;
    const end = code ? codeEnd(text, at + form.length) : at + form.length;
    hidden.fill(1, Math.max(start, done), Math.max(end, done));
    done = Math.max(end, done);
    if (code)
      at = end - 1;
  }
}
function codeStart(text, from, limit) {
  let at = from;
  while (at > limit && CODE_CHAR.test(text[at - 1]))
    at--;
  return at;
}
function codeEnd(text, from) {
  let at = from;
  while (at < text.length && CODE_END.test(text[at]))
    at++;
  return at;
}
function hideStart(text, { text: form, code }, hidden) {
  for (let length = Math.min(form.length - 1, text.length);length >= MIN_SECRET_LENGTH; length--)
    if (text.startsWith(form.slice(-length)))
      return void hidden.fill(1, 0, code ? codeEnd(text, length) : length);
}
function hideEnd(text, { text: form, code }, hidden) {
  for (let length = Math.min(form.length - 1, text.length);length >= MIN_SECRET_LENGTH; length--)
    if (text.endsWith(form.slice(0, length))) {
      const start = text.length - length;
      return void hidden.fill(1, code ? codeStart(text, start, 0) : start);
    }
}
function written(text, hidden) {
  let out = "";
  let from = 0;
  for (let at = hidden.indexOf(1);at !== -1; at = hidden.indexOf(1, from)) {
    out += text.slice(from, at) + MASK;
    const end = hidden.indexOf(0, at);
    if (end === -1)
      return out;
    from = end;
  }
  return out + text.slice(from);
}
function formsOf(values) {
  const forms = new Map;
  for (const value of new Set(values)) {
    const trimmed = value.trim();
    if (trimmed.length < MIN_SECRET_LENGTH)
      continue;
    const lines = trimmed.split(/\r?\n|\\r\\n|\\n/).map((line) => line.trim());
    for (const one of new Set([value, trimmed, ...lines])) {
      if (one.length < MIN_SECRET_LENGTH)
        continue;
      const encoded = one.length <= MAX_ENCODED_LENGTH;
      for (const text of encoded ? plainForms(one) : [one])
        forms.set(text, false);
      for (const text of encoded ? base64Forms(one) : [])
        if (!forms.has(text))
          forms.set(text, true);
    }
  }
  return [...forms].map(([text, code]) => ({ text, code })).sort((a, b) => b.text.length - a.text.length);
}
var escaped = (code) => `%${code.toString(16).padStart(2, "0").toUpperCase()}`;
function plainForms(value) {
  const percent = encodeURIComponent(value.toWellFormed());
  const strict = percent.replaceAll(/[!'()*]/g, (char) => escaped(char.charCodeAt(0)));
  const urls = [percent, strict].flatMap((one) => [
    one,
    one.replaceAll("%20", "+"),
    one.replaceAll("%2F", "/"),
    encodeURI(value.toWellFormed())
  ]);
  const json = JSON.stringify(value).slice(1, -1);
  const goJson = json.replaceAll(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const hex = [...bytesOf2(value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const forms = [
    value,
    ...urls,
    ...urls.map((one) => one.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    json,
    goJson,
    value.replaceAll("'", "'\\''"),
    value.replaceAll("$", "$$$$"),
    hex,
    hex.toUpperCase()
  ];
  return forms.filter((one) => one.length >= MIN_SECRET_LENGTH);
}
var bytesOf2 = (text) => new TextEncoder().encode(text);
var base64 = (bytes) => {
  let binary = "";
  for (const byte of bytes)
    binary += String.fromCharCode(byte);
  return btoa(binary);
};
function base64Forms(value) {
  const bytes = bytesOf2(value);
  const found = [];
  for (const shift of [0, 1, 2]) {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const first = Math.ceil(shift * 8 / 6);
    const behind = Math.floor(padded.length * 8 / 6);
    const core = base64(padded).slice(first, behind);
    if (core.length >= MIN_CODE_LENGTH || shift === 0 && core.length >= MIN_SECRET_LENGTH)
      found.push(core);
  }
  const whole = base64(bytes);
  for (const width of WRAPS)
    for (let at = 0;whole.length > width && at < whole.length; at += width) {
      const line = whole.slice(at, at + width).replaceAll("=", "");
      if (line.length >= MIN_CODE_LENGTH)
        found.push(line);
    }
  return found.flatMap((one) => [one, one.replaceAll("+", "-").replaceAll("/", "_")]);
}

export { MIN_SECRET_LENGTH, maskOf };
