// @bun
import{Em,Am}from"./s38.js";export{Em as writeOutputs,Am as writtenBy};
