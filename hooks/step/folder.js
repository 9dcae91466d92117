// @bun
import{Pm}from"./s84.js";export{Pm as behindCall};
