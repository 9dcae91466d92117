// @bun
import{Dp,Pu,Wp,Hc}from"./s50.js";export{Hc as isByProgram,Pu as makeFolders,Dp as writeOutputs,Wp as writtenBy};
