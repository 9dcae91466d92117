// @bun
import {
  foreign2
} from "./s189.js";
export {
  foreign2 as foreign
};
