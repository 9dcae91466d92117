// @bun
import{yu,Rm}from"./s4.js";export{yu as foundCommands,Rm as ownCommands};
