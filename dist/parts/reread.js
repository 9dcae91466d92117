// @bun
import {
  reread2
} from "./s104.js";
export {
  reread2 as reread
};
