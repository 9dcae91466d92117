// @bun
import{Cm}from"./s87.js";export{Cm as behindCall};
