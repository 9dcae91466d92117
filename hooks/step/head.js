// @bun
import{uu}from"./s37.js";export{uu as headOf};
