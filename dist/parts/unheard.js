// @bun
import {
  unheard2
} from "./s212.js";
export {
  unheard2 as unheard
};
