// @bun
import {
  unheard2
} from "./s223.js";
export {
  unheard2 as unheard
};
