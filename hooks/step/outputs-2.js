// @bun
import{xm,vm}from"./s11.js";export{xm as writeOutputs,vm as writtenBy};
