// @bun
import {
  foreign2
} from "./s202.js";
export {
  foreign2 as foreign
};
