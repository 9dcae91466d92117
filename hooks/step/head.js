// @bun
import{nl}from"./s71.js";export{nl as headOf};
