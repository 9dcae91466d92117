// @bun
import {
  unheard2
} from "./s233.js";
export {
  unheard2 as unheard
};
