// @bun
import{Mm,zm}from"./s41.js";export{Mm as writeOutputs,zm as writtenBy};
