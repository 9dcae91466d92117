// @bun
import {
  settingsAct2
} from "./s76.js";
export {
  settingsAct2 as settingsAct
};
