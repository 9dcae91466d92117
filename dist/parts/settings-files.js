// @bun
import {
  settingsAct2
} from "./s70.js";
export {
  settingsAct2 as settingsAct
};
