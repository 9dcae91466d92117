// @bun
// src/plugin.ts
var PLUGIN = "multi-ai";
var checkCommand = (task) => `${PLUGIN} check ${task}`;
var IN_TESTS = "TESTED_BY_MULTI_AI";
var SLASH_COMMANDS = "status report explain runs log verify dry-run setup decide ruling cancel resume reset park rollback trust".split(" ");
var TERMINAL_COMMANDS = { watch: "status", pr: "pr --dry-run" };
var inHost = (command) => SLASH_COMMANDS.includes(command.split(" ", 1)[0]) ? `/${PLUGIN}:${command}` : `! ${PLUGIN} ${command}`;
var calledAs = (program) => (command) => `${program} ${command}`.trim();
var voice = calledAs(PLUGIN);
var speak = (typed) => {
  voice = typed;
};
var here = (command) => voice(command);
var isInHost = () => voice === inHost;
var isOwnAgent = (type) => typeof type === "string" && type.startsWith(`${PLUGIN}:`);

export { PLUGIN, checkCommand, IN_TESTS, SLASH_COMMANDS, TERMINAL_COMMANDS, inHost, calledAs, speak, here, isInHost, isOwnAgent };
