# What may be typed next. It reads the typed words, a line each with ">" before it, the last one unfinished, and behind them
# the table of words: behind what a word stands, the word, what it is. Where it prints nothing, the
# shell offers files. No quote of a shell stands in here.
BEGIN { FS = OFS = "\t" }
/^>/ {
  if (verb == "" && NR > 1 && last !~ /^-/ && before != "--project") verb = last
  before = last
  last = substr($0, 2)
  next
}
$1 == verb " " before { values = values offers($2, $3); isValue = 1 }
$1 == verb && $2 ~ /^-/ { options = options offers($2, $3) }
$1 == verb && $2 !~ /^-/ { words = words offers($2, $3); hasWords = 1 }
END { printf "%s", isValue || before == "--project" ? values : hasWords && last !~ /^-/ ? words : options }

function offers(word, about) {
  if (word == ":runs") return idsIn("ls parked history", "^[a-z-]+-[0-9a-f]+$")
  if (word == ":worktrees") return idsIn("git for-each-ref --format=%\\(refname:lstrip=3\\) refs/heads/multi-ai", "^[a-z0-9-]+-[0-9a-f]+$")
  if (word == ":tasks") return idsIn("cat pipeline-tasks.json", "^ *\"id\": \"")
  return word == "" ? "" : word "\t" about "\n"
}
# Ids that a command prints in the nearest folder .task upward.
function idsIn(command, wanted,   line, ids) {
  command = "{ while [ ! -d .task ] && [ / != \"$PWD\" ]; do cd ..; done; cd .task && " command "; } 2>/dev/null"
  while ((command | getline line) > 0)
    if (line ~ wanted) {
      gsub(/^ *"id": "|",$/, "", line)
      ids = ids line "\n"
    }
  close(command)
  return ids
}
