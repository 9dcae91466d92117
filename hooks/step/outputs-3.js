// @bun
import{hm,gm,Za}from"./s11.js";export{Za as isByProgram,hm as writeOutputs,gm as writtenBy};
