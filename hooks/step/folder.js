// @bun
import{Gf}from"./s78.js";export{Gf as behindCall};
