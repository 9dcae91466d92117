// @bun
import{jm,Mm}from"./s41.js";export{jm as writeOutputs,Mm as writtenBy};
