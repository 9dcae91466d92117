// @bun
import {
  settingsAct2
} from "./s190.js";
export {
  settingsAct2 as settingsAct
};
