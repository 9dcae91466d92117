// @bun
import{Em,qi,cu,uu}from"./s24.js";export{uu as isByProgram,qi as makeFolders,Em as writeOutputs,cu as writtenBy};
