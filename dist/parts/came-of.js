// @bun
import {
  cameOf2,
  newlyCame2,
  withCame2
} from "./s273.js";
export {
  cameOf2 as cameOf,
  newlyCame2 as newlyCame,
  withCame2 as withCame
};
