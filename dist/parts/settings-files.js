// @bun
import {
  settingsAct2
} from "./s74.js";
export {
  settingsAct2 as settingsAct
};
