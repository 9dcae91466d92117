// @bun
import{dm}from"./s82.js";export{dm as behindCall};
