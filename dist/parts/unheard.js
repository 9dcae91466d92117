// @bun
import {
  unheard2
} from "./s234.js";
export {
  unheard2 as unheard
};
