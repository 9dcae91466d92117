// @bun
import {
  unheard2
} from "./s210.js";
export {
  unheard2 as unheard
};
