// @bun
import{Sm,_m}from"./s8.js";export{Sm as writeOutputs,_m as writtenBy};
