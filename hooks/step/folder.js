// @bun
import{$m}from"./s87.js";export{$m as behindCall};
