// @bun
import {
  settingsAct2
} from "./s73.js";
export {
  settingsAct2 as settingsAct
};
