// @bun
import{Em,Am}from"./s9.js";export{Em as writeOutputs,Am as writtenBy};
