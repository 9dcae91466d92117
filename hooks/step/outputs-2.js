// @bun
import{Em,Bi,uu,du}from"./s25.js";export{du as isByProgram,Bi as makeFolders,Em as writeOutputs,uu as writtenBy};
