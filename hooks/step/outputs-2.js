// @bun
import{jm,Mm}from"./s44.js";export{jm as writeOutputs,Mm as writtenBy};
