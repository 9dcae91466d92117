// @bun
import {
  notifyFrom,
  lookFrom
} from "./s23.js";
import {
  pluginRoot
} from "./s223.js";

// src/run/notify/start.ts
var startNotifying2 = ({ root }) => notifyFrom(pluginRoot(), root);
var lookForSilence2 = ({ root, task }) => lookFrom(pluginRoot(), root, task);

export { startNotifying2, lookForSilence2 };
