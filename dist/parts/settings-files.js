// @bun
import {
  settingsAct2
} from "./s72.js";
export {
  settingsAct2 as settingsAct
};
