// @bun
import{um,dm}from"./s11.js";export{um as writeOutputs,dm as writtenBy};
