// @bun
import{Rm,Tm}from"./s37.js";export{Rm as writeOutputs,Tm as writtenBy};
