// @bun
import{am,cm}from"./s11.js";export{am as writeOutputs,cm as writtenBy};
