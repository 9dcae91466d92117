// @bun
import{lm,um}from"./s11.js";export{lm as writeOutputs,um as writtenBy};
