// @bun
import {
  settingsAct2
} from "./s75.js";
export {
  settingsAct2 as settingsAct
};
