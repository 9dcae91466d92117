// @bun
import{fg,ta,Ru,Ou}from"./s29.js";export{Ou as isByProgram,ta as makeFolders,fg as writeOutputs,Ru as writtenBy};
