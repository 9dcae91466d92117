// @bun
import {
  reread2
} from "./s102.js";
export {
  reread2 as reread
};
