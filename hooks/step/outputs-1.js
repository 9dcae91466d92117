// @bun
import{bf,cc,xf,Na}from"./s45.js";export{Na as isByProgram,cc as makeFolders,bf as writeOutputs,xf as writtenBy};
