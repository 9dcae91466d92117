// @bun
import {
  settingsAct2
} from "./s191.js";
export {
  settingsAct2 as settingsAct
};
