// @bun
import{Cm,jm}from"./s48.js";export{Cm as writeOutputs,jm as writtenBy};
