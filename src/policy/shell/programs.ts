/** What programs do with the words that they are given. */

const set = (names: string): Set<string> => new Set(names.split(" "));

/** They only read, whatever they are given; what they print may be redirected. */
export const READERS = set(
  "cat ls head tail grep egrep fgrep rg ag jq wc stat file diff cmp sha256sum sha1sum md5sum shasum cksum less more tree pwd echo printf cd pushd popd chdir true false test [ [[ : cut tr nl od hexdump strings du df basename dirname realpath readlink column fold paste join comm rev tac bat which type sleep exit return set shift unset local export declare readonly typeset read mapfile readarray let wait kill jobs for select getopts shopt setopt break continue date uname whoami id hostname gh glab ps pgrep umask hash help history command-not-found fmt expand pr seq yes base64 base32 b2sum zcat zgrep zless tput clear lsof man",
);

/** Everything that they are given is written, or taken away. */
export const WRITERS = set(
  "rm rmdir unlink shred truncate touch mkdir tee chmod chown chgrp mkfifo mknod rimraf del-cli trash ed ex vi vim nvim nano emacs sponge chattr setfacl setfattr ln link mv gzip gunzip bzip2 xz zstd",
);
/** Those of them that go into folders, or take a folder along. */
export const DEEP = set("mv rimraf del-cli trash");

/** The last of what they are given is written, or what stands behind -t. */
export const COPIERS = set("cp install rsync scp ditto");

/** Their first arguments are options, then comes a command. */
export const WRAPPERS = set(
  "env sudo doas nohup time timeout gtimeout nice ionice stdbuf setsid command builtin exec busybox toybox flock strace ltrace chrt taskset unbuffer caffeinate xargs parallel watch npx bunx pnpx pnpm yarn npm script su chroot unshare nsenter gdb then do else entr",
);

export const SHELLS = set("sh bash dash zsh ksh ash mksh fish rbash");

/** They run the code of an argument, a file or their input. */
export const INTERPRETER =
  /^(?:python[\d.]*|pypy3?|node|nodejs|bun|deno|perl[\d.]*|ruby|php|lua[\d.]*|luajit|tclsh|osascript|Rscript|tsx|ts-node|julia|awk|gawk|mawk|nawk|groovy|jshell|swift|scala|ghci|m4|expect|pwsh|powershell)$/;

/** They turn text that says nothing into text that is run. */
export const DECODERS =
  /^(?:base64|base32|xxd|uudecode|openssl|rev|tr|gunzip|zcat|gzip|bzip2|xz|gpg|printf|python[\d.]*|perl|node)$/;

/** What git does without changing a file that it does not follow. */
export const GIT_READS = set(
  "status diff log show grep blame ls-files ls-tree check-ignore commit tag branch describe rev-parse rev-list shortlog cat-file fetch push remote reflog notes merge-base diff-tree diff-index name-rev for-each-ref count-objects help version var",
);

/** The person's own verbs of the command line. */
export const PERSONAL = set("decide ruling reset resume rollback park cancel trust pr");
