// @bun
import{am,Lu,cm,el}from"./s78.js";export{el as isByProgram,Lu as makeFolders,am as writeOutputs,cm as writtenBy};
