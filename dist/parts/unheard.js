// @bun
import {
  unheard2
} from "./s235.js";
export {
  unheard2 as unheard
};
