// @bun
import {
  unheard2
} from "./s221.js";
export {
  unheard2 as unheard
};
