// @bun
import{Cm}from"./s86.js";export{Cm as behindCall};
