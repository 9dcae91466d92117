// @bun
import {
  settingsAct2
} from "./s71.js";
export {
  settingsAct2 as settingsAct
};
