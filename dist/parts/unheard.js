// @bun
import {
  unheard2
} from "./s209.js";
export {
  unheard2 as unheard
};
