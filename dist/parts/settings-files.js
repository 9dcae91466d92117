// @bun
import {
  settingsAct2
} from "./s192.js";
export {
  settingsAct2 as settingsAct
};
