/** What installs packages, by the program that shows it: a system's own come first. */
const INSTALLERS = {
  "apt-get": "apt install",
  dnf: "dnf install",
  pacman: "pacman -S",
  apk: "apk add",
  zypper: "zypper install",
  brew: "brew install",
  nix: "nix profile install",
};
type Installer = keyof typeof INSTALLERS;

/** How packages get onto this machine; `other`: what one is called elsewhere. */
export function installing(
  packages: readonly string[],
  other: Partial<Record<Installer, string[]>> = {},
  isThere = (program: string): boolean =>
    Bun.which(program, { PATH: process.env.PATH ?? "" }) !== null,
): string {
  const what = `install ${packages.join(" and ")}`;
  // Part of the tools that macOS brings on request.
  if (process.platform === "darwin" && packages.includes("git"))
    return `${what} (xcode-select --install)`;
  const found = (Object.keys(INSTALLERS) as Installer[]).find(isThere);
  if (found === undefined) return what;
  const names = (other[found] ?? packages).map((name) =>
    found === "nix" ? `nixpkgs#${name}` : name,
  );
  return `${what} (${INSTALLERS[found]} ${names.join(" ")})`;
}
