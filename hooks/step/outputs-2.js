// @bun
import{Rm,Tm}from"./s39.js";export{Rm as writeOutputs,Tm as writtenBy};
