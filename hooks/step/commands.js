// @bun
import{vu,Cm}from"./s50.js";export{vu as foundCommands,Cm as ownCommands};
